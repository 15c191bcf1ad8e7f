"""A delivery's place is one rule, written for Python and for SQL: they agree on every delivery."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from facts import Desk, Draft, Way
from facts.store import Transaction, outbox, schema
from facts.store.outbox.places import ABOVE, IS_ABOVE, PLACE, above, place_of

NOW = datetime(2026, 11, 24, tzinfo=UTC)

PLACES = [
    (Draft(Way.CHANNEL, "{}", "C1", "U1"), "C1/", "C1/", "a message in a channel"),
    (Draft(Way.CHANNEL, "{}", "C1", "U1", "1.5"), "C1/1.5", "C1/1.5", "a reply in a thread"),
    (Draft(Way.CHANNEL, "{}", "D1", "U1"), "D1/", "D1/", "in direct messages"),
    (Draft(Way.ALONE, "{}", "C1", "U1", "1.5"), "U1", "U1", "for one person in a channel"),
    (Draft(Way.DIRECT, "{}", person="U1"), "U1", "U1", "for one person"),
    (
        Draft(Way.CHANNEL, "{}", "C1", "U1", opens_thread=True),
        "C1/#1",
        "C1/9.1",
        "an opening is in its own thread",
    ),
]


@pytest.mark.parametrize(("draft", "waiting", "sent", "why"), PLACES)
async def test_a_place_is_known_before_and_after_posting(
    desk: Desk, draft: Draft, waiting: str, sent: str, why: str
) -> None:
    assert await places(desk, [draft]) == ([waiting], [sent]), why


async def test_an_opening_its_card_and_a_notice_under_it_are_one_place(desk: Desk) -> None:
    opening = Draft(Way.CHANNEL, "{}", "C1", "U1", opens_thread=True)
    card = Draft(Way.UNDER, "{}", "C1", "U1", under_previous=True)
    notice = Draft(Way.UNDER, "{}", "C1", "U1", under=1)
    before, after = await places(desk, [opening, card, notice])
    assert set(before) == {"C1/#1"}
    assert set(after) == {"C1/9.1"}


async def test_two_openings_in_a_channel_are_two_places(desk: Desk) -> None:
    opening = Draft(Way.CHANNEL, "{}", "C1", "U1", opens_thread=True)
    assert await places(desk, [opening, opening]) == (["C1/#1", "C1/#2"], ["C1/9.1", "C1/9.2"])


async def places(desk: Desk, drafts: list[Draft]) -> tuple[list[str], list[str]]:
    """Return the places of some drafts before and after they are posted."""
    async with desk.setup.store.writing(desk.setup.workspace_id) as tx:
        numbers = await outbox.add(tx, drafts, question=None, now=NOW)
        before = await _places(tx)
        for number, draft in zip(numbers, drafts, strict=True):
            await outbox.mark_sent(tx, number, channel=draft.channel, ts=f"9.{number}", now=NOW)
        return before, await _places(tx)


async def _places(tx: Transaction) -> list[str]:
    rows = await tx.execute(
        select(schema.delivery, *ABOVE, PLACE.label("place"))
        .outerjoin(above, IS_ABOVE)
        .order_by(schema.delivery.c.delivery_number)
    )
    found = [(str(place_of(row)), row.place) for row in rows]
    assert [one for one, _ in found] == [other for _, other in found]
    return [one for one, _ in found]
