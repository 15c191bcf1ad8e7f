"""Answers begin as their question asks: with yes or no where that is certain, or with a detail."""

import pytest

from facts import Desk, Outcome

SIGNED = (
    "Gov. Jerry Brown signed the California Values Act (SB 54 of 2017–2018) on October 5, 2017."
)
NO_RULING = "the U.S. Supreme Court did not rule on the California Values Act"


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        # An event: who did it, and when.
        ("Did Jerry Brown sign SB 54?", f"Yes: {SIGNED}"),
        ("Confirm: Values Act signed Oct. 5, 2017", f"Yes: {SIGNED}"),
        ("Was SB 54 of 2017 signed in 2019?", f"No: {SIGNED}"),
        ("was the Values Act signed on October 6, 2017", f"No: {SIGNED}"),
        ("Did Kevin de León sign SB 54?", f"No: {SIGNED}"),
        ("Wasn't the Values Act signed in 2017?", SIGNED),
        ("When did Gov. Brown sign the Values Act?", SIGNED),
        ("Did Kevin de León write SB 54?", "Yes: Kevin de León is the author"),
        ("Was Jerry Brown the author of the Values Act?", "No: Kevin de León is the author"),
        (
            "Did Jerry Brown introduce SB 54?",
            (
                "Who introduced it is not on file. Kevin de León is the author of the "
                "California Values Act (SB 54 of 2017–2018). It was introduced on December 5, 2016."
            ),
        ),
        ("Did the Senate pass the Values Act on April 3, 2017?", "Yes: the Senate passed"),
        (
            "Did the 2019 packaging bill become law?",
            "No: the packaging bill (SB 54 of 2019–2020) died",
        ),
        ("Did the Assembly pass SB 54 of 2017 in April?", "The Assembly passed"),
        ("Did the Values Act become law in 2019?", SIGNED),
        ("Did the legislature sign the Values Act?", SIGNED),
        ("Was the Values Act enacted on October 5, 2017?", f"Yes: {SIGNED}"),
        # A state.
        ("Is the Values Act still in effect?", "Yes: in force since January 1, 2018"),
        ("Is the Immigrant Worker Protection Act in force?", "In part: enjoined in part"),
        (
            "Was SB 54 of 2017 blocked?",
            "No decision that blocks the California Values Act (SB 54 of 2017–2018) is",
        ),
        ("Is the 2019 packaging bill in force?", "No: died on September 1, 2020"),
        (
            "Was the Values Act in force as of August 1, 2018?",
            "Yes, on August 1, 2018: in force since January 1, 2018",
        ),
        ("was the Values Act in effect as of 2017-12-01", "No, on December 1, 2017: signed by"),
        ("Was the Values Act in force as of 2017?", "In 2017: proposed until October 5, 2017"),
        ("Was AB 450 blocked as of 2019-01-01?", "In part, on January 1, 2019: enjoined in part"),
        ("when was the Values Act signed as of 2018-08-01", "Gov. Jerry Brown signed"),
        ("Is AB 450 blocked?", "In part: enjoined in part since July 5, 2018"),
        (
            "Was the 2022 SB 54 struck down?",
            "No court decision about the Plastic Pollution Prevention and Packaging Producer",
        ),
        ("Has the Values Act been repealed?", "No repeal of the California Values Act"),
        # What a court did.
        ("Did the Supreme Court uphold SB 54?", f"No: {NO_RULING}"),
        ("did the supreme court strike down the Values Act", f"No: {NO_RULING}"),
        ("So the Supreme Court upheld SB 54, right?", f"No: {NO_RULING}"),
        ("Isn't it true that the Supreme Court struck down SB 54?", f"No: {NO_RULING}"),
        ("Did the Supreme Court hear United States v. California?", f"No: {NO_RULING}"),
        ("Did Judge Mendez block SB 54?", "No: on July 5, 2018"),
        ("Did Judge Mendez block AB 450?", "In part: on July 5, 2018"),
        (
            "Did the Fourth District uphold the sanctuary law?",
            "In part: on January 10, 2020",
        ),
        (
            "Did the district court block SB 54 in United States v. California?",
            "No: on July 5, 2018",
        ),
        (
            "Did the Ninth Circuit affirm the injunction in United States v. California?",
            "On April 18, 2019",
        ),
        (
            "Did the Court of Appeal strike down section 7284.6 for charter cities?",
            "No: on January 10, 2020",
        ),
        (
            "Was the injunction in United States v. California lifted?",
            "No such decision is on file. On ",
        ),
        (
            "Was AB 450 struck down in United States v. California?",
            "No such decision is on file. ",
        ),
        ("Did the Supreme Court decline to hear SB 54?", "The U.S. Supreme Court did not rule"),
        (
            "Does the Values Act restrict state and local law enforcement?",
            "The California Values Act (SB 54 of 2017–2018) largely restricts state and local",
        ),
        # Details.
        ("Did Judge Watford dissent?", "No dissent in United States v. California"),
        (
            "did Justice Thomas dissent in US v. California",
            "Justices Thomas and Alito would have granted the petition.",
        ),
        (
            "who were the judges in the Ninth Circuit on SB 54",
            "The judges in United States v. California in the Ninth Circuit were M. Smith, ",
        ),
        (
            "docket number of the Huntington Beach case",
            (
                "The docket number of City of Huntington Beach v. Becerra in California’s Fourth "
                "District Court of Appeal is G057013."
            ),
        ),
        (
            "citation for the Ninth Circuit ruling on SB 54",
            "United States v. California in the Ninth Circuit is reported at 921 F.3d 865.",
        ),
    ],
)
async def test_an_answer_begins_as_its_question_asks(desk: Desk, asked: str, begins: str) -> None:
    answer = await desk.answers.look_up(desk.answers.read(asked))
    assert answer.outcome is Outcome.FOUND
    assert answer.match.sentence.startswith(begins), answer.match.sentence


@pytest.mark.parametrize(
    "asked",
    [
        "Did Kevin de León sue over SB 54?",
        "Was the Values Act signed by Gavin Newsom?",
        "Did Judge Mendez dissent in the Ninth Circuit on SB 54?",
        "Did the Ninth Circuit rule on SB 54 in 2018?",
    ],
)
async def test_an_act_of_somebody_who_had_no_part_in_it_is_not_answered(
    desk: Desk, asked: str
) -> None:
    assert (await desk.answers.look_up(desk.answers.read(asked))).outcome is Outcome.NOTHING
