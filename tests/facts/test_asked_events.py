"""A question for an event of a law is answered with that event, not with another of its dates."""

import pytest

from facts import Desk

ASKED = [
    ("was the Values Act signed in 2018", "on October 5, 2017", "the day, whatever was supposed"),
    (
        "when did the 2017 SB 54 pass the Assembly",
        "on September 15, 2017",
        "one chamber's own vote",
    ),
    ("when did the Senate pass the Values Act", "on April 3, 2017", "and the other's"),
    (
        "did the Assembly pass Senate Bill 54 of 2017",
        "Yes: the Assembly passed the California Values Act (SB 54 of 2017–2018) on September 15",
        "the chamber that is named beside the bill's number",
    ),
    ("when was the Values Act passed", "on September 16, 2017", "the legislature's last vote"),
    ("who signed AB 450", "No signing of", "an event that is not on file is said not to be"),
    ("did Jerry Brown veto the Values Act", "No veto of", "a yes or no is an event as well"),
    (
        "when did the Values Act become effective",
        "The California Values Act (SB",
        "not “became law”",
    ),
    ("when did the Values Act become effective", "took effect on January 1, 2018", "that date"),
    (
        "what is its operative date, of SB 54 of 2017",
        "became operative is not on file. It took",
        "",
    ),
    (
        "date that the Values Act took effect, please (not the signing)",
        "The California Values Act (SB 54 of 2017–2018) took effect on January 1, 2018.",
        "what is set apart is not asked for",
    ),
    ("Values Act: date of chaptering (not the signing)", "chaptered is not on file", "its noun"),
    ("what does AB 103 cover", "provides for the review of detention facilities", "its subject"),
    ("what is AB 103 about", "provides for the review of detention facilities", "the same"),
    ("what is the chapter of the Values Act", "is Stats. 2017, ch. 495", "its chapter"),
    ("which sections does AB 450 add", "Labor Code sections 90.2 and 1019.2", "its sections"),
    ("which sections does the Values Act add", "sections 7284 to 7284.12.", "a range, once"),
    ("Gov. Code § 7284.8 of the Values Act", "In force since January 1, 2018", "within the range"),
    ("what is Gov. Code § 12532 about", "is about review of detention facilities", "one of them"),
    ("when did the 2019-20 SB 54 take effect", "2020, and never took effect", "it died"),
    ("who signed the 2019-20 SB 54", "2020, and never became law", "the same of its signing"),
    ("who wrote the Values Act", "Kevin de León is the author of", "the author"),
    ("when was US v. California filed", "was filed on March 6, 2018", "how a case began"),
    ("when was US v California argued in the Ninth Circuit", "argued on March 13, 2019", "heard"),
    ("was the California Values Act amended", "No amendment of", "not the Tenth Amendment"),
    ("when did the Values Act take effect", "took effect on January 1, 2018", "the day itself"),
    ("when did the Values Act begin", "took effect on January 1, 2018", "the same"),
    ("from what day does the Values Act apply", "took effect on January 1, 2018", "a date"),
    ("what kind of authorities is SB 54 of 2017 about", "largely restricts state and", "content"),
    ("is the Values Act in force right now", "Yes: in force since January 1, 2018", "an adverb"),
    ("is SB 54 of 2017 about packaging", "largely restricts state and local", "it is not"),
    ("who sued over SB 54 of 2022", "No court decision about", "none is on file"),
    ("which court upheld the ICE law of Los Angeles County", "No court decision about", "none"),
    ("when was the injunction against AB 450 reversed", "No such decision is on file. On", "none"),
    ("why did the judge block AB 450", "California blocked Government Code", "the decision"),
    ("which judge blocked AB 450", "The judge in United States v. California", "the same"),
]


@pytest.mark.parametrize(("text", "said", "why"), ASKED)
async def test_the_event_that_is_asked_for_is_said(
    desk: Desk, text: str, said: str, why: str
) -> None:
    answer = await desk.answers.look_up(desk.answers.read(text))
    assert said in answer.match.sentence, why


async def test_a_state_is_no_event(desk: Desk) -> None:
    answer = await desk.answers.look_up(desk.answers.read("is the Values Act in effect"))
    assert answer.match.sentence.startswith("Yes: in force since January 1, 2018")


NOTHING = [
    ("What did Brown say about AB 450", "he signed another law of the same case"),
    ("What did Becerra say about SB 54", "a party in a caption has said nothing"),
    ("Becerra 2020", "nor is the case named by him the answer"),
    ("what did Luna say as of 2024", "it was said in 2025"),
    ("Is Kevin de León the author of AB 450", "of SB 54"),
    ("Supreme Court", "a court alone names no fact"),
    ("ICE", "nor does a common word"),
]


@pytest.mark.parametrize(("text", "why"), NOTHING)
async def test_what_only_comes_near_is_not_answered(desk: Desk, text: str, why: str) -> None:
    answer = await desk.answers.look_up(desk.answers.read(text))
    assert answer.outcome == "nothing", why
