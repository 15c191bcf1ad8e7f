"""Lists for App Home and the health page, over several table families. Read-only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, ColumnElement, Text, cast, exists, func, or_, select, type_coerce

from facts.model import Change, FactId, Role
from facts.store import schema
from facts.store.inbox import Asked
from facts.store.outbox import Way
from facts.store.transaction import Transaction

_revision, _approval, _verified = schema.revision, schema.approval, schema.verification
_fact, _question, _request = schema.fact, schema.question, schema.request
_delivery, _notice, _role = schema.delivery, schema.notice, schema.role
_later = schema.approval.alias("later")

_OPEN = ("waiting", "sending", "unknown")
_JSON_TEXT = Text().with_variant(JSON(), "postgresql")
"""What a body is cast to, to read a field of it: SQLite reads JSON in text as it is."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question that a person asked, its outcome, and where its card was posted."""

    text: str
    outcome: str
    asked_at: datetime
    is_answered: bool
    state: str | None
    """The state of its card's delivery: `sent`, `waiting`, `dead` ...; None without a card."""
    card: tuple[str, str, str | None] | None
    """Channel, ts and the thread's ts; None if it was for the asker alone."""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A question that was sent to the desk."""

    number: int
    question: str
    reason: str | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class NoticeCounts:
    """The notices of a change that were sent, and how many nobody has marked as seen."""

    fact: FactId
    revision: int
    unseen: int
    sent: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Dead letters of one place and one error; `number` is the newest of them.

    `is_direct` if the place is one person's direct messages.
    """

    number: int
    count: int
    error: str
    since: datetime
    is_direct: bool


async def own_questions(tx: Transaction, person: str, *, limit: int) -> list[OwnQuestion]:
    """Return a person's newest questions, newest first."""
    rows = (
        await tx.execute(
            select(_question)
            .where(
                _question.c.workspace_id == tx.workspace_id,
                _question.c.asker == person,
                _question.c.outcome != Asked.ARTICLE,
            )
            .order_by(_question.c.question_number.desc())
            .limit(limit)
        )
    ).all()
    cards = await _cards_of(tx, [row.question_number for row in rows])
    return [
        OwnQuestion(
            text=row.text,
            outcome=row.outcome,
            asked_at=row.asked_at,
            is_answered=row.posted_at is not None,
            state=cards.get(row.question_number, (None, None))[0],
            card=cards.get(row.question_number, (None, None))[1],
        )
        for row in rows
    ]


_Card = tuple[str, str, str | None]


async def _cards_of(
    tx: Transaction, questions: Collection[int]
) -> dict[int, tuple[str, _Card | None]]:
    """Return the state of each question's card, and where it was posted for all to see."""
    rows = await tx.execute(
        select(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.question_number.in_(questions),
            _delivery.c.about_delivery.is_(None),
            or_(_delivery.c.under_delivery.is_(None), _delivery.c.way == Way.UNDER.value),
            _delivery.c.state != "cancelled",
        )
        .order_by(_delivery.c.delivery_number)
    )
    found: dict[int, tuple[str, _Card | None]] = {}
    for row in rows:
        is_for_all = row.ts is not None and Way(row.way) in (Way.CHANNEL, Way.UNDER)
        card = (row.posted_channel, row.ts, row.thread_ts) if is_for_all else None
        found[row.question_number] = (row.state, card)
    return found


async def pending(tx: Transaction) -> list[tuple[FactId, int]]:
    """Return the revisions that wait for a second editor, oldest first.

    A revision older than the newest approved one no longer waits, nor does a draft that was edited.
    """
    edited = _revision.alias("edited")
    rows = await tx.execute(
        select(_revision.c.fact_number, _revision.c.revision_number)
        .where(
            _revision.c.workspace_id == tx.workspace_id,
            ~exists().where(
                _approval.c.workspace_id == tx.workspace_id,
                _approval.c.fact_number == _revision.c.fact_number,
                _approval.c.revision_number == _revision.c.revision_number,
            ),
            ~exists().where(
                _later.c.workspace_id == tx.workspace_id,
                _later.c.fact_number == _revision.c.fact_number,
                _later.c.revision_number > _revision.c.revision_number,
                _later.c.approved.is_(True),
            ),
            ~exists().where(
                edited.c.workspace_id == tx.workspace_id,
                edited.c.fact_number == _revision.c.fact_number,
                edited.c.revision_number > _revision.c.revision_number,
                edited.c.change == Change.FILED,
            ),
        )
        .order_by(_revision.c.recorded_at, _revision.c.fact_number)
    )
    return [(FactId(number=row.fact_number), row.revision_number) for row in rows]


async def sent_back(tx: Transaction) -> list[tuple[FactId, int]]:
    """Return the drafts that were sent back and not filed again since, newest first."""
    newer = _revision.alias("newer")
    rows = await tx.execute(
        select(_approval.c.fact_number, _approval.c.revision_number)
        .where(
            _approval.c.workspace_id == tx.workspace_id,
            _approval.c.approved.is_(False),
            ~exists().where(
                newer.c.workspace_id == tx.workspace_id,
                newer.c.fact_number == _approval.c.fact_number,
                newer.c.revision_number > _approval.c.revision_number,
            ),
        )
        .order_by(_approval.c.decided_at.desc(), _approval.c.fact_number.desc())
    )
    return [(FactId(number=row.fact_number), row.revision_number) for row in rows]


async def last_changed(tx: Transaction, *, limit: int) -> list[int]:
    """Return the facts with the newest approved changes, newest first."""
    last = func.max(_approval.c.decided_at)
    rows = await tx.scalars(
        select(_approval.c.fact_number)
        .where(_approval.c.workspace_id == tx.workspace_id, _approval.c.approved.is_(True))
        .group_by(_approval.c.fact_number)
        .order_by(last.desc(), _approval.c.fact_number.desc())
        .limit(limit)
    )
    return list(rows)


async def checked_before(
    tx: Transaction, kind: str, moment: datetime, *, final: bool | None = None
) -> list[int]:
    """Return the approved facts of a kind not approved or verified since `moment`, by number.

    `final` is whether a decision's case is over.
    """
    current = (
        ~exists().where(
            _later.c.workspace_id == tx.workspace_id,
            _later.c.fact_number == _approval.c.fact_number,
            _later.c.revision_number > _approval.c.revision_number,
            _later.c.approved.is_(True),
        ),
        ~exists().where(
            _verified.c.workspace_id == tx.workspace_id,
            _verified.c.fact_number == _approval.c.fact_number,
            _verified.c.revision_number == _approval.c.revision_number,
            _verified.c.verified_at > moment,
        ),
    )
    its_case: tuple[ColumnElement[bool], ...] = ()
    if final is not None:
        body = type_coerce(cast(_revision.c.body, _JSON_TEXT), JSON)
        its_case = (body["final"].as_boolean().is_(final),)
    rows = await tx.scalars(
        select(_approval.c.fact_number)
        .join(
            _fact,
            (_fact.c.workspace_id == _approval.c.workspace_id)
            & (_fact.c.fact_number == _approval.c.fact_number),
        )
        .join(
            _revision,
            (_revision.c.workspace_id == _approval.c.workspace_id)
            & (_revision.c.fact_number == _approval.c.fact_number)
            & (_revision.c.revision_number == _approval.c.revision_number),
        )
        .where(
            _approval.c.workspace_id == tx.workspace_id,
            _approval.c.approved.is_(True),
            _approval.c.decided_at <= moment,
            _fact.c.kind == kind,
            _revision.c.change != "retraction",
            *current,
            *its_case,
        )
        .order_by(_approval.c.fact_number)
    )
    return list(rows)


async def requests(tx: Transaction, *, limit: int) -> list[OpenRequest]:
    """Return the newest questions that were sent to the desk."""
    rows = await tx.execute(
        select(_request)
        .where(_request.c.workspace_id == tx.workspace_id)
        .order_by(_request.c.request_number.desc())
        .limit(limit)
    )
    return [OpenRequest(row.request_number, row.question, row.reason, row.asked_at) for row in rows]


async def unseen(tx: Transaction) -> list[NoticeCounts]:
    """Return the changes with notices that nobody has seen, newest first."""
    left = func.count() - func.count(_notice.c.seen_at)
    rows = await tx.execute(
        select(
            _notice.c.fact_number,
            _notice.c.revision_number,
            left.label("unseen"),
            func.count().label("sent"),
            func.min(_delivery.c.sent_at).label("since"),
        )
        .join(
            _delivery,
            (_delivery.c.workspace_id == _notice.c.workspace_id)
            & (_delivery.c.delivery_number == _notice.c.delivery_number),
        )
        .where(_notice.c.workspace_id == tx.workspace_id, _delivery.c.state == "sent")
        .group_by(_notice.c.fact_number, _notice.c.revision_number)
        .having(left > 0)
        .order_by(func.max(_notice.c.notice_number).desc())
    )
    return [
        NoticeCounts(
            FactId(number=row.fact_number),
            row.revision_number,
            row.unseen,
            row.sent,
            row.since,
        )
        for row in rows
    ]


async def undelivered(tx: Transaction) -> list[Undelivered]:
    """Return the dead letters by place and error, newest first."""
    place = func.coalesce(_delivery.c.channel, _delivery.c.person)
    rows = await tx.execute(
        select(
            func.max(_delivery.c.delivery_number).label("number"),
            func.count().label("how_many"),
            _delivery.c.error,
            func.min(_delivery.c.made_at).label("since"),
            place.label("place"),
        )
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.state == "dead")
        .group_by(place, _delivery.c.error)
        .order_by(func.max(_delivery.c.delivery_number).desc())
    )
    return [
        Undelivered(
            row.number, row.how_many, row.error or "", row.since, row.place[:1] not in ("C", "G")
        )
        for row in rows
    ]


async def oldest_open(tx: Transaction) -> datetime | None:
    """Return when the oldest delivery that is not posted yet was created."""
    found: datetime | None = await tx.scalar(
        select(func.min(_delivery.c.made_at)).where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.state.in_(_OPEN),
        )
    )
    return found


async def roles(tx: Transaction) -> list[tuple[str, Role]]:
    """Return the roles on file by person, the highest first."""
    rows = await tx.execute(
        select(_role.c.person, _role.c.role).where(_role.c.workspace_id == tx.workspace_id)
    )
    held = [(row.person, Role(row.role)) for row in rows]
    return sorted(held, key=lambda each: (-each[1].rank, each[0]))
