"""What the channel shows of an answer: what it is about, and one sentence of it."""

import pytest

from facts import Desk, wording

SENTENCES = [
    (
        "Gov. Jerry Brown signed it on October 5, 2017. In force since January 1, 2018.",
        "Gov. Jerry Brown signed it on October 5, 2017.",
        "a title does not end a sentence",
    ),
    (
        "The judge in United States v. California was John A. Mendez. He sat in Sacramento.",
        "The judge in United States v. California was John A. Mendez.",
        "nor does a caption, nor an initial",
    ),
    (
        "No: the U.S. Supreme Court did not rule on SB 54. On June 15, 2020, it declined.",
        "No: the U.S. Supreme Court did not rule on SB 54.",
        "nor do the letters of a name",
    ),
    ("In force since January 1, 2018.", "In force since January 1, 2018.", "one is all of it"),
]


@pytest.mark.parametrize(("text", "first", "why"), SENTENCES)
def test_the_first_sentence_is_a_whole_one(text: str, first: str, why: str) -> None:
    found, rest = wording.first_sentence(text)
    assert found == first, why
    assert " ".join(filter(None, (found, rest))) == text


SHOWN = [
    (
        "F-1",
        (
            "California Values Act  ·  SB 54 (2017–2018), California",
            (
                "In force since January 1, 2018; the Supreme Court declined on June 15, 2020, to "
                "hear the federal challenge."
            ),
        ),
        "a sentence that names no law stands under its heading",
    ),
    (
        "F-18",
        (
            (
                "Xavier Becerra, California Attorney General, March 28, 2018: “We’re in the "
                "business of public safety, not deportation.”"
            ),
        ),
        "of a quote: who, when, the words",
    ),
]


@pytest.mark.parametrize(("asked", "lines", "why"), SHOWN)
async def test_an_opening_says_what_it_is_about(
    desk: Desk, asked: str, lines: tuple[str, ...], why: str
) -> None:
    answer = await desk.answers.look_up(desk.answers.read(asked))
    assert wording.opening_lines(answer.match) == lines, why


async def test_a_long_quote_is_shown_in_whole_sentences(desk: Desk) -> None:
    """F-11 is two passages, of which the channel has room for one."""
    (line,) = wording.opening_lines((await desk.answers.look_up(desk.answers.read("F-11"))).match)
    assert line.partition(", 2025: ")[2] == (
        "[...] “We will only transfer an individual into ICE custody if we are presented with a "
        "federal judicial warrant that’s signed by a judge.”"
    )
