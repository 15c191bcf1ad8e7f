"""Whether the words of a new quote are those of one on file, and the two of them merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.quotes import Overlap, merged_passages, overlap

WARRANT = "It’s a federal judicial warrant signed by a judge. There’s no choice."
ARREST = "That means somebody has gone before a judge to get an arrest warrant for them."
CUSTODY = "We will only transfer an individual into ICE custody with a federal judicial warrant."

ALIKE = [
    pytest.param([WARRANT], [WARRANT], Overlap.SAME, id="the same"),
    pytest.param(
        ["it's a federal judicial warrant -- signed by a judge; there's no choice"],
        [WARRANT],
        Overlap.SAME,
        id="the same but for punctuation and capitals",
    ),
    pytest.param([WARRANT], [f"{WARRANT} {ARREST}"], Overlap.CONTAINED, id="a part"),
    pytest.param([ARREST], [WARRANT, ARREST], Overlap.CONTAINED, id="a passage of two"),
    pytest.param([f"{WARRANT} {ARREST}"], [WARRANT], Overlap.CONTAINS, id="more"),
    pytest.param([CUSTODY, ARREST], [ARREST], Overlap.CONTAINS, id="more passages"),
    pytest.param([WARRANT.replace("no", "any")], [WARRANT], Overlap.ALTERED, id="a word changed"),
    pytest.param([ARREST], [CUSTODY], None, id="other words of the same speech"),
    pytest.param(["no choice", ARREST], [WARRANT], None, id="two words in common"),
]


@pytest.mark.parametrize(("new", "on_file", "expected"), ALIKE)
def test_new_words_are_compared_with_those_on_file(
    new: list[str], on_file: list[str], expected: Overlap | None
) -> None:
    assert overlap(new, on_file) is expected


@pytest.mark.parametrize(
    ("new", "merged"),
    [
        ([WARRANT], (WARRANT, ARREST)),
        (["signed by a judge"], (WARRANT, ARREST)),
        ([f"{WARRANT} {CUSTODY}"], (f"{WARRANT} {CUSTODY}", ARREST)),
        ([f"{WARRANT} {ARREST}"], (f"{WARRANT} {ARREST}",)),
        ([CUSTODY], (WARRANT, ARREST, CUSTODY)),
        ([WARRANT.replace("no", "any")], (WARRANT.replace("no", "any"), ARREST)),
    ],
)
def test_a_correction_begins_with_all_that_is_on_file_and_all_that_is_new(
    new: list[str], merged: tuple[str, ...]
) -> None:
    assert merged_passages(new, [WARRANT, ARREST]) == merged


@given(st.lists(st.text(), min_size=1, max_size=3), st.lists(st.text(), min_size=1, max_size=3))
def test_any_words_can_be_compared_and_none_is_lost(new: list[str], on_file: list[str]) -> None:
    overlap(new, on_file)
    merged = merged_passages(new, on_file)
    assert set(merged) <= {*new, *on_file}
    assert merged
