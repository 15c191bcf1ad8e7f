"""Facts, their revisions, approvals and verifications. This file alone writes those tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from facts.errors import BadInput, NotOnFile, OutOfDate
from facts.model import (
    Approval,
    Audience,
    Body,
    Change,
    FactId,
    FiledFact,
    Law,
    Revision,
)
from facts.store import schema, search_index
from facts.store.database import RevisionRow
from facts.store.facts.rows import decided_at, read_body, read_revision, read_verification
from facts.store.transaction import Transaction
from facts.wording import on_file_sentence

_fact, _revision, _approval = schema.fact, schema.revision, schema.approval


async def add_fact(
    tx: Transaction,
    body: Body,
    *,
    editor: str,
    editor_name: str | None = None,
    reason: str | None,
    now: datetime,
    audience: Audience = Audience.NEWSROOM,
    embargo_until: datetime | None = None,
    import_ref: str | None = None,
) -> Revision:
    """File a new fact as revision 1, a draft. BadInput if its key is on file already."""
    if body.key is not None and (there := await by_key(tx, body.key)):
        raise BadInput(on_file_sentence(body, there[0]), field="key")
    number = await tx.next_number(_fact)
    await tx.execute(insert(_fact), _fact_values(tx, number, body, import_ref=import_ref, now=now))
    made = Revision(
        fact=FactId(number=number),
        number=1,
        body=body,
        editor=editor,
        editor_name=editor_name,
        reason=reason,
        change=Change.FILED,
        recorded_at=now,
        audience=audience,
        embargo_until=embargo_until,
    )
    await _insert(tx, made)
    return made


async def add_revision(tx: Transaction, made: Revision, *, based_on: int) -> None:
    """File a fact's next revision. OutOfDate, naming the editor, if `based_on` is not the newest.

    BadInput if its key belongs to another fact, or if other facts refer to its old key.
    """
    newest = (await history(tx, made.fact))[-1]
    if newest.number != based_on:
        who = newest.editor_name or "another editor"
        raise OutOfDate(f"{made.fact} has changed: {newest.label}, {newest.change} by {who}.")
    if made.body.key != newest.body.key:
        await _require_free(tx, made, newest)
    await _insert(tx, made)


async def _require_free(tx: Transaction, made: Revision, before: Revision) -> None:
    others = [other for other in await by_key(tx, made.body.key or "") if other != made.fact]
    if others:
        raise BadInput(on_file_sentence(made.body, others[0]), field="key")
    if isinstance(before.body, Law) and before.body.key is not None:
        named = await search_index.with_keys(tx, [("affects", before.body.key)])
        if named:
            raise BadInput(
                f"decisions on file (F-{named[0]}) name this law by its key, {before.body.key}: "
                "retract it, and file the other as a new fact",
                field="key",
            )


async def _insert(tx: Transaction, made: Revision) -> None:
    await tx.execute(insert(_revision), _revision_values(tx, made))


def _fact_values(
    tx: Transaction, number: int, body: Body, *, import_ref: str | None, now: datetime
) -> dict[str, object]:
    return {
        "workspace_id": tx.workspace_id,
        "fact_number": number,
        "kind": body.kind,
        "key": body.key,
        "import_ref": import_ref,
        "filed_at": now,
    }


def _revision_values(tx: Transaction, made: Revision) -> dict[str, object]:
    return {
        "workspace_id": tx.workspace_id,
        "fact_number": made.fact.number,
        "revision_number": made.number,
        "body": made.body.model_dump_json(exclude_none=True),
        "editor": made.editor,
        "editor_name": made.editor_name,
        "reason": made.reason,
        "change": made.change.value,
        "was_wrong": made.was_wrong,
        "is_right": made.is_right,
        "recorded_at": made.recorded_at,
        "audience": made.audience.value,
        "embargo_until": made.embargo_until,
    }


def _approval_values(
    tx: Transaction, fact: int, revision: int, *, editor: str, approval: Approval
) -> dict[str, object]:
    return {
        "workspace_id": tx.workspace_id,
        "fact_number": fact,
        "revision_number": revision,
        "editor": editor,
        "approved": approval.approved,
        "basis": approval.basis.value,
        "approver": approval.approver,
        "approver_name": approval.approver_name,
        "decided_at": approval.at,
        "why": approval.why,
    }


async def decide(tx: Transaction, revision: Revision, approval: Approval) -> Revision:
    """Approve a revision or send it back, and update the search index.

    OutOfDate if it was decided already, or if a newer revision was approved meanwhile.
    """
    revisions = await history(tx, revision.fact)
    if any(each.number == revision.number and each.approval for each in revisions):
        raise OutOfDate(f"{revision.label} was already approved or sent back.")
    newer = [each for each in revisions if each.is_approved and each.number > revision.number]
    if approval.approved and newer:
        raise OutOfDate(
            f"{newer[-1].label} ({newer[-1].change}) was approved in the meantime: send this "
            "back, and correct that one."
        )
    await tx.execute(
        insert(_approval),
        _approval_values(
            tx, revision.fact.number, revision.number, editor=revision.editor, approval=approval
        ),
    )
    decided = revision.model_copy(update={"approval": approval})
    if approval.approved:
        if revision.number > 1:
            if revision.body.key != revisions[0].body.key:
                await _require_free(tx, revision, revisions[0])
            await tx.execute(
                update(_fact)
                .where(
                    _fact.c.workspace_id == tx.workspace_id,
                    _fact.c.fact_number == revision.fact.number,
                )
                .values(key=revision.body.key)
            )
        await search_index.renew(tx, decided)
    return decided


async def add_approved_facts(
    tx: Transaction,
    filings: Sequence[tuple[str, Body]],
    *,
    editor: str,
    reason: str | None,
    approval: Approval,
    now: datetime,
) -> list[FactId]:
    """File new facts, given as (import reference, body), approve and index them; return their ids.

    Writes the same rows as filing and approving one by one, in few statements. Keys and references
    must be new to the workspace: otherwise the database refuses the whole batch.
    """
    if not filings:
        return []
    first = await tx.next_number(_fact)
    bodies = dict(enumerate((body for _, body in filings), start=first))
    # Validated once: only number and body differ.
    pattern = Revision(
        fact=FactId(number=first),
        number=1,
        body=filings[0][1],
        editor=editor,
        reason=reason,
        change=Change.FILED,
        recorded_at=now,
        approval=approval,
    )
    await tx.connection.insert_rows(
        _fact,
        (
            _fact_values(tx, number, body, import_ref=ref, now=now)
            for (number, body), (ref, _) in zip(bodies.items(), filings, strict=True)
        ),
    )
    common = _revision_values(tx, pattern)
    await tx.connection.insert_rows(
        _revision,
        (
            common | {"fact_number": number, "body": body.model_dump_json(exclude_none=True)}
            for number, body in bodies.items()
        ),
    )
    approved = _approval_values(tx, first, 1, editor=editor, approval=approval)
    await tx.connection.insert_rows(
        _approval, (approved | {"fact_number": number} for number in bodies)
    )
    await search_index.add(tx, bodies)
    return [FactId(number=number) for number in bodies]


async def verify(
    tx: Transaction, revision: Revision, *, person: str, why: str, now: datetime
) -> None:
    """Record who verified a revision, when, and how."""
    await tx.execute(
        insert(schema.verification).values(
            workspace_id=tx.workspace_id,
            fact_number=revision.fact.number,
            revision_number=revision.number,
            verified_at=now,
            person=person,
            why=why,
        )
    )


async def one(tx: Transaction, fact: FactId, number: int) -> Revision:
    """Return one revision; NotOnFile if it does not exist."""
    rows = [row for row in await _rows(tx, [fact.number]) if row.revision_number == number]
    if not rows:
        raise NotOnFile(f"{fact} rev {number} is not on file.")
    return read_revision(rows[0])


async def history(tx: Transaction, fact: FactId) -> tuple[Revision, ...]:
    """Return every revision of a fact, oldest first; NotOnFile if it does not exist."""
    rows = await _rows(tx, [fact.number])
    if not rows:
        raise NotOnFile(f"{fact} is not on file.")
    return tuple(read_revision(row) for row in rows)


async def filed(
    tx: Transaction,
    numbers: Iterable[int],
    *,
    known_on: datetime | None = None,
    tied: bool = False,
) -> dict[int, FiledFact]:
    """Return facts in their current state, by number; one with no approved revision is a draft.

    They are in the order of `numbers`; with `tied`, their laws and every decision on those laws
    follow, and what these review: a case may pass through a decision on another law alone. With
    `known_on`, facts are as approved by that time, and those not approved by then
    are left out.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return {}
    revisions: dict[int, list[RevisionRow]] = {number: [] for number in wanted}
    also = await search_index.tied_to(tx, wanted) if tied else ()
    for row in await _rows(tx, [*wanted, *also]):
        revisions.setdefault(row.fact_number, []).append(row)
    found: dict[int, FiledFact] = {}
    for number, rows in revisions.items():
        approved = [
            row
            for row in rows
            if row.approved and (known_on is None or decided_at(row) <= known_on)
        ]
        if not approved and (known_on is not None or not rows):
            continue
        current = (approved or rows)[-1]
        waiting = [
            row
            for row in rows
            if known_on is None
            and row.approved is None
            and row.revision_number > current.revision_number
        ]
        found[number] = FiledFact(
            current=read_revision(current),
            pending=read_revision(waiting[-1]) if waiting else None,
            verified=read_verification(current),
        )
    for _ in range(_MOST_LEVELS if tied else 0):
        below = [one for one in await _reviewed(tx, found) if one not in revisions]
        if not below:
            break
        revisions |= {number: [] for number in below}
        found |= await filed(tx, below, known_on=known_on)
    return found


_MOST_LEVELS = 4
"""The most times that a case is reviewed: a trial court's order, its panel, en banc, certiorari."""


async def _reviewed(tx: Transaction, found: Mapping[int, FiledFact]) -> list[int]:
    """Return the decisions that those found review and that are not among them."""
    decisions = [one.decision for one in found.values() if one.decision]
    here = {one.key for one in decisions}
    keys = {one.appeal_from for one in decisions if one.appeal_from} - here
    wanted = [("own", key) for key in sorted(keys)]
    return await search_index.with_keys(tx, wanted) if wanted else []


async def bodies(tx: Transaction, numbers: Sequence[int]) -> list[Body]:
    """Return the newest approved bodies of facts, unordered; none for a draft."""
    found = await tx.connection.revisions.current_bodies(tx.workspace_id, numbers)
    return [read_body(text) for text in found]


async def every(tx: Transaction, numbers: Iterable[int]) -> dict[tuple[int, int], Revision]:
    """Return all revisions of facts, by fact's and revision's number."""
    rows = await _rows(tx, numbers)
    return {(row.fact_number, row.revision_number): read_revision(row) for row in rows}


async def by_key(tx: Transaction, key: str) -> list[FactId]:
    """Return facts whose own key this is, drafts included."""
    rows = await tx.scalars(
        select(_fact.c.fact_number).where(
            _fact.c.workspace_id == tx.workspace_id, _fact.c.key == key
        )
    )
    return [FactId(number=number) for number in rows]


async def import_refs(tx: Transaction, prefix: str) -> dict[str, FactId]:
    """Return the facts whose import reference begins with `prefix`, by that reference."""
    rows = await tx.execute(
        select(_fact.c.import_ref, _fact.c.fact_number).where(
            _fact.c.workspace_id == tx.workspace_id,
            _fact.c.import_ref.startswith(prefix, autoescape=True),
        )
    )
    return {row.import_ref: FactId(number=row.fact_number) for row in rows}


async def as_filed(tx: Transaction) -> list[tuple[FactId, Body]]:
    """Return every fact's first revision; reads the whole table."""
    rows = await tx.execute(
        select(_revision.c.fact_number, _revision.c.body).where(
            _revision.c.workspace_id == tx.workspace_id, _revision.c.revision_number == 1
        )
    )
    return [(FactId(number=row.fact_number), read_body(row.body)) for row in rows]


async def heads(tx: Transaction, *, kind: str, limit: int) -> list[FiledFact]:
    """Return the newest facts of a kind, for lists to choose from."""
    numbers = await tx.scalars(
        select(_fact.c.fact_number)
        .where(_fact.c.workspace_id == tx.workspace_id, _fact.c.kind == kind)
        .order_by(_fact.c.fact_number.desc())
        .limit(limit)
    )
    return list((await filed(tx, numbers)).values())


async def _rows(tx: Transaction, numbers: Iterable[int]) -> list[RevisionRow]:
    return await tx.connection.revisions.rows(tx.workspace_id, list(dict.fromkeys(numbers)))
