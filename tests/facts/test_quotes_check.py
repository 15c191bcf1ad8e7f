"""A message's quotes with the quotes on file: the best candidate, its speaker, one verdict."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from facts.people import Same, same_speaker, split_title
from facts.quotes import CheckedQuote, QuoteOnFile, Verdict, check_message, find_spans


def _starter() -> list[QuoteOnFile]:
    quotes = []
    for path in sorted(Path(str(files("facts") / "starter")).glob("*-q?-*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        quotes.append(
            QuoteOnFile(
                id=path.name.split("-")[1].upper(),
                passages=tuple(body["passages"]),
                speaker=body["speaker"],
                speaker_aliases=tuple(body["speaker_aliases"]),
                role=body.get("role"),
            )
        )
    return quotes


ON_FILE = _starter()
TRANSFER = (
    "We will only transfer an individual into ICE custody if we are presented with a federal "
    "judicial warrant that’s signed by a judge"
)


def check(message: str, speaker: str | None = None) -> tuple[CheckedQuote, ...]:
    """Check a message with every starter quote as a candidate."""
    found = find_spans(message)
    return check_message(found, [ON_FILE] * len(found.spans), speaker=speaker).quotes


class Case(NamedTuple):
    message: str
    verdict: str
    on_file: str | None
    why: str
    speaker: str | None = None


CASES = [
    Case(f"Luna: “{TRANSFER}.”", "verbatim", "Q1", "his words"),
    Case(f"“{TRANSFER}.”", "verbatim", "Q1", "his words, nobody named"),
    Case(f"“{TRANSFER},” he said.", "verbatim", "Q1", "a pronoun is no other speaker"),
    Case(f"“{TRANSFER},” the Los Angeles County sheriff said.", "verbatim", "Q1",
         "nor is a role"),
    Case(f"“{TRANSFER},” Miyamoto said.", "misattributed", "Q1", "right words, other speaker"),
    Case(f"“{TRANSFER}” per the Justice Department", "misattributed", "Q1", "a body’s name"),
    Case(f"“{TRANSFER}”", "misattributed", "Q1", "the speaker given beside the message",
         speaker="Paul Miyamoto"),
    Case(f"“{TRANSFER},” Miyamoto said.", "verbatim", "Q1",
         "the speaker given stands over the one in the message", speaker="Robert Luna"),
    Case("“We ... transfer an individual into ICE custody,” Bondi said.", "misattributed", "Q1",
         "clean but for a declared gap"),
    Case("“[Deputies] will only transfer an individual into ICE custody,” Bondi said.",
         "misattributed", "Q1", "clean but for a bracket"),
    Case("“We will transfer an individual into ICE custody,” Bondi said.", "cut", "Q1",
         "words first: a cut is no clean quote"),
    Case("“We will not transfer an individual into ICE custody,” Bondi said.", "altered", "Q1",
         "words first: altered"),
    Case("The “sanctuary” law", "too_short", None, "a scare quote"),
    Case("He called it a “shared duty”", "too_short", None, "under four words, a pronoun"),
    Case("Bondi spoke of a duty. “shared duty,” Bondi said", "verbatim", "Q5",
         "under four words with a speaker"),
    Case("the DOJ said it will pursue “all available means”", "verbatim", "Q6",
         "three words with a speaker"),
    Case("Luna said it is a “shared duty”", "nothing", None,
         "two words are anybody’s: no misattribution"),
    Case("Luna: “no such luck”", "nothing", None, "short words that are not on file"),
    Case("“The price of eggs will be lower by the end of the year.”", "nothing", None,
         "no such words"),
    Case("Luna: “We will not hand anyone to ICE without a judge's warrant.”", "nothing", None,
         "a paraphrase in quotation marks"),
    Case("“My priority is public safety — not politics”", "verbatim", "Q3", "the other sheriff"),
    Case("“We're in the business of public safety, not politics”", "altered", "Q8",
         "two candidates share words: the closer"),
    Case("“It’s a federal judicial warrant signed by a judge.”", "verbatim", "Q2",
         "a phrase that another quote has too, nearly"),
    Case("“a federal judicial warrant that’s signed by a judge”", "verbatim", "Q1",
         "and the other way round"),
    Case("“He told us ‘We’re in the business of public safety, not deportation’ in March”",
         "verbatim", "Q8", "the quote inside a quote is what is on file"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.message[:70])
def test_each_quote_has_one_verdict_the_first_that_holds(case: Case) -> None:
    *_, one = check(case.message, case.speaker)
    assert (one.verdict.value, one.on_file.id if one.on_file else None) == (
        case.verdict,
        case.on_file,
    ), case.why


class TestWithoutMarks:
    """A message that quotes nothing is compared whole, less what is plainly the sender's."""

    @pytest.mark.parametrize(
        ("message", "verdict", "speaker"),
        [
            (f"{TRANSFER}.", "verbatim", None),
            (f"Did Luna really say {TRANSFER}?", "verbatim", "Luna"),
            (f"Hi team. Luna told us that {TRANSFER}. Thanks!", "verbatim", "Luna"),
            (f"{TRANSFER}, luna said", "verbatim", "luna"),
            (f"Check this: {TRANSFER}. Is that what he said?", "verbatim", None),
            (f"luna: {TRANSFER}", "verbatim", "luna"),
            (f"per Miyamoto, {TRANSFER}", "misattributed", "Miyamoto"),
            (f"{TRANSFER} - Pam Bondi", "misattributed", "Pam Bondi"),
            (f"In a statement Thursday, the DOJ said {TRANSFER}", "misattributed", "the DOJ"),
            (f"Frankly {TRANSFER}", "altered", None),
            (f"{TRANSFER}. And that is all there is to it.", "altered", None),
            ("What is for lunch on Thursday?", "nothing", None),
        ],
    )
    def test_the_senders_own_words_are_no_part_of_the_quote(
        self, message: str, verdict: str, speaker: str | None
    ) -> None:
        (one,) = check(message)
        assert (one.verdict.value, one.speaker) == (verdict, speaker)
        assert message[one.span.start : one.span.end] == one.span.words

    def test_what_goes_beyond_is_named(self) -> None:
        (one,) = check(f"{TRANSFER}. And that is all there is to it.")
        assert one.comparison
        (difference,) = one.comparison.differences
        assert (difference.op.value, difference.quoted) == (
            "beyond",
            "And that is all there is to it",
        )


class TestSeveral:
    def test_each_quote_of_a_message_gets_its_own_verdict(self) -> None:
        found = check(
            f"“{TRANSFER},” Luna said. “We’re in the business of public safety,” Bondi said. "
            "The so-called “sanctuary” state."
        )
        assert [one.verdict for one in found] == [
            Verdict.VERBATIM,
            Verdict.MISATTRIBUTED,
            Verdict.TOO_SHORT,
        ]

    def test_quotes_beyond_the_tenth_are_counted(self) -> None:
        found = find_spans("“We’re in the business of public safety.” " * 500)
        checked = check_message(found, [ON_FILE] * len(found.spans))
        assert (len(checked.quotes), checked.more) == (10, 490)

    def test_an_empty_message_has_no_quotes(self) -> None:
        assert check("") == ()


BUSINESS = "We’re in the business of public safety, not deportation"


class TestWhoIsNamed:
    """Luna said TRANSFER, Becerra said BUSINESS; who the message gives each to."""

    @pytest.mark.parametrize(
        "message",
        [
            "After Bondi said sheriffs must comply, Luna replied: “T.”",
            "In a letter to Bondi, Luna wrote “T.”",
            "“T,” Luna told Bondi.",
            "“T,” Luna said, rejecting Bondi’s demand.",
            "Bondi stayed quiet. “T,” said Luna.",
            "Luna’s response to Bondi: “T.”",
            "“T,” said Robert Luna, sheriff of Los Angeles County, on Thursday.",
            "- Becerra: “B”\n- Luna: “T”",
            "- “B” — Becerra\n- “T” — Luna",
            "*Luna:* “T”\n*Becerra:* “B”",
            "“B” (Becerra); “T” (Luna)",
            "Becerra said “B,” while Luna said “T.”",
            "While Becerra said “B,” Luna said “T.”",
            "“B,” Becerra said; “T,” Luna said.",
            "“T.” Luna said Tuesday. “B.” Becerra said in 2018.",
            "According to Becerra, “B.” According to Luna, “T.”",
            'becerra said "B" and luna said "T"',
            "Statement from Sheriff Robert Luna:\n> T",
            "“B,” said Becerra, then California’s attorney general.",
        ],
    )
    def test_the_speaker_named_is_the_speaker_on_file(self, message: str) -> None:
        found = check(_filled(message))
        assert {one.verdict.value for one in found} == {"verbatim"}

    @pytest.mark.parametrize(
        "message",
        [
            "After Luna said he would not, Bondi replied: “T.”",
            "In a letter to Luna, Bondi wrote, “T.”",
            "“T,” Bondi told Luna.",
            "Luna stayed quiet. “T,” said Miyamoto.",
            "Bondi’s response to Luna: “T.”",
            "“T,” said Robert Luna, mayor of Los Angeles.",
            "“T,” the attorney general told Luna.",
            "San Francisco’s sheriff said: “T.”",
            "Becerra said, “T.” Luna said, “B.”",
            "Becerra: “T” Luna: “B”",
            "- “B” — Luna\n- “T” — Becerra",
            "“B” (Luna); “T” (Becerra)",
            "While Luna said “B,” Becerra said “T.”",
            "“B,” according to Luna. “T,” according to Becerra.",
            'luna said "B" and becerra said "T"',
            "> T\n— Sheriff Paul Miyamoto",
        ],
    )
    def test_somebody_else_is_named(self, message: str) -> None:
        found = check(_filled(message))
        assert {one.verdict.value for one in found} == {"misattributed"}


def _filled(message: str) -> str:
    """Put the words on file where a message has T and B, between marks or after `>`."""
    message = re.sub(r"(?<=[“\"])B|(?<=> )B", BUSINESS, message)
    return re.sub(r"(?<=[“\"])T|(?<=> )T", TRANSFER, message)


class TestCandidates:
    WORDS = "We’re in the business of public safety, not deportation."

    def quote(self, number: int, speaker: str, *passages: str) -> QuoteOnFile:
        return QuoteOnFile(id=f"F-{number}", passages=passages or (self.WORDS,), speaker=speaker)

    def test_of_two_who_said_the_same_words_the_one_named_is_meant(self) -> None:
        found = find_spans(f"“{self.WORDS}” Becerra said")
        both = [self.quote(1, "Jerry Brown"), self.quote(2, "Xavier Becerra")]
        (one,) = check_message(found, [both]).quotes
        assert (one.verdict, one.on_file) == (Verdict.VERBATIM, both[1])

    def test_of_two_alike_the_first_candidate_is_taken(self) -> None:
        both = [self.quote(1, "Jerry Brown"), self.quote(2, "Xavier Becerra")]
        (one,) = check_message(find_spans(f"“{self.WORDS}”"), [both]).quotes
        assert one.on_file == both[0]

    def test_clean_words_of_another_are_preferred_to_altered_words_of_the_one_named(self) -> None:
        both = [
            self.quote(1, "Jerry Brown", "We’re in the business of public trust, not deportation."),
            self.quote(2, "Xavier Becerra"),
        ]
        (one,) = check_message(find_spans(f"“{self.WORDS}” Brown said"), [both]).quotes
        assert (one.verdict, one.on_file) == (Verdict.MISATTRIBUTED, both[1])

    def test_words_of_the_speech_around_the_passage_do_not_go_beyond_what_is_on_file(self) -> None:
        passage = "we can not consecrate—we can not hallow—this ground."
        quote = QuoteOnFile(
            id="F-1",
            passages=(passage,),
            speaker="Abraham Lincoln",
            before="But, in a larger sense, we can not dedicate—",
            after="The brave men, living and dead, who struggled here, have consecrated it.",
        )
        message = f"“we can not dedicate—{passage} The brave men, living and dead”"
        (one,) = check_message(find_spans(message), [[quote]]).quotes
        assert one.verdict is Verdict.VERBATIM
        without = quote.model_copy(update={"before": None, "after": None})
        (one,) = check_message(find_spans(message), [[without]]).quotes
        assert one.verdict is Verdict.ALTERED

    def test_without_a_candidate_nothing_matches(self) -> None:
        (one,) = check_message(find_spans(f"“{self.WORDS}”"), [[]]).quotes
        assert (one.verdict, one.on_file, one.comparison) == (Verdict.NOTHING, None, None)


class Names(NamedTuple):
    named: str | None
    same: Same
    why: str
    speaker: str = "Robert Luna"
    aliases: tuple[str, ...] = ("Sheriff Luna", "Sheriff Robert Luna")


DOJ = ("DOJ", "Justice Department", "Department of Justice", "Justice Dept.")
NAMES = [
    Names("Robert Luna", Same.YES, "the name"),
    Names("Luna", Same.YES, "the surname"),
    Names("luna", Same.YES, "typed small"),
    Names("LUNA", Same.YES, "shouted"),
    Names("Sheriff Luna", Same.YES, "an alias"),
    Names("Mr. Luna", Same.YES, "a title"),
    Names("Los Angeles County Sheriff Robert Luna", Same.YES, "a long title"),
    Names("Robert G. Luna", Same.YES, "a middle initial"),
    Names("R. Luna", Same.YES, "an initial"),
    Names("Bob Luna", Same.YES, "a short first name"),
    Names("Robert Luna Jr.", Same.YES, "a suffix"),
    Names("Luna’s", Same.YES, "a possessive"),
    Names("Paul Miyamoto", Same.NO, "somebody else"),
    Names("Miyamoto", Same.NO, "somebody else’s surname"),
    Names("Pat Brown", Same.NO, "another governor of that surname", "Jerry Brown", ("Gov. Brown",)),
    Names("the Justice Department", Same.NO, "a body is no person"),
    Names("DOJ", Same.NO, "nor is its abbreviation"),
    Names(None, Same.UNCERTAIN, "nobody named"),
    Names("he", Same.UNCERTAIN, "a pronoun"),
    Names("the sheriff", Same.UNCERTAIN, "a role"),
    Names("the Los Angeles County sheriff", Same.UNCERTAIN, "a role with a place"),
    Names("the Sheriff’s Department", Same.UNCERTAIN, "his office may speak for him"),
    Names("a spokesman for Luna", Same.UNCERTAIN, "speaks for him"),
    Names("Luna’s office", Same.UNCERTAIN, "speaks for him"),
    Names("Robert", Same.UNCERTAIN, "a first name alone"),
    Names("Pamela Bondi", Same.YES, "the long first name", "Pam Bondi", ()),
    Names("Attorney General Pam Bondi", Same.YES, "a title of two words", "Pam Bondi", ()),
    Names("AG Bondi", Same.YES, "a title’s abbreviation", "Pam Bondi", ()),
    Names("De León", Same.YES, "a surname of two words", "Kevin de León", ()),
    Names("Kevin de Leon", Same.YES, "without the accent", "Kevin de León", ()),
    Names("the DOJ", Same.YES, "an alias", "U.S. Department of Justice", DOJ),
    Names("Justice Department", Same.YES, "an alias", "U.S. Department of Justice", DOJ),
    Names("the Justice Dept.", Same.YES, "an alias", "U.S. Department of Justice", DOJ),
    Names("the department", Same.UNCERTAIN, "a body described", "U.S. Department of Justice", DOJ),
    Names(
        "the U.S. Department of Justice", Same.YES, "the name", "U.S. Department of Justice", DOJ
    ),
    Names("Pam Bondi", Same.NO, "a person is no body", "U.S. Department of Justice", DOJ),
    Names("the State Department", Same.NO, "another body", "U.S. Department of Justice", DOJ),
]


@pytest.mark.parametrize("names", NAMES, ids=lambda names: f"{names.named} / {names.speaker}")
def test_two_names_are_told_to_be_one_persons_or_not(names: Names) -> None:
    assert same_speaker(names.named, names.speaker, names.aliases) is names.same, names.why


@pytest.mark.parametrize(
    ("named", "as_role", "same"),
    [
        ("Sen. Alex Padilla", "then California’s secretary of state", Same.YES),
        ("Then-Secretary of State Alex Padilla", "a U.S. senator", Same.YES),
        ("Sen. Alex Padilla", "", Same.NO),
        ("Sen. Alex Padilla", "then a mayor", Same.NO),
        ("Then-Mayor Alex Padilla", "", Same.NO),
    ],
)
def test_an_office_held_then_is_the_one_on_file_whatever_is_held_now(
    named: str, as_role: str, same: Same
) -> None:
    role = "California Secretary of State"
    assert same_speaker(named, "Alex Padilla", role=role, as_role=as_role) is same


@pytest.mark.parametrize(
    ("written", "person", "role"),
    [
        ("Los Angeles County Sheriff Robert Luna", "Robert Luna", "Los Angeles County Sheriff"),
        ("Attorney General Pam Bondi", "Pam Bondi", "Attorney General"),
        ("Then-Gov. Jerry Brown", "Jerry Brown", "Then-Gov."),
        ("Robert Luna", "Robert Luna", ""),
        ("Justice Department", "Justice Department", ""),
        ("Department of Justice", "Department of Justice", ""),
        ("State Department", "State Department", ""),
    ],
)
def test_a_title_is_told_from_the_name_after_it(written: str, person: str, role: str) -> None:
    assert split_title(written) == (person, role)


@pytest.mark.parametrize(
    ("message", "closes"),
    [
        ("“We will only transfer an individual into ICE custody.”", True),
        ("“We will only transfer an individual into ICE custody!”", True),
        ("“We will only transfer an individual into ICE custody,” Luna said.", False),
        ("“We will only transfer an individual into ICE custody”.", False),  # a stop of the message
        ("“We will only transfer an individual into ICE custody ....”", False),  # says so
        (f"“{TRANSFER}.”", False),
        ("“We will always transfer an individual into ICE custody.”", False),  # not his words
    ],
)
def test_a_quote_closed_before_the_sentence_on_file_ends_is_told(
    message: str, *, closes: bool
) -> None:
    assert [one.closes_early for one in check(message)] == [closes]


@pytest.mark.parametrize(
    ("passages", "after", "closes"),
    [
        (("It keeps our families safe, and our state.",), None, True),
        (("It keeps our families safe — and our state.",), None, True),
        (("It keeps our families safe. It does more.",), None, False),
        (("It keeps our families safe",), None, False),
        (("It keeps our families safe",), "and our state.", True),
        (("It keeps our families safe", "and our state."), None, False),
    ],
)
def test_what_follows_the_words_on_file_tells_whether_the_sentence_goes_on(
    passages: tuple[str, ...], after: str | None, *, closes: bool
) -> None:
    on_file = QuoteOnFile(id="Q", passages=passages, speaker="Jerry Brown", after=after)
    found = find_spans("Brown wrote, “It keeps our families safe.”")
    assert [one.closes_early for one in check_message(found, [[on_file]]).quotes] == [closes]
