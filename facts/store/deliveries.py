"""The outbox before, the ledger after: messages to post, and what each of them carried.

Messages are JSON text, opaque here. What becomes of a delivery is in `facts.store.outbox`.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select

from facts.model import Revision
from facts.store import carried, schema
from facts.store.engine import Transaction
from facts.store.numbers import next_number

_delivery = schema.delivery


class Way(StrEnum):
    """How a message reaches people."""

    CHANNEL = "channel"
    """A message in a channel, or in the thread `thread_ts` of it."""
    UNDER = "under"
    """A reply in the thread of an earlier delivery (`under`)."""
    ALONE = "alone"
    """For one person alone, where he asked."""
    DIRECT = "direct"
    """A direct message to one person."""
    EDIT = "edit"
    """An edit of the earlier message that it is `about`; under a notice, once that was sent."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to post. `message` is JSON; `carries` are the revisions that it rests on.

    With `under_previous` it goes into the thread of the last draft before it that stands by itself.
    `asked` are the questions that the message answers with the first of `carries`, a question each
    ("" where none was put); on the others it only rests. A notice is `about` an earlier delivery,
    and may belong to another `question` than what it is put into the outbox with.
    What is sent `until_known` is posted again for as long as nobody knows whether it arrived; all
    else once more at most. `of_dead` is the dead delivery of which a message tells.
    """

    way: Way
    message: str
    channel: str | None = None
    person: str | None = None
    thread_ts: str | None = None
    under_previous: bool = False
    carries: tuple[Revision, ...] = ()
    asked: tuple[str, ...] = ("",)
    about: int | None = None
    question: int | None = None
    until_known: bool = False
    of_dead: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that has been claimed: post it, then say what came of it.

    `mark` is what it is known by in Slack: it tells nothing, and cannot be guessed. One whose
    outcome `is_unknown` is to be looked for before it is posted again. `place` is the channel, or
    the person of a direct message.
    """

    number: int
    way: Way
    message: str
    channel: str | None
    person: str | None
    thread_ts: str | None
    question: int | None
    attempts: int
    mark: str
    made_at: datetime
    is_unknown: bool
    resent: int
    until_known: bool
    of_dead: int | None
    is_notice: bool = False
    """Whether it tells that what an earlier message said has changed."""
    under: int | None = None
    """The delivery that this is under."""
    about: tuple[str, str] | None = None
    """Channel and ts of the message that this is about, where it stands somewhere."""
    above: tuple[str, str] | None = None
    """Channel and ts of the message that this is under."""

    @property
    def place(self) -> str:
        """Return where it goes."""
        return self.channel or self.person or ""

    @property
    def adds(self) -> bool:
        """Whether it adds a message to a place that others see: Slack counts those by channel."""
        return self.way not in (Way.ALONE, Way.EDIT)


def lane(way: Way, channel: str | None, person: str | None, thread_ts: str | None) -> str | None:
    """Return within what order is kept: a thread, or all direct messages with one person."""
    match way:
        case Way.DIRECT:
            return person
        case Way.CHANNEL | Way.UNDER if channel and thread_ts:
            return f"{channel}:{thread_ts}"
        case Way.CHANNEL if channel and channel.startswith("D"):
            return channel
        case _:
            return None


async def add(
    tx: Transaction, drafts: Sequence[Draft], *, question: int | None, now: datetime
) -> list[int]:
    """Put messages into the outbox, in order; returns their numbers."""
    if not drafts:
        return []
    first = await next_number(tx, _delivery)
    numbers = list(range(first, first + len(drafts)))
    above = _above_numbers(numbers, drafts)
    lines: list[dict[str, object]] = []
    await tx.connection.execute(
        insert(_delivery),
        [
            {
                "workspace_id": tx.workspace_id,
                "delivery_number": number,
                "question_number": draft.question or question,
                "way": draft.way.value,
                "channel": draft.channel,
                "person": draft.person,
                "thread_ts": draft.thread_ts,
                "under_delivery": above[number],
                "about_delivery": draft.about,
                "message": draft.message,
                "state": "waiting",
                "attempts": 0,
                "made_at": now,
                "mark": secrets.token_hex(16),
                "lane": None
                if draft.under_previous
                else lane(draft.way, draft.channel, draft.person, draft.thread_ts),
                "until_known": draft.until_known,
                "resent": 0,
                "of_dead_delivery": draft.of_dead,
            }
            for number, draft in zip(numbers, drafts, strict=True)
        ],
    )
    for number, draft in zip(numbers, drafts, strict=True):
        lines += carried.lines(tx, number, draft.carries, draft.asked)
    await carried.add(tx, lines)
    return numbers


def _above_numbers(numbers: Sequence[int], drafts: Sequence[Draft]) -> dict[int, int | None]:
    above: dict[int, int | None] = {}
    last: int | None = None
    for number, draft in zip(numbers, drafts, strict=True):
        above[number] = last if draft.under_previous else None
        last = last if draft.under_previous else number
    return above


async def under(tx: Transaction, number: int) -> Draft | None:
    """Return the message that was to hang under a delivery, as a draft to send otherwise."""
    row = (
        await tx.connection.execute(
            select(_delivery)
            .where(
                _delivery.c.workspace_id == tx.workspace_id,
                _delivery.c.under_delivery == number,
                _delivery.c.way != Way.EDIT,
            )
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else Draft(Way.ALONE, row.message, row.channel, row.person)


async def how_it_fares(tx: Transaction, number: int) -> tuple[str, str]:
    """Return a delivery's state and its message."""
    row = (
        await tx.connection.execute(
            select(_delivery.c.state, _delivery.c.message).where(
                _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number
            )
        )
    ).one()
    return row.state, row.message
