"""What is quoted in a message, and who is named beside it."""

from typing import NamedTuple

import pytest

from facts.quotes import find_spans

SAID = "We will only transfer an individual into ICE custody"
ALSO = "My priority is public safety"


class Cut(NamedTuple):
    message: str
    quotes: tuple[str, ...]
    why: str


MARKS = [
    Cut(f"“{SAID}”", (SAID,), "curly marks"),
    Cut(f'"{SAID}"', (SAID,), "straight marks"),
    Cut(f"‘{SAID}’", (SAID,), "single curly marks"),
    Cut(f"'{SAID}'", (SAID,), "single straight marks"),
    Cut(f"„{SAID}“", (SAID,), "German marks"),
    Cut(f"„{SAID}”", (SAID,), "Polish and Hungarian marks"),
    Cut(f"‚{SAID}‘", (SAID,), "single German marks"),
    Cut(f"«{SAID}»", (SAID,), "French marks"),
    Cut(f"«\u00a0{SAID}\u202f»", (SAID,), "French marks that stand off"),
    Cut(f"« {SAID} »", (SAID,), "French marks with plain spaces"),
    Cut(f"»{SAID}«", (SAID,), "German and Danish guillemets"),
    Cut(f"‹{SAID}›", (SAID,), "single guillemets"),
    Cut(f"”{SAID}”", (SAID,), "Swedish and Finnish marks"),
    Cut(f"「{SAID}」", (SAID,), "Japanese marks"),
    Cut(f'“{SAID}"', (SAID,), "a curly mark closed by a straight one"),
    Cut(f'"{SAID}”', (SAID,), "a straight mark closed by a curly one"),
    Cut(f"&quot;{SAID}&quot; and &#8220;{ALSO}&rdquo;", (SAID, ALSO), "entities"),
    Cut(f"“{SAID}” and “{ALSO}”", (SAID, ALSO), "two in one message"),
    Cut(f'"{SAID}" and "{ALSO}"', (SAID, ALSO), "two in straight marks"),
    Cut(f"'{SAID}' and '{ALSO}'", (SAID, ALSO), "two in single marks"),
    Cut(f"“{SAID}.”“{ALSO}”", (SAID + ".", ALSO), "two without a space"),
    Cut(f'"{SAID}," said Luna, "if asked."', (SAID + ",", "if asked."), "a split quote"),
    Cut(f"*“{SAID}”* _“{ALSO}”_", (SAID, ALSO), "Slack’s bold and italics around them"),
    Cut(f"(“{SAID}”)—so he said", (SAID,), "brackets around"),
    Cut(f"<q>{SAID}</q>", (SAID,), "HTML’s own quote"),
    Cut(f"“ {SAID} ”", (SAID,), "spaces inside the marks"),
    Cut(f'<https://example.org/?q="x"|story>: "{SAID}"', (SAID,), "a mark in an address is none"),
    Cut(f'https://example.org/it\'s-a-quote says "{SAID}"', (SAID,), "nor in a bare address"),
]

APOSTROPHES = [
    Cut("It's the sheriff's, and they won't", (), "apostrophes are no marks"),
    Cut("rock 'n' roll in the ’90s, 'tis true", (), "words that begin with one"),
    Cut(f"the sheriffs’ duty is ‘{SAID}’", (SAID,), "a possessive before a quote"),
    Cut("‘the sheriffs’ duty is theirs’ he said", ("the sheriffs’ duty is theirs",),
        "a possessive inside a quote"),
    Cut("'It's the sheriffs' duty,' he said", ("It's the sheriffs' duty,",),
        "straight apostrophes inside straight single marks"),
    Cut(f"a 6\" pipe and a 5'10\" man: \"{SAID}\"", (SAID,), "inches and feet"),
    Cut("“It's the sheriffs’ duty”", ("It's the sheriffs’ duty",),
        "apostrophes inside double marks"),
]  # fmt: skip

NESTED = [
    Cut(f"“He said ‘{SAID}’ to us”", (f"He said ‘{SAID}’ to us", SAID),
        "a quote inside a quote is a span of its own"),
    Cut(f"‘He said “{SAID}” to us’", (f"He said “{SAID}” to us", SAID), "the British way round"),
    Cut(f"“He said “{SAID}” to us”", (f"He said “{SAID}” to us",),
        "double marks in double marks"),
    Cut("“a ‘sanctuary’ state, they say”", ("a ‘sanctuary’ state, they say",),
        "a scare quote inside a quote is part of it"),
]  # fmt: skip

UNBALANCED = [
    Cut(f"“{SAID}", (SAID,), "never closed"),
    Cut(f"He wrote: “{SAID}\nand then left", (SAID,), "never closed: it ends with its line"),
    Cut(f'"{SAID}', (SAID,), "a straight mark never closed"),
    Cut(f"{SAID}” said Luna", (SAID,), "never opened"),
    Cut(f'{SAID}" said Luna', (SAID,), "a straight mark never opened"),
    Cut(f"“{SAID}, he said. Also “{ALSO}” he said.", (f"{SAID}, he said. Also", ALSO),
        "the first never closed, the second is"),
    Cut(f"“{SAID}.\n\n“{ALSO}.” Luna said", (f"{SAID}.\n\n“{ALSO}.",),
        "a mark that opens again at each paragraph"),
    Cut(f"“{SAID}\n\n{ALSO}”", (f"{SAID}\n\n{ALSO}",), "one pair over two paragraphs"),
]  # fmt: skip

BLOCKS = [
    Cut(f"&gt; {SAID}\nsaid Luna", (SAID,), "a block quote as Slack sends it"),
    Cut(f"> {SAID}\n> if asked\nsaid Luna", (f"{SAID}\n> if asked",), "a block of two lines"),
    Cut(f">>> {SAID}\n\n{ALSO}", (f"{SAID}\n\n{ALSO}",), "a block that goes on to the end"),
    Cut(f"> {SAID}\n\nand\n\n> {ALSO}", (SAID, ALSO), "two blocks"),
    Cut(f"> Luna said “{SAID}”", (SAID,), "marks inside a block: the words between them"),
    Cut(f"> {SAID}, the “only” way", (f"{SAID}, the “only” way",),
        "a scare quote inside a block is part of it"),
]  # fmt: skip

WHOLE = ["", "   ", "“”", '""', "“…”", '"?!"', "* * *", ":joy:", "<@U024BE7LH>", "“ ” ‘ ’ « »"]


@pytest.mark.parametrize(
    "cut", [*MARKS, *APOSTROPHES, *NESTED, *UNBALANCED, *BLOCKS], ids=lambda cut: cut.message[:50]
)
def test_a_message_is_cut_at_its_marks(cut: Cut) -> None:
    found = find_spans(cut.message)
    quotes = tuple(span.words for span in found.spans)
    assert (() if found.whole_message else quotes) == cut.quotes, cut.why
    for span in found.spans:
        assert cut.message[span.start : span.end] == span.words


@pytest.mark.parametrize("message", WHOLE)
def test_a_message_without_words_has_nothing_to_check(message: str) -> None:
    assert find_spans(message).spans == ()


def test_a_message_that_quotes_nothing_is_one_span() -> None:
    found = find_spans(f"\n  {SAID} \n")
    assert [span.words for span in found.spans] == [SAID]
    assert found.whole_message


def test_of_five_hundred_quotes_the_first_ten_are_cut_and_the_rest_counted() -> None:
    found = find_spans("“We will not.” " * 500)
    assert (len(found.spans), found.more) == (10, 490)


def test_forty_thousand_characters_are_one_span() -> None:
    message = "We will not. " * 3_100
    (span,) = find_spans(message[:40_000]).spans
    assert len(span.words) >= 39_990


def test_text_from_right_to_left_is_cut_like_any_other() -> None:
    (span,) = find_spans("قال الشريف: “السلامة العامة ليست سياسة”").spans
    assert span.words == "السلامة العامة ليست سياسة"


class Named(NamedTuple):
    message: str
    speaker: str | None
    why: str


SPEAKERS = [
    Named(f"“{SAID},” reads a statement by Robert Luna", "Robert Luna", "whose statement it is"),
    Named(f"Luna on Tuesday: “{SAID}”", "Luna", "a day before the colon"),
    Named(f"Bondi in a statement: “{SAID}”", "Bondi", "a paper before the colon"),
    Named(f"Story on the sheriff: “{SAID}”", None, "but not anything before a colon"),
    Named(f"> {SAID}\nSheriff Robert Luna", "Sheriff Robert Luna", "a name signs a block quote"),
    Named(f"> {SAID}\nthe Orange County sheriff", "the Orange County sheriff", "an office does"),
    Named(f"> {SAID}\nLegit?", None, "not any word below it"),
    Named(f"“{SAID},” Luna said.", "Luna", "name and cue after"),
    Named(f"“{SAID},” said Luna.", "Luna", "cue and name after"),
    Named(f"“{SAID},” Los Angeles County Sheriff Robert Luna said during a press conference.",
          "Los Angeles County Sheriff Robert Luna", "title and name"),
    Named(f"“{SAID},” Luna, the sheriff of Los Angeles County, told reporters.", "Luna",
          "an apposition between name and cue"),
    Named(f"“{SAID},” said the sheriff, Robert Luna.", "Robert Luna", "the role, then the name"),
    Named(f"“{SAID}” — Bondi", "Bondi", "a dash and a name"),
    Named(f"“{SAID}” - Pam Bondi, July 17", "Pam Bondi", "a hyphen, a name, a date"),
    Named(f"“{SAID}” (Luna)", "Luna", "a name in brackets"),
    Named(f"“{SAID}” per Miyamoto", "Miyamoto", "“per” after"),
    Named(f"Per Miyamoto, “{SAID}”", "Miyamoto", "“per” before"),
    Named(f"According to the Justice Department, “{SAID}”", "the Justice Department",
          "“according to” before"),
    Named(f"“{SAID},” according to the DOJ.", "the DOJ", "“according to” after"),
    Named(f"Sheriff Robert Luna: “{SAID}”", "Sheriff Robert Luna", "a colon"),
    Named(f"Luna said: “{SAID}”", "Luna", "cue and colon"),
    Named(f"Luna told reporters on Thursday that “{SAID}”", "Luna", "“told ... that”"),
    Named(f"Did Luna really say “{SAID}”?", "Luna", "a question"),
    Named(f"My draft has Luna as: “{SAID}” Is that what he said?", "Luna",
          "a name leading up; the pronoun after is of another sentence"),
    Named(f"Can you check Luna’s quote: “{SAID}”", "Luna", "a possessive"),
    Named(f"The quote by Pam Bondi “{SAID}”", "Pam Bondi", "“quote by”"),
    Named(f"luna said “{SAID}”", "luna", "typed small"),
    Named(f"“{SAID}” per miyamoto", "miyamoto", "typed small, after"),
    Named(f"> {SAID}\n— Becerra", "Becerra", "under a block quote"),
    Named(f"“{SAID},” he said.", "he", "a pronoun is handed on as it is"),
    Named(f"“{SAID},” the mayor said.", "the mayor", "so is a role"),
    Named(f"“{SAID},” a spokesman for Luna said.", "a spokesman for Luna", "not Luna himself"),
    Named(f"“{SAID}” is going into graf three", None, "nobody is named"),
    Named(f"Frankly “{SAID}”", None, "a capital at the head of a sentence is no name"),
    Named(f"FACT CHECK: “{SAID}”", None, "a label is no name"),
    Named(f"In California: “{SAID}”", None, "nor is a place"),
    Named(f"SB 54 quote: “{SAID}”", None, "nor a bill"),
    Named(f"“{SAID}” — is that right?", None, "a dash and a question"),
]  # fmt: skip


@pytest.mark.parametrize("named", SPEAKERS, ids=lambda named: named.message[:90])
def test_the_speaker_is_read_beside_the_quote(named: Named) -> None:
    (span,) = find_spans(named.message).spans
    assert span.speaker == named.speaker, named.why


def test_each_of_two_quotes_has_its_own_speaker() -> None:
    found = find_spans(f"Luna said “{SAID}” and Miyamoto said “{ALSO}.”")
    assert [span.speaker for span in found.spans] == ["Luna", "Miyamoto"]
    found = find_spans(f"“{SAID},” Luna said. “{ALSO},” Miyamoto said.")
    assert [span.speaker for span in found.spans] == ["Luna", "Miyamoto"]


def test_a_quote_that_goes_on_after_its_cue_keeps_the_speaker() -> None:
    found = find_spans(f"“{SAID},” Luna said. “There’s no choice.”")
    assert [span.speaker for span in found.spans] == ["Luna", "Luna"]
