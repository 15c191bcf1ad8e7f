"""Which of the speakers near a quotation is its own: in an article, and in a message."""

from typing import NamedTuple

import pytest

from facts.quotes import extract, find_spans

A = "There is no choice in the matter"
B = "We will not foster fear in our communities"


class Read(NamedTuple):
    text: str
    speakers: tuple[str | None, ...]
    why: str


TWO = [
    Read(f"Luna said, “{A}.” Bondi said, “{B}.”", ("Luna", "Bondi"), "cue, quote, cue, quote"),
    Read(f"Luna said: “{A}.” Bondi said: “{B}.”", ("Luna", "Bondi"), "with colons"),
    Read(f"Luna said “{A}” and Bondi said “{B}.”", ("Luna", "Bondi"), "joined by and"),
    Read(f"Luna said, “{A}.”\nBondi said, “{B}.”", ("Luna", "Bondi"), "in two lines"),
    Read(f"“{A},” Luna said. “{B},” Bondi said.", ("Luna", "Bondi"), "quote, cue, quote, cue"),
    Read(f"“{A},” said Luna. “{B},” said Bondi.", ("Luna", "Bondi"), "the verb first"),
    Read(f"Luna: “{A}.” Bondi: “{B}.”", ("Luna", "Bondi"), "labels"),
    Read(f"“{A},” Luna said, and Bondi said, “{B}.”", ("Luna", "Bondi"), "one sentence"),
    Read(f"Luna said, “{A}.” “{B},” Bondi said.", ("Luna", "Bondi"), "cue, quote, quote, cue"),
    Read(f"“{A},” Luna said. “{B}.”", ("Luna", "Luna"), "one speaker goes on"),
    Read(f"“{A},” Luna said, “{B}.”", ("Luna", "Luna"), "interrupted"),
    Read(f"Luna told them: “{A}.” According to Bondi, “{B}.”", ("Luna", "Bondi"), "according to"),
    Read(f"Luna: “{A}.” But Bondi: “{B}.”", ("Luna", "Bondi"), "a conjunction before a label"),
    Read(f"“{A},” Luna said.\nBondi wrote that “{B}.”", ("Luna", "Bondi"), "in a line below"),
    Read(f"“{A}!” cried Luna. Bondi answered: “{B}.”", ("Luna", "Bondi"), "an exclamation"),
]  # fmt: skip


@pytest.mark.parametrize("read", TWO, ids=lambda read: read.why)
def test_of_two_quotes_each_has_its_own_speaker(read: Read) -> None:
    assert tuple(span.speaker for span in find_spans(read.text).spans) == read.speakers
    assert tuple(one.speaker for one in extract(read.text)) == read.speakers


ARTICLES = [
    Read(
        f"Sheriff Robert Luna was blunt. “{A},” he said. “{B}.”",
        ("Robert Luna", "Robert Luna"),
        "a pronoun is the one person of its paragraph",
    ),
    Read(
        f"“{A},” Sheriff Robert Luna said.\n\n“{B},” he added.",
        ("Robert Luna", "Robert Luna"),
        "or the last speaker",
    ),
    Read(
        f"On Monday Sheriff Robert Luna met Attorney General Rob Bonta. “{A},” he said.",
        (None,),
        "of two, neither",
    ),
    Read(
        f"The sheriff, Robert Luna, would not move. “{A},” the sheriff said.",
        ("Robert Luna",),
        "a role is the one person who has it",
    ),
    Read(
        f"Sheriffs Robert Luna and Paul Miyamoto agreed. A sheriff said: “{A}.”",
        ("A sheriff",),
        "not any person who may have it",
    ),
    Read(
        f"Tesla Inc. and the city are at odds. “{A},” the company said.",
        ("Tesla Inc.",),
        "the one company",
    ),
    Read(
        f"Tesla Inc. sued Ford Motor Co. on Friday. “{A},” the company said.",
        ("the company",),
        "of two companies, neither",
    ),
    Read(
        f"The U.N. refugee agency asked for money on Friday. “{A},” the agency said.",
        ("U.N. refugee agency",),
        "an agency by the word it was described with",
    ),
    Read(
        f"The sheriff’s lawyer, Abraham Lincoln, said “{A}.”",
        ("Abraham Lincoln",),
        "who speaks for another, by name",
    ),
    Read(
        f"“{A},” retired railroad attorney Abraham Lincoln said.",
        ("Abraham Lincoln",),
        "common words before the name",
    ),
    Read(f"“{A},” said Illinois’s Abraham Lincoln.", ("Abraham Lincoln",), "whose he is"),
    Read(f"“{A},” said Abraham Lincoln of Springfield.", ("Abraham Lincoln",), "where from"),
    Read(
        f"His wife, Mary, was at the door. “{A},” she said.",
        ("Mary",),
        "kin by a given name alone",
    ),
    Read(f"“{A},” said Illinois lawyer Abraham Lincoln.", ("Abraham Lincoln",), "place and job"),
    Read(
        f"Pope Francis prayed on Sunday. “{A},” the pope said on Jan. 12. “{B}.”",
        ("Francis", "Francis"),
        "a title before a given name; a date ends no sentence",
    ),
    Read(
        f"John Adams and Thomas Jefferson wrote letters. “{A},” Jefferson wrote.",
        ("Thomas Jefferson",),
        "two names joined",
    ),
    Read(
        f"Tesla, according to people who know Elon Musk, is calm. “{A},” said a spokesman for him.",
        ("a spokesman",),
        "a spokesman is not the person spoken of",
    ),
    Read(f"“{A},” Abraham Lincoln shot back.", ("Abraham Lincoln",), "a verb of two words"),
    Read(f"“{A},” Abraham Lincoln shrugged.", ("Abraham Lincoln",), "any verb after a comma"),
    Read(f"Abraham Lincoln said:\n\n“{A}.”", ("Abraham Lincoln",), "a colon in the line before"),
    Read(f"3:41 p.m. Sheriff Robert Luna: “{A}.”", ("Robert Luna",), "the time before it"),
    Read(f"A crowd outside city hall chanted “{A}!”", (None,), "a crowd is nobody"),
    Read(f"A sign at the door read “{A}.”", (None,), "nor is a sign"),
    Read("The so-called “no choice” rule stands, Luna said.", (), "a scare quote is left out"),
]


SURE = ("Robert Luna", "Justice Department", "Connie Wachs")
SUBJECTS = [
    Read(f"The decree reads: “{A}.”", ("The decree",), "a document"),
    Read(
        f"A note pinned to the door said: “{A}.”",
        ("A note pinned to the door",),
        "what qualifies it",
    ),
    Read(f"“{A},” said a mother of three who was there.", ("a mother of three",), "a stranger"),
    Read(f"“{A},” one longtime resident said.", ("one longtime resident",), "of a common noun"),
    Read(
        f"In a letter to parents, two botanists wrote “{A}.”", ("two botanists",), "after a letter"
    ),
    Read(f"The charter, which nobody reads, is plain: “{A}.”", ("The charter",), "no aside"),
    Read(f"The statute provides that a county “{A}.”", ("The statute",), "any verb before that"),
    Read(f"“{A},” the wall text begins.", ("the wall text",), "any verb after a comma"),
    Read(
        f"The policy would ban the trade. “{A},” it says.",
        ("The policy",),
        "a pronoun is the subject of the sentence before",
    ),
    Read(
        f"The lawsuit alleges that officers said “{B}.” It says the Justice Department wrote “{A}”",
        ("officers", "Justice Department"),
        "who wrote it in the lawsuit",
    ),
    Read(
        f"Sheriff Robert Luna ran for office. “{A},” he said. His wife, Celines Luna, agreed.\n\n"
        f"“{B},” Luna said.",
        ("Robert Luna", "Robert Luna"),
        "of one family the one introduced first",
    ),
    Read(f"“{A},” Sheriff Robert Luna said.\n\n“{B}.”", ("Robert Luna", "Robert Luna"), "goes on"),
    Read(f"It was Luna who broke the silence. “{A},” he said.", ("Luna",), "a cleft sentence"),
    Read(f"State Rep. Connie Wachs (D-Millbrook) said “{A}.”", ("Connie Wachs",), "a parenthesis"),
    Read(
        f"Sheriff Robert Luna walked by. His answer: “{A}.”", ("Robert Luna",), "whose answer it is"
    ),
    Read(f"At the gate a steward waits. “{A},” he says.", ("a steward",), "after where it was"),
    Read(f"“{A},” said one, Robert Luna.", ("Robert Luna",), "one of them by name"),
    Read(f"“{A},” another said.", ("another",), "a quantifier alone"),
    Read(f"A report filed as evidence states that “{A}.”", ("A report filed as evidence",), "as"),
    Read(f"“{A},” she began.", (None,), "any verb after a pronoun"),
    Read(f"The mayor sent parents a note. “{A},” it began.", ("a note",), "what was brought up"),
    Read(f"A voter waited for hours. “{A},” said the man.", ("A voter",), "the man spoken of"),
    Read(
        f"A voter waited. “{A},” she said. A poll worker shrugged. “{B},” he said.",
        ("A voter", "A poll worker"),
        "the nearer subject",
    ),
    Read(
        f"“{A},” Sheriff Robert Luna said. A magazine called him “{B}.” “{A},” he said.",
        ("Robert Luna", "A magazine", "Robert Luna"),
        "a magazine that speaks of him is not he",
    ),
    Read(
        f"Nancy Pelosi was born Nancy D’Alesandro. Her son Paul agreed.\n\n“{A},” her son said.",
        ("Paul",),
        "kin by the name given",
    ),
]


@pytest.mark.parametrize("read", SUBJECTS, ids=lambda read: read.why)
def test_the_subject_of_a_reporting_verb_speaks_whatever_its_noun(read: Read) -> None:
    drawn = extract(read.text)
    assert tuple(one.speaker for one in drawn) == read.speakers
    assert all(one.needs_person for one in drawn if one.speaker not in SURE)


@pytest.mark.parametrize("read", ARTICLES, ids=lambda read: read.why)
def test_a_speaker_is_who_the_article_introduced(read: Read) -> None:
    assert tuple(one.speaker for one in extract(read.text)) == read.speakers


def test_the_subject_of_the_sentence_before_is_proposed_and_left_to_a_person() -> None:
    (one,) = extract(f"Sheriff Robert Luna was blunt. “{A}.”")
    assert (one.speaker, one.needs_person) == ("Robert Luna", True)
