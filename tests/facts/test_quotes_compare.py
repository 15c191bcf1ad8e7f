"""Quoted words beside the words on file: a verdict, and every difference, for true quotes."""

import json
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from facts.quotes import Comparison, Op, Verdict, WordClass, compare


def _starter(name: str) -> tuple[str, ...]:
    (path,) = Path(str(files("facts") / "starter")).glob(f"*-{name}-*.json")
    return tuple(json.loads(path.read_text(encoding="utf-8"))["passages"])


LUNA = _starter("q1")
NO_CHOICE = _starter("q2")
MIYAMOTO = _starter("q3")
JUSTICE = _starter("q4")
BONDI = _starter("q5")
SUBPOENAS = _starter("q6")
BROWN = _starter("q7")
BECERRA = _starter("q8")
GETTYSBURG = (
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, "
    "conceived in Liberty, and dedicated to the proposition that all men are created equal. "
    "Now we are engaged in a great civil war, testing whether that nation, or any nation so "
    "conceived and so dedicated, can long endure. We are met on a great battle-field of that war. "
    "We have come to dedicate a portion of that field, as a final resting place for those who here "
    "gave their lives that that nation might live. It is altogether fitting and proper that we "
    "should do this. But, in a larger sense, we can not dedicate—we can not consecrate—we can not "
    "hallow—this ground. The brave men, living and dead, who struggled here, have consecrated it, "
    "far above our poor power to add or detract. The world will little note, nor long remember "
    "what we say here, but it can never forget what they did here."
)
FEAR = (
    "So, first of all, let me assert my firm belief that the only thing we have to fear is fear "
    "itself—nameless, unreasoning, unjustified terror which paralyzes needed efforts to convert "
    "retreat into advance."
)
ASK_NOT = (
    "And so, my fellow Americans: ask not what your country can do for you—ask what you can do for "
    "your country."
)
CONGRESS = (
    "Congress shall make no law respecting an establishment of religion, or prohibiting the free "
    "exercise thereof; or abridging the freedom of speech, or of the press; or the right of the "
    "people peaceably to assemble, and to petition the Government for a redress of grievances."
)
BLOOD = "I have nothing to offer but blood, toil, tears and sweat."
HOUSE = "A house divided against itself cannot stand."
CROOK = "Well, I'm not a crook. I've earned everything I've got."
STEP = "That's one small step for [a] man, one giant leap for mankind."

Found = tuple[str, str, str]
"""An op, what is on file, what was quoted."""


class Case(NamedTuple):
    words: str
    on_file: str | tuple[str, ...]
    verdict: str
    differences: tuple[Found, ...] = ()
    meaning: bool = False
    why: str = ""


EXACT = [
    Case(
        "We will only transfer an individual into ICE custody if we are presented with a federal "
        "judicial warrant that’s signed by a judge.",
        LUNA,
        "verbatim",
        why="a whole passage, mark for mark",
    ),
    Case(BECERRA[0], BECERRA, "verbatim", why="the whole quote"),
    Case(
        "we will only transfer an individual into ice custody",
        LUNA,
        "verbatim",
        why="case is the typist’s",
    ),
    Case("WE'RE IN THE BUSINESS OF PUBLIC SAFETY, NOT DEPORTATION", BECERRA, "verbatim",
         why="shouted, straight apostrophe, no full stop"),
    Case("My priority is public safety - not politics - and we will not foster fear", MIYAMOTO,
         "verbatim", why="hyphens for dashes"),
    Case("My priority is public safety--not politics--and we will not foster fear", MIYAMOTO,
         "verbatim", why="double hyphens for dashes"),
    Case("My priority is public safety, not politics, and we will not foster fear", MIYAMOTO,
         "verbatim", why="commas for dashes: nobody speaks them"),
    Case("It's a federal judicial warrant\n  signed   by a judge.", NO_CHOICE, "verbatim",
         why="spaces and line ends"),
    Case("There‘s no choice", NO_CHOICE, "verbatim", why="an apostrophe turned the wrong way"),
    Case("“There’s no choice. That means somebody has gone before a judge”", NO_CHOICE, "verbatim",
         why="quotation marks are not words"),
    Case("&ldquo;We&#8217;re in the business of public safety,&nbsp;not deportation.&rdquo;",
         BECERRA, "verbatim", why="HTML entities"),
    Case("<p>We’re in the <b>business</b> of <em>public</em> safety,<br/>not deportation.</p>",
         BECERRA, "verbatim", why="pasted HTML"),
    Case("&lt;p&gt;We’re in the business of public safety, not deportation.&lt;/p&gt;", BECERRA,
         "verbatim", why="pasted HTML as Slack escapes it"),
    Case("*We’re* in the _business_ of ~public safety~, `not` deportation.", BECERRA, "verbatim",
         why="Slack’s formatting"),
    Case("We’re in the business of <https://oag.ca.gov|public safety>, not deportation. :eyes:",
         BECERRA, "verbatim", why="a link’s label counts, its address and an emoji do not"),
    Case("<@U024BE7LH> We’re in the business of public safety, not deportation.", BECERRA,
         "verbatim", why="a mention is no word of the quote"),
    Case("&gt; We’re in the business of\n&gt; public safety, not deportation.", BECERRA, "verbatim",
         why="a block quote’s marks"),
    Case("Weâ€™re in the business of public safety, not deportation.", BECERRA, "verbatim",
         why="mojibake is repaired for comparing"),
    Case("We’re in the busi\u00adness of pub\u200blic safety, not deportation.", BECERRA,
         "verbatim", why="soft hyphen and zero-width space cannot be seen"),
    Case("Ｗe’re in the business of public safety, not deportation.", BECERRA, "verbatim",
         why="a full-width letter"),
    Case("the 2020 Los Angeles County policy", LUNA, "verbatim", why="a number stays as it is"),
    Case("We are met on a great battlefield of that war", GETTYSBURG, "verbatim",
         why="a hyphen inside a word"),
    Case("we cannot dedicate, we cannot consecrate, we cannot hallow this ground", GETTYSBURG,
         "verbatim", why="one word or two: spacing"),
    Case("[W]e will only transfer an individual into ICE custody", LUNA, "verbatim",
         why="a bracketed capital changes no word"),
    Case("one small step for [a] man", STEP, "verbatim", why="the bracket is on file as well"),
    Case("one small step for a man", STEP, "verbatim", why="the bracketed word is on file"),
    Case("keeping Californians and all Americans safe and secure", BONDI, "verbatim",
         why="an excerpt from the middle"),
    Case("in civil immigration enforcement", MIYAMOTO, "verbatim", why="the end of a sentence"),
    Case("there is no law", "there is no law: there is", "verbatim", why="words that come twice"),
]  # fmt: skip

GAPS = [
    Case("complies fully with California Senate Bill 54 … except under very specific and lawful "
         "circumstances", LUNA, "omission",
         (("gap", ("and the 2020 Los Angeles County policy which prohibits local law enforcement "
                  "from cooperating with federal immigration officials"), "…"),),
         meaning=True, why="a declared gap; it hides a number and names"),
    Case("We ... transfer an individual into ICE custody", LUNA, "omission",
         (("gap", "will only", "..."),), meaning=True, why="a declared gap that hides “will only”"),
    Case("We (...) transfer an individual into ICE custody", LUNA, "omission",
         (("gap", "will only", "(...)"),), meaning=True, why="the gap in round brackets"),
    Case("We […] transfer an individual into ICE custody", LUNA, "omission",
         (("gap", "will only", "[…]"),), meaning=True, why="the gap in square brackets"),
    Case("We [...] transfer an individual into ICE custody", LUNA, "omission",
         (("gap", "will only", "[...]"),), meaning=True, why="three dots in square brackets"),
    Case("We . . . transfer an individual into ICE custody", LUNA, "omission",
         (("gap", "will only", ". . ."),), meaning=True, why="spaced dots"),
    Case("We &hellip; transfer an individual into ICE custody", LUNA, "omission",
         (("gap", "will only", "&hellip;"),), meaning=True, why="an entity"),
    Case("does not participate in ... enforcement", MIYAMOTO, "omission",
         (("gap", "civil immigration", "..."),), why="what is hidden changes nothing"),
    Case("The world will little note ... what we say here, but it can never forget what they did "
         "here.", GETTYSBURG, "omission", (("gap", "nor long remember", "..."),), meaning=True,
         why="a gap that hides a negation"),
    Case("I have nothing to offer ... blood, toil, tears and sweat", BLOOD, "omission",
         (("gap", "but", "..."),), why="one hidden word"),
    Case("… in the business of public safety …", BECERRA, "verbatim",
         why="dots at the ends hide nothing that an excerpt does not"),
    Case("We will ... only transfer an individual", LUNA, "verbatim",
         why="dots that hide nothing: a pause"),
    Case("Removing criminal illegal aliens ... I look forward to cooperating", BONDI, "omission",
         (("gap", "is this Administration’s highest priority", "..."),), meaning=True,
         why="a gap over the end of a sentence; it hides a name"),
]  # fmt: skip

BRACKETS = [
    Case("[The sheriff’s office] will only transfer an individual into ICE custody", LUNA,
         "editorial", (("bracket", "We", "[The sheriff’s office]"),),
         why="a bracket stands for the pronoun"),
    Case("[It] does not participate in civil immigration enforcement", MIYAMOTO, "editorial",
         (("bracket", "", "[It]"),), why="a bracket before the words on file"),
    Case("cooperating with California’s [58] county sheriffs", BONDI, "editorial",
         (("bracket", "", "[58]"),), meaning=True, why="an inserted number"),
    Case("We will [never] transfer an individual into ICE custody", LUNA, "editorial",
         (("bracket", "only", "[never]"),), meaning=True,
         why="brackets do not excuse a changed meaning"),
    Case("We will only transfer [an inmate] into ICE custody", LUNA, "editorial",
         (("bracket", "an individual", "[an inmate]"),), why="replaced words are listed"),
    Case("My priority is [safety]", MIYAMOTO, "editorial",
         (("bracket", "public safety", "[safety]"),), why="a bracket keeps one word of two"),
    Case("does not participate in civil immigration enforcement [sic]", MIYAMOTO, "editorial",
         (("bracket", "", "[sic]"),), why="an insertion that says that nothing was changed"),
    Case("We’re in the business of public safety, not [removals].", BECERRA, "editorial",
         (("bracket", "deportation", "[removals]"),), why="a bracket at the end"),
    Case("acting as an arm of [federal] immigration enforcement", MIYAMOTO, "editorial",
         (("bracket", "", "[federal]"),), why="an insertion replaces nothing"),
    Case("he complies fully with [SB] 54 and the 2020 Los Angeles County policy", LUNA, "altered",
         (("changed", "department", "he"), ("bracket", "California Senate Bill", "[SB]")),
         meaning=True, why="a bracket and, outside it, a changed word"),
    Case("transfer[red] an individual into ICE custody", LUNA, "editorial",
         (("before", "will only", ""), ("bracket", "transfer", "transfer[red]")), meaning=True,
         why="a bracketed ending"),
]  # fmt: skip

CUTS = [
    Case("We will transfer an individual into ICE custody", LUNA, "cut",
         (("missing", "only", ""),), meaning=True, why="dropped “only”"),
    Case("we will foster fear in immigrant communities", MIYAMOTO, "cut",
         (("missing", "not", ""),), meaning=True, why="dropped “not”"),
    Case("does participate in civil immigration enforcement", MIYAMOTO, "cut",
         (("missing", "not", ""),), meaning=True, why="dropped “not” in an excerpt"),
    Case("suffered an invasion of illegal aliens at unprecedented scale", JUSTICE, "cut",
         (("missing", "an", ""),), why="a dropped article is a cut and changes nothing"),
    Case("will pursue available means of obtaining the data", SUBPOENAS, "cut",
         (("missing", "all", ""),), meaning=True, why="dropped “all”"),
    Case("It’s a federal judicial warrant signed by a judge. That means somebody has gone before a "
         "judge", NO_CHOICE, "cut", (("missing", "There’s no choice", ""),), meaning=True,
         why="a whole sentence without an ellipsis"),
    Case("The sheriff’s department complies fully with California Senate Bill 54, except under "
         "very specific and lawful circumstances.", LUNA, "cut",
         (("missing", ("and the 2020 Los Angeles County policy which prohibits local law "
                      "enforcement from cooperating with federal immigration officials"), ""),),
         meaning=True, why="the middle of a sentence without an ellipsis"),
    Case("the only thing we have to fear is terror which paralyzes needed efforts", FEAR, "cut",
         (("missing", "fear itself—nameless, unreasoning, unjustified", ""),),
         why="words stitched together within one sentence"),
    Case("The sheriff’s department complies fully with California Senate Bill 54 and the 2020 Los "
         "Angeles County policy if we are presented with a federal judicial warrant", LUNA, "cut",
         (("missing", ("which prohibits local law enforcement from cooperating with federal "
                      "immigration officials, except under very specific and lawful circumstances. "
                      "[...] We will only transfer an individual into ICE custody"), ""),),
         meaning=True, why="stitched out of two passages, as if it were one sentence"),
    Case("a new nation, dedicated to the proposition that all men are created equal", GETTYSBURG,
         "cut", (("missing", "conceived in Liberty, and", ""),), meaning=True,
         why="a cut that drops a name"),
]  # fmt: skip

ALTERED = [
    Case("We will transfer an individual into ICE custody unless we are presented with a federal "
         "judicial warrant signed by a judge.", LUNA, "altered",
         (("missing", "only", ""), ("changed", "if", "unless"), ("missing", "that’s", "")),
         meaning=True, why="the opposite of what he said, in nearly all his words"),
    Case("We will only transfer an individual into ICE custody unless we are presented with a "
         "federal judicial warrant", LUNA, "altered", (("changed", "if", "unless"),), meaning=True,
         why="“if” for “unless”"),
    Case("complies fully with California Senate Bill 45", LUNA, "altered",
         (("changed", "54", "45"),), meaning=True, why="figures turned round"),
    Case("the 2021 Los Angeles County policy", LUNA, "altered", (("changed", "2020", "2021"),),
         meaning=True, why="another year"),
    Case("may pursue all available means of obtaining the data", SUBPOENAS, "altered",
         (("changed", "will", "may"),), meaning=True, why="a modal"),
    Case("will pursue some available means of obtaining the data", SUBPOENAS, "altered",
         (("changed", "all", "some"),), meaning=True, why="a quantifier"),
    Case("There's a choice. That means somebody has gone before a judge", NO_CHOICE, "altered",
         (("changed", "no", "a"),), meaning=True, why="“no” for “a”"),
    Case("We will always transfer an individual into ICE custody", LUNA, "altered",
         (("changed", "only", "always"),), meaning=True, why="“only” for “always”"),
    Case("We can only transfer an individual into ICE custody", LUNA, "altered",
         (("changed", "will", "can"),), meaning=True, why="“will” for “can”"),
    Case("In recent years, Mexico suffered an invasion of illegal aliens", JUSTICE, "altered",
         (("changed", "the United States", "Mexico"),), meaning=True, why="another name"),
    Case("In recent years, the U.S. suffered an invasion of illegal aliens", JUSTICE, "altered",
         (("changed", "United States", "U.S."),), why="an abbreviation is listed, and no more"),
    Case("My priority is public safety — not politics — and we won't foster fear in immigrant "
         "communities", MIYAMOTO, "altered", (("changed", "will not", "won't"),),
         why="a contraction is listed, and changes nothing"),
    Case("There is no choice. That means somebody has gone before a judge", NO_CHOICE, "altered",
         (("changed", "There’s", "There is"),), why="a contraction written out"),
    Case("4 score and 7 years ago our fathers brought forth on this continent a new nation",
         GETTYSBURG, "altered", (("changed", "Four", "4"), ("changed", "seven", "7")),
         why="figures for words say the same number"),
    Case("Four score and eight years ago our fathers brought forth upon this continent a new "
         "nation", GETTYSBURG, "altered",
         (("changed", "seven", "eight"), ("changed", "on", "upon")), meaning=True,
         why="a number and a word"),
    Case("that all men and women are created equal", GETTYSBURG, "altered",
         (("added", "", "and women"),), why="words that were never said"),
    Case("Removing all criminal illegal aliens is this Administration’s highest priority.", BONDI,
         "altered", (("added", "", "all"),), meaning=True, why="an added quantifier"),
    Case("Removing criminal illegal aliens is our highest priority.", BONDI, "altered",
         (("changed", "this Administration’s", "our"),), meaning=True,
         why="a name gone: who “we” are"),
    Case("We only will transfer an individual into ICE custody", LUNA, "altered",
         (("moved", "only", "only"),), meaning=True, why="“only”, moved, governs another word"),
    Case("including murders, rapes, and other violent crimes", JUSTICE, "altered",
         (("moved", "murders", "murders"),), why="a list in another order"),
    Case("blood, sweat, toil and tears", BLOOD, "altered",
         (("moved", "sweat", "sweat"), ("added", "", "and")),
         why="the order that everybody remembers"),
    Case("That means somebody has gone before a judge to get an arrest warrant for them. It's a "
         "federal judicial warrant signed by a judge. There's no choice.", NO_CHOICE, "altered",
         (("moved", "It’s a federal judicial warrant signed by a judge. There’s no choice",
           "It's a federal judicial warrant signed by a judge. There's no choice"),),
         why="sentences in another order"),
    Case("We’re in the business of deportation, not public safety.", BECERRA, "altered",
         (("moved", "not deportation", "deportation, not"),), meaning=True,
         why="the same words, the opposite sense"),
    Case("We will only transfer an individual into ICE custody if we are presented with a federal "
         "judicial warrant that’s signed by a judge. The sheriff’s department complies fully with "
         "California Senate Bill 54", LUNA, "altered",
         (("moved", "The sheriff’s department complies fully with California Senate Bill 54",
           "The sheriff’s department complies fully with California Senate Bill 54"),),
         why="two passages of one speech in the wrong order"),
    Case("We will only transfer an individual into ICE custody if we are presented with a federal "
         "judicial warrant that’s signed by a judge, and that is final.", LUNA, "altered",
         (("beyond", "", "and that is final"),), why="the quote goes on after the words on file"),
    Case("His office does not participate in civil immigration enforcement", MIYAMOTO, "altered",
         (("beyond", "", "His office"),), why="the quote begins before the words on file"),
    Case("They will only transfer an individual into ICE custody", LUNA, "altered",
         (("changed", "We", "They"),), why="another person"),
    Case("We will only transfer individuals into ICE custody if we are presented with a federal "
         "judicial warrant", LUNA, "altered",
         (("missing", "an", ""), ("changed", "individual", "individuals")), why="a plural"),
    Case("We will only transfr an indvidual into ICE custdy if we are presented with a warrant",
         LUNA, "altered",
         (("changed", "transfer", "transfr"), ("changed", "individual", "indvidual"),
          ("changed", "custody", "custdy"), ("missing", "federal judicial", "")),
         why="typing errors are altered words, each with its own"),
    Case("Ask not what you can do for your country, ask what your country can do for you", ASK_NOT,
         "altered",
         (("added", "", "not"), ("added", "", "ask"),
          ("moved", "what your country can do for you", "what your country can do for you")),
         meaning=True, why="both halves turned round"),
    Case("Congress shall make a law respecting an establishment of religion", CONGRESS, "altered",
         (("changed", "no", "a"),), meaning=True, why="one word of the First Amendment"),
    Case("I am not a crook", CROOK, "altered", (("changed", "I'm", "I am"),),
         why="as it is always remembered"),
    Case("the only thing we have to fear is not fear itself", FEAR, "altered",
         (("added", "", "not"),), meaning=True, why="an added “not”"),
    Case("A house divided cannot stand against itself", HOUSE, "altered",
         (("moved", "cannot stand", "cannot stand"),),
         why="a phrase that took its “not” along says what it said"),
]  # fmt: skip

BEFORE = [
    Case("participate in civil immigration enforcement", MIYAMOTO, "verbatim",
         (("before", "does not", ""),), meaning=True,
         why="the negation stands directly before the excerpt"),
    Case("foster fear in immigrant communities", MIYAMOTO, "verbatim",
         (("before", "will not", ""),), meaning=True, why="a modal and a negation before it"),
    Case("transfer an individual into ICE custody", LUNA, "verbatim",
         (("before", "will only", ""),), meaning=True, why="“only” before it"),
    Case("thing we have to fear is fear itself", FEAR, "verbatim", (("before", "only", ""),),
         meaning=True, why="“only” alone"),
    Case("make no law respecting an establishment of religion", CONGRESS, "verbatim",
         (("before", "shall", ""),), meaning=True, why="a modal alone"),
    Case("choice. That means somebody has gone before a judge", NO_CHOICE, "verbatim",
         (("before", "no", ""),), meaning=True, why="“no” before its noun"),
    Case("... participate in civil immigration enforcement", MIYAMOTO, "verbatim",
         (("before", "does not", ""),), meaning=True, why="dots before it do not give it back"),
    Case("participates in civil immigration enforcement", MIYAMOTO, "altered",
         (("before", "does not", ""), ("changed", "participate", "participates")), meaning=True,
         why="the leaving out counts in an altered excerpt as well"),
    Case("and we will not foster fear in immigrant communities", MIYAMOTO, "verbatim",
         why="“not politics —” stands before it in another clause"),
    Case("acting as an arm of immigration enforcement", MIYAMOTO, "verbatim",
         why="the “not” stands far before"),
    Case("we are presented with a federal judicial warrant", LUNA, "verbatim",
         why="“if” is no negation, modal or “only”"),
]  # fmt: skip

NOTHING = [
    Case("We will not hand anyone to ICE without a judge's warrant.", LUNA, "nothing",
         why="a fair paraphrase is not on file"),
    Case("ICE gets nobody from us unless a judge has signed a federal warrant.", LUNA, "nothing",
         why="a paraphrase with his nouns"),
    Case("We only transfer individuals to ICE with a signed judicial warrant", LUNA, "nothing",
         why="most of his nouns, none of his sentence"),
    Case("We will only transfer inmates to ICE if a judge signs a warrant", LUNA, "nothing",
         why="his opening, then other words"),
    Case("public safety is our business, and deportation isn't", BECERRA, "nothing",
         why="his thought in another sentence"),
    Case("My priority is the safety of the public, not political games", MIYAMOTO, "nothing",
         why="his thought in other words"),
    Case("The sheriff's department follows SB 54 and county policy", LUNA, "nothing",
         why="a summary"),
    Case("Every Californian should be safe and secure", BONDI, "nothing", why="three words shared"),
    Case("We will use every means available to get the data, including subpoenas", SUBPOENAS,
         "nothing", why="an indirect quote"),
    Case("This bill balances public safety with comfort for families living in fear", BROWN,
         "nothing", why="a summary of the sentence"),
    Case("We face an unprecedented invasion of illegal aliens committing violent crimes on "
         "American soil", JUSTICE, "nothing", why="a condensation with three of its phrases"),
    Case("We are working with federal immigration authorities on the removal of criminals", JUSTICE,
         "nothing", why="an official name is no quote"),
    Case("we are in the business of journalism", BECERRA, "nothing",
         why="the same turn of phrase about something else"),
    Case("It is a matter of public safety", BECERRA, "nothing", why="two words shared"),
    Case("Our fathers made a new country where everyone is equal, and now a war tests it",
         GETTYSBURG, "nothing", why="the address retold"),
    Case("government of the people, by the people, for the people", GETTYSBURG, "nothing",
         why="his words, in a part that is not on file here"),
    Case("", LUNA, "nothing", why="no words"),
    Case("…?! “”", LUNA, "nothing", why="punctuation alone"),
    Case("We will only transfer", "", "nothing", why="nothing on file"),
    Case("warrant fear", LUNA, "nothing", why="two words that never stand together"),
]  # fmt: skip

CASES = [*EXACT, *GAPS, *BRACKETS, *CUTS, *ALTERED, *BEFORE, *NOTHING]


def _found(comparison: Comparison) -> tuple[Found, ...]:
    return tuple((one.op.value, one.on_file, one.quoted) for one in comparison.differences)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words[:60] or "empty")
def test_each_quote_gets_its_verdict_and_every_difference_is_listed(case: Case) -> None:
    comparison = compare(case.words, case.on_file)
    assert (comparison.verdict.value, _found(comparison)) == (case.verdict, case.differences), (
        case.why
    )
    assert comparison.meaning_changed is case.meaning, case.why


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words[:60] or "empty")
def test_each_difference_is_cut_out_of_its_own_side(case: Case) -> None:
    comparison = compare(case.words, case.on_file)
    assert comparison.words == case.words
    for one in comparison.differences:
        assert comparison.words[slice(*one.quoted_span)] == one.quoted
        assert comparison.on_file[slice(*one.on_file_span)] == one.on_file


class TestWholeOrExcerpt:
    @pytest.mark.parametrize(
        ("words", "on_file", "whole"),
        [
            (BECERRA[0], BECERRA, True),
            ("in the business of public safety", BECERRA, False),
            (LUNA[1], LUNA, False),
            (" ".join(LUNA), LUNA, True),
            (f"{LUNA[0]} [...] {LUNA[1]}", LUNA, True),
            ("We’re in the trade of public safety, not deportation.", BECERRA, True),
        ],
    )
    def test_it_says_whether_all_the_words_on_file_are_quoted(
        self, words: str, on_file: tuple[str, ...], whole: bool
    ) -> None:
        assert compare(words, on_file).whole is whole

    def test_the_window_is_from_the_first_word_quoted_to_the_last(self) -> None:
        comparison = compare("the business of safety", BECERRA)
        start, end = comparison.on_file_window
        assert comparison.on_file[start:end] == "the business of public safety"


class TestStitched:
    def test_passages_of_one_speech_joined_are_told_from_one_passage(self) -> None:
        assert compare(" ".join(LUNA), LUNA).stitched
        assert compare(f"{LUNA[0]} ... {LUNA[1]}", LUNA).stitched
        assert not compare(LUNA[0], LUNA).stitched
        assert not compare(NO_CHOICE[0], NO_CHOICE).stitched

    def test_both_passages_joined_are_verbatim_since_no_word_on_file_is_missing(self) -> None:
        assert compare(" ".join(LUNA), LUNA).verdict is Verdict.VERBATIM

    def test_the_join_that_the_desk_shows_is_a_declared_gap_that_hides_nothing_on_file(
        self,
    ) -> None:
        comparison = compare(f"{LUNA[0]} [...] {LUNA[1]}", LUNA)
        assert (comparison.verdict, comparison.differences) == (Verdict.VERBATIM, ())

    def test_skipping_the_end_of_one_passage_is_a_cut(self) -> None:
        words = "complies fully with California Senate Bill 54. We will only transfer an individual"
        comparison = compare(words, LUNA)
        assert (comparison.verdict, comparison.stitched) == (Verdict.CUT, True)


class TestWhatADifferenceTouches:
    @pytest.mark.parametrize(
        ("words", "on_file", "word_class"),
        [
            ("There's a choice. That means somebody", NO_CHOICE, WordClass.NEGATION),
            ("into ICE custody unless we are presented with a federal judicial warrant", LUNA,
             WordClass.CONDITION),
            ("We will transfer an individual into ICE custody", LUNA, WordClass.QUANTIFIER),
            ("We may only transfer an individual into ICE custody", LUNA, WordClass.MODAL),
            ("complies fully with California Senate Bill 45", LUNA, WordClass.NUMBER),
            ("complies fully with Nevada Senate Bill 54", LUNA, WordClass.NAME),
            ("if we are presented with a state judicial warrant", LUNA, None),
            ("We can't only transfer an individual into ICE custody", LUNA, WordClass.NEGATION),
        ],
    )  # fmt: skip
    def test_the_weightiest_class_is_named(
        self, words: str, on_file: tuple[str, ...], word_class: WordClass | None
    ) -> None:
        (one,) = [
            found for found in compare(words, on_file).differences if found.op is not Op.BEFORE
        ]
        assert (one.word_class, one.meaning_changed) == (word_class, word_class is not None)


def test_a_quote_inside_a_quote_is_compared_by_its_words() -> None:
    words = "He told us, ‘We will only transfer an individual into ICE custody.’"
    comparison = compare(words, f"He told us, “{LUNA[1]}”")
    assert comparison.verdict is Verdict.VERBATIM


def test_words_on_file_may_be_one_text_or_passages() -> None:
    assert compare("public safety, not deportation", BECERRA[0]).verdict is Verdict.VERBATIM
    assert compare("public safety, not deportation", list(BECERRA)).verdict is Verdict.VERBATIM


def test_the_table_is_as_long_as_it_says() -> None:
    assert len(CASES) >= 80
    assert all(case.why for case in CASES)
