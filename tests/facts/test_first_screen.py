"""The first screen of a card: what answers, and nothing that the whole card does not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rehearsal
from facts import Desk, FactId, Match, Viewer
from facts.wording import FirstScreen, LineKind, card_lines, first_screen, sentences, source_text


async def shown(desk: Desk, text: str) -> tuple[Match, FirstScreen]:
    answer = await desk.answers.look_up(desk.answers.read(text), Viewer(in_desk=True))
    return answer.match, first_screen(answer.match)


SENTENCES = [
    ("Died on September 1, 2020, and never became law.", 1),
    ("It was signed by Gov. Jerry Brown on October 5, 2017. In force since January 1, 2018.", 2),
    ("The docket number of United States v. California in this court is No. 18-16496.", 1),
    ("The U.S. Supreme Court did not rule on AB 450. It declined to hear the case.", 2),
    ("The California Values Act (SB 54 of 2017–2018) is Stats. 2017, ch. 495.", 1),
    ("He wrote “We’re in the business of public safety.” The state agreed.", 1),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_a_period_after_an_abbreviation_ends_no_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(alphabet="aB .”1v", max_size=60))
def test_the_sentences_of_any_text_are_all_of_it(text: str) -> None:
    assert " ".join(sentences(text)) == text


PLASTICS = "Plastic Pollution Prevention and Packaging Producer Responsibility Act"
SCREENS = [
    # question, the sentence begins, the context begins, the heading, fields, the source's title
    (
        "did the Supreme Court uphold SB 54?",
        "No: the U.S. Supreme Court did not rule",
        "On June 15, 2020, it declined to hear",
        "California Values Act · SB 54 (2017–2018) · In force",
        [],
        "No. 19-532",
    ),
    (
        "who signed SB 54 in 2017",
        "Gov. Jerry Brown signed",
        "In force since January 1, 2018.",
        "California Values Act · SB 54 (2017–2018)",
        [("", "decisions on file to Jun 15, 2020")],
        "SB 54 signing message",
    ),
    (
        "California Values Act",
        "In force since January 1, 2018; the Supreme Court declined",
        "",
        "California Values Act · SB 54 (2017–2018)",
        [("Signed", "Oct 5, 2017, Gov. Jerry Brown"), ("", "decisions on file to Jun 15, 2020")],
        "SB 54, 2017–2018",
    ),
    (
        "California Values Act as of 2018-08-01",
        "On August 1, 2018: in force since January 1, 2018;",
        "",
        "California Values Act · SB 54 (2017–2018)",
        [("", "decisions on file to Jul 5, 2018")],
        "SB 54, 2017–2018",
    ),
    (
        "did the Ninth Circuit uphold the California Values Act?",
        "No: on April 18, 2019, the Ninth Circuit affirmed the refusal",
        "It made no final ruling on the merits.",
        "California Values Act · SB 54 (2017–2018) · In force",
        [("", "decisions on file to Jun 15, 2020")],
        "921 F.3d 865",
    ),
    (
        "who wrote SB 54 2021-2022",
        "The author of the Plastic Pollution",
        "Signed on June 30, 2022; effective date not on file.",
        f"{PLASTICS} · SB 54 (2021–2022), California",
        [],
        f"On the {PLASTICS}",
    ),
]


@pytest.mark.parametrize(("text", "sentence", "context", "heading", "fields", "title"), SCREENS)
async def test_it_has_the_answer_one_sentence_more_and_what_these_leave_unsaid(
    desk: Desk,
    text: str,
    sentence: str,
    context: str,
    heading: str,
    fields: list[tuple[str, str]],
    title: str,
) -> None:
    match, screen = await shown(desk, text)
    assert screen.sentence.startswith(sentence)
    assert screen.context.startswith(context)
    assert bool(context) is bool(screen.context)
    assert screen.heading == heading
    assert list(screen.fields) == fields
    assert screen.source.title == title
    kinds = (LineKind.SOURCE, LineKind.LATER_SOURCE)
    assert screen.sources == sum(one.kind in kinds for one in card_lines(match))


@pytest.mark.parametrize("number", range(1, 19))
async def test_it_says_nothing_that_the_whole_card_does_not_say(desk: Desk, number: int) -> None:
    match, screen = await shown(desk, f"F-{number}")
    whole = "\n".join(f"{one.label} {one.text}" for one in card_lines(match))
    for said in (screen.sentence, screen.context.removesuffix("."), screen.speaker):
        assert said in whole
    for _, value in screen.fields:
        assert value in whole
    for passage in screen.passages:
        assert passage.removeprefix("[...] ").removesuffix(" [...]").strip("“”") in whole
    assert screen.source in [one.source for one in card_lines(match)]


UNCHECKED = [
    (1, "SB 54, 2017–2018", "secondary", "its lead source was opened"),
    (9, "No. 19-532", "(not opened)", "the docket was not opened"),
    (10, "44 Cal.App.5th 243", "(no address)", "the page has no address on file"),
    (11, "Trump Admin Demands", "(title not verified; no address)", "neither is on file"),
    (17, "signing message", "(read in a copy)", "the copy's address stands in the whole card"),
]


@pytest.mark.parametrize(("number", "title", "said", "why"), UNCHECKED)
async def test_what_was_not_checked_of_the_lead_source_is_said(
    desk: Desk, number: int, title: str, said: str, why: str
) -> None:
    _, screen = await shown(desk, f"F-{number}")
    assert title in screen.source.title
    assert said in screen.source_details, why
    assert "Not verified by this desk (starter set)" in screen.small_print[0]
    assert "http" not in screen.source_details


async def test_a_source_has_its_date_once(desk: Desk) -> None:
    _, screen = await shown(desk, "F-9")
    assert source_text(screen.source).count("2020") == 1  # "order of June 15, 2020"


async def test_the_words_of_a_quote_are_never_cut_within_a_sentence(desk: Desk) -> None:
    """Cut off, "except under very specific ... circumstances" would turn what Luna said."""
    match, screen = await shown(desk, "F-11")
    assert match.fact.quote is not None
    assert screen.is_cut
    assert screen.passages == (f"[...] “{match.fact.quote.passages[1]}”",)
    _, screen = await shown(desk, "F-17")
    assert not screen.is_cut
    assert screen.passages[0].endswith("fear every day.”")


async def test_the_other_bills_of_a_number_stand_on_one_line(desk: Desk) -> None:
    _, screen = await shown(desk, "F-1")
    assert screen.small_print[-1] == "Not to be confused with SB 54 of 2019–20, 2021–22"


async def test_a_retracted_fact_is_said_to_be_verified_by_nobody(desk: Desk) -> None:
    await desk.revising.retract(
        None, FactId(number=9), based_on=1, editor=rehearsal.ADMIN, reason="Another case."
    )
    match, screen = await shown(desk, "F-9")
    assert screen.is_retracted
    assert screen.warnings[0].startswith("RETRACTED on ")
    assert "Another case." in screen.warnings[0]
    said = " ".join([*screen.small_print, *(one.text for one in card_lines(match))])
    assert "erified" not in said.replace("not verified", "")
    assert "Retracted by" in screen.small_print[0]
