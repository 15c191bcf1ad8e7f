"""Which lines count when two cards are compared: all of the whole card, whatever is shown first."""

import pytest

from facts import Desk, Match, read_body
from facts.wording import card_lines, changed_lines, first_screen, reads_the_same


async def matched(desk: Desk, text: str) -> Match:
    return (await desk.answers.look_up(desk.answers.read(text))).match


def with_body(match: Match, **changed: object) -> Match:
    body = read_body(match.fact.body.model_dump(mode="json") | changed)
    current = match.fact.current.model_copy(update={"body": body})
    return match.model_copy(update={"fact": match.fact.model_copy(update={"current": current})})


BEHIND_THE_BUTTONS = [
    ("F-9", "notes", ["not verified: another thing"], "a note"),
    ("F-9", "citations", ["141 S. Ct. 125"], "a field that the first screen leaves out"),
    ("F-9", "holding", "It declined to hear the case.", "the holding"),
    ("F-1", "chapter", "Stats. 2017, ch. 496", "the chapter"),
]


@pytest.mark.parametrize(("text", "field", "value", "why"), BEHIND_THE_BUTTONS)
async def test_what_the_first_screen_leaves_out_counts_all_the_same(
    desk: Desk, text: str, field: str, value: object, why: str
) -> None:
    before = await matched(desk, text)
    after = with_body(before, **{field: value})
    assert first_screen(before) == first_screen(after), why
    assert not reads_the_same(card_lines(before), card_lines(after)), why
    was, now = changed_lines(card_lines(before), card_lines(after))
    assert was
    assert len(now) == 1


async def test_of_a_withdrawn_card_the_answer_stands_for_all_of_it(desk: Desk) -> None:
    match = await matched(desk, "F-11")
    was, now = changed_lines(card_lines(match), ())
    assert now == ()
    assert [line.kind for line in was] == ["speaker", "passage", "passage"]
