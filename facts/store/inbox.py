"""What people send: inbound keys, which apply once each, questions, requests and disputes."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Integer, String, bindparam, exists, insert, select, update

from facts.model import Matter, Revision
from facts.store import schema
from facts.store.schema import UtcDateTime
from facts.store.transaction import Transaction

_question, _inbound, _delivery = schema.question, schema.inbound, schema.delivery


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: by whom, where, and its outcome (`found`, `choices` ...).

    The text of an article is kept in the same way while its quotes are filed, as `ARTICLE`.
    """

    ARTICLE: ClassVar[str] = "article"
    asker: str
    channel: str
    text: str
    outcome: str
    thread_ts: str | None = None
    response_url: str | None = None
    """Slack's address for answers to the asker alone: valid for five uses in 30 minutes."""
    number: int = 0


_FIRST_TIME = insert(_inbound).from_select(
    ["workspace_id", "inbound_key", "received_at"],
    select(
        bindparam("workspace", type_=Integer),
        bindparam("key", type_=String),
        bindparam("now", type_=UtcDateTime),
    ).where(
        ~exists().where(
            _inbound.c.workspace_id == bindparam("workspace"),
            _inbound.c.inbound_key == bindparam("key"),
        )
    ),
)
_ADD = insert(_question)


async def first_time(tx: Transaction, inbound_key: str, *, now: datetime) -> bool:
    """Record an inbound key; False if it came before and was already handled."""
    made = await tx.execute(
        _FIRST_TIME, {"workspace": tx.workspace_id, "key": inbound_key, "now": now}
    )
    return made.rowcount == 1


async def add_question(
    tx: Transaction, asked: Asked, *, now: datetime, posted: bool = False
) -> int:
    """Record a question; return its number. `posted` if its answer is in the outbox already."""
    number = await tx.next_number(_question)
    await tx.execute(
        _ADD,
        {
            "workspace_id": tx.workspace_id,
            "question_number": number,
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
    return number


async def get_question(tx: Transaction, number: int) -> Asked | None:
    """Return a question by its number, or None."""
    row = (
        await tx.execute(
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


async def question_answered_at(tx: Transaction, channel: str | None, ts: str | None) -> str | None:
    """Return the text of the question that a posted message answers, if it answers one."""
    found: str | None = await tx.scalar(
        select(_question.c.text)
        .join(
            _delivery,
            (_delivery.c.workspace_id == _question.c.workspace_id)
            & (_delivery.c.question_number == _question.c.question_number),
        )
        .where(
            _question.c.workspace_id == tx.workspace_id,
            _delivery.c.posted_channel == channel,
            _delivery.c.ts == ts,
        )
        .limit(1)
    )
    return found


async def question_of_delivery(tx: Transaction, delivery: int) -> Asked | None:
    """Return the question that a delivery belongs to, if any."""
    number = await tx.scalar(
        select(_delivery.c.question_number).where(
            _delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == delivery
        )
    )
    return None if number is None else await get_question(tx, int(number))


async def renew_response_url(tx: Transaction, number: int, response_url: str) -> None:
    """Replace Slack's address for answers to the asker alone with a newer one."""
    await tx.execute(
        update(_question)
        .where(_question.c.workspace_id == tx.workspace_id, _question.c.question_number == number)
        .values(response_url=response_url)
    )


async def mark_posted(tx: Transaction, number: int, *, now: datetime) -> bool:
    """Mark a question's answer as posted; False if it was already, as on repeated presses."""
    changed = await tx.execute(
        update(_question)
        .where(
            _question.c.workspace_id == tx.workspace_id,
            _question.c.question_number == number,
            _question.c.posted_at.is_(None),
        )
        .values(posted_at=now)
    )
    return changed.rowcount == 1


async def add_request(
    tx: Transaction,
    *,
    asker: str,
    channel: str | None,
    message_ts: str | None,
    question: str,
    reason: str | None,
    now: datetime,
) -> int:
    """Record a request to the desk; return its number."""
    number = await tx.next_number(schema.request)
    await tx.execute(
        insert(schema.request).values(
            workspace_id=tx.workspace_id,
            request_number=number,
            asker=asker,
            channel=channel,
            message_ts=message_ts,
            question=question,
            reason=reason,
            asked_at=now,
        )
    )
    return number


async def add_dispute(
    tx: Transaction,
    revision: Revision,
    *,
    person: str,
    channel: str | None,
    message_ts: str | None,
    matter: Matter,
    question: str | None,
    reason: str,
    now: datetime,
) -> int:
    """Record a dispute of a revision, with the question its card answered; return its number."""
    number = await tx.next_number(schema.dispute)
    await tx.execute(
        insert(schema.dispute).values(
            workspace_id=tx.workspace_id,
            dispute_number=number,
            fact_number=revision.fact.number,
            revision_number=revision.number,
            person=person,
            channel=channel,
            message_ts=message_ts,
            matter=matter.value,
            question=question,
            reason=reason,
            disputed_at=now,
        )
    )
    return number


async def question_of(tx: Transaction, kind: str, number: int) -> str | None:
    """Return the question of a `request` or a `dispute`, or None."""
    table = {"request": schema.request, "dispute": schema.dispute}.get(kind)
    if table is None:
        return None
    found: str | None = await tx.scalar(
        select(table.c.question).where(
            table.c.workspace_id == tx.workspace_id, table.c[f"{kind}_number"] == number
        )
    )
    return found
