"""What came in from people: one effect per inbound key, and the questions they asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, bindparam, exists, insert, select, update

from facts.errors import Unavailable
from facts.store import schema
from facts.store.engine import Transaction
from facts.store.moment import Moment
from facts.store.numbers import next_free

_question, _inbound, _delivery = schema.question, schema.inbound, schema.delivery


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put: by whom, where, and what came of it (`found`, `choices` ...)."""

    asker: str
    channel: str
    text: str
    outcome: str
    thread_ts: str | None = None
    response_url: str | None = None
    """Slack's address for answers to the asker alone: good for five uses in 30 minutes."""
    number: int = 0


_FIRST_TIME = insert(_inbound).from_select(
    ["workspace_id", "inbound_key", "received_at"],
    select(
        bindparam("workspace", type_=Integer),
        bindparam("key", type_=String),
        bindparam("now", type_=Moment),
    ).where(
        ~exists().where(
            _inbound.c.workspace_id == bindparam("workspace"),
            _inbound.c.inbound_key == bindparam("key"),
        )
    ),
)
_columns = ("asker", "channel", "thread_ts", "text", "outcome", "response_url", "asked_at",
            "posted_at")  # fmt: skip
_ADD = (
    insert(_question)
    .values(
        workspace_id=bindparam("workspace"),
        question_number=next_free(_question).scalar_subquery(),
        **{name: bindparam(name) for name in _columns},
    )
    .returning(_question.c.question_number)
)


async def first_time(tx: Transaction, inbound_key: str, *, now: datetime) -> bool:
    """Note an inbound key; False where it was here before, and so has had its effect."""
    made = await tx.connection.execute(
        _FIRST_TIME, {"workspace": tx.workspace_id, "key": inbound_key, "now": now}
    )
    return made.rowcount == 1


async def add(tx: Transaction, asked: Asked, *, now: datetime, posted: bool = False) -> int:
    """Keep a question; returns its number. `posted` where its answer is on its way already."""
    number: int | None = await tx.connection.scalar(
        _ADD,
        {
            "workspace": tx.workspace_id,
            "asker": asked.asker,
            "channel": asked.channel,
            "thread_ts": asked.thread_ts,
            "text": asked.text,
            "outcome": asked.outcome,
            "response_url": asked.response_url,
            "asked_at": now,
            "posted_at": now if posted else None,
        },
    )
    if number is None:  # pragma: no cover (an INSERT that returns always does)
        raise Unavailable("The question could not be kept: try again.")
    return number


async def get(tx: Transaction, number: int) -> Asked | None:
    """Return a question by its number."""
    row = (
        await tx.connection.execute(
            select(_question).where(
                _question.c.workspace_id == tx.workspace_id, _question.c.question_number == number
            )
        )
    ).one_or_none()
    if row is None:
        return None
    return Asked(
        asker=row.asker,
        channel=row.channel,
        thread_ts=row.thread_ts,
        text=row.text,
        outcome=row.outcome,
        response_url=row.response_url,
        number=number,
    )


async def answered_at(tx: Transaction, channel: str | None, ts: str | None) -> str | None:
    """Return the question that the message at a place answers, if it answers one."""
    delivery = schema.delivery
    found: str | None = await tx.connection.scalar(
        select(_question.c.text)
        .join(
            delivery,
            (delivery.c.workspace_id == _question.c.workspace_id)
            & (delivery.c.question_number == _question.c.question_number),
        )
        .where(
            _question.c.workspace_id == tx.workspace_id,
            delivery.c.posted_channel == channel,
            delivery.c.ts == ts,
        )
        .limit(1)
    )
    return found


async def behind(tx: Transaction, delivery: int) -> Asked | None:
    """Return the question that a delivery belongs to, if any."""
    number = await tx.connection.scalar(
        select(_delivery.c.question_number).where(
            _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == delivery
        )
    )
    return None if number is None else await get(tx, int(number))


async def renew_response_url(tx: Transaction, number: int, response_url: str) -> None:
    """Keep the newer of Slack's addresses for answers to the asker alone."""
    await tx.connection.execute(
        update(_question)
        .where(_question.c.workspace_id == tx.workspace_id, _question.c.question_number == number)
        .values(response_url=response_url)
    )


async def post_once(tx: Transaction, number: int, *, now: datetime) -> bool:
    """Mark a question as posted; False where it was already, however often a picker is pressed."""
    changed = await tx.connection.execute(
        update(_question)
        .where(
            _question.c.workspace_id == tx.workspace_id,
            _question.c.question_number == number,
            _question.c.posted_at.is_(None),
        )
        .values(posted_at=now)
    )
    return changed.rowcount == 1
