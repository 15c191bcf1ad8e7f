"""What the channel shows of an answer: what it is about, and one sentence of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts import Desk, wording
from facts.wording.opening import _cut, first_sentence

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
    found, rest = first_sentence(text)
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


async def test_a_long_quote_is_cut_between_two_words(desk: Desk) -> None:
    """F-11 is two passages, of which the channel shows one and the start of the other."""
    (line,) = wording.opening_lines((await desk.answers.look_up(desk.answers.read("F-11"))).match)
    assert line.endswith("[...] “We will only transfer an individual into ICE ...”")


@given(st.lists(st.text(min_size=1, max_size=400), min_size=1, max_size=4))
def test_what_is_kept_of_a_quote_are_its_own_words_in_order(passages: list[str]) -> None:
    kept = _cut(passages)
    assert kept
    assert sum(len(one.removesuffix(" ...")) for one in kept) <= 300
    for one, whole in zip(kept, passages, strict=False):
        assert one == whole or whole.startswith(one.removesuffix(" ..."))
    assert kept == tuple(passages) or kept[-1].endswith(" ...")
