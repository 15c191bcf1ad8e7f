"""Schedule notices to the places whose cards a change may have made wrong.

`schedule_notices` runs in the change's own transaction, after the indexes have followed it. Where
few places are concerned their notices are made there and then; where many are, the places are
noted, and `make_next_notices` works through them a step at a time.
"""

from collections.abc import Sequence
from datetime import datetime

from facts.desk.corrections.comparison import Comparison
from facts.desk.corrections.notices import NoticeDrafts, notice_at
from facts.desk.setup import Setup
from facts.model import Revision
from facts.notices import Opening, Outgoing
from facts.store import Transaction, outbox
from facts.store.corrections import candidates, notices, posted_cards
from facts.store.corrections.candidates import CandidatePlace
from facts.store.corrections.posted_cards import PostedCard
from facts.store.facts import revisions
from facts.store.outbox import Draft, Way

PLACES_AT_ONCE = 100
"""Places for one transaction: some tens of milliseconds, so that others are served."""


async def schedule_notices(setup: Setup, tx: Transaction, changed: Revision) -> None:
    """Schedule the notices of an approved change.

    Unsent notices of the same fact are cancelled, since these replace them. An unsent reply is
    made anew and needs none.
    """
    await notices.cancel_unsent(tx, changed)
    tied = await revisions.filed(tx, [changed.fact.number], tied=True)
    await candidates.add(tx, changed, tied)
    await _remake_unsent(setup, tx, changed)
    await _begin(setup, tx, changed)


async def make_next_notices(setup: Setup, tx: Transaction) -> bool:
    """Make the notices of the next places; returns whether there were any."""
    taken = await candidates.take(tx, limit=PLACES_AT_ONCE)
    await _make_notices(setup, tx, taken)
    return bool(taken)


async def bring_up_to_date(setup: Setup, tx: Transaction, deliveries: Sequence[int]) -> None:
    """Bring dead letters that are to be sent again up to date with what has changed since.

    A reply is made anew, or is followed by a notice where it cannot be. The notices of a place are
    scheduled anew, since it may have got others meanwhile.
    """
    waiting = [one for one in await posted_cards.among(tx, deliveries) if one.is_waiting]
    comparison = Comparison(setup, tx)
    await comparison.read(waiting)
    for one in waiting:
        for fact in one.asked:
            stale = [
                text for text in one.asked[fact] if await _is_stale(comparison, one, fact, text)
            ]
            if not stale:
                continue
            now = (await revisions.filed(tx, [fact]))[fact].current
            if one.is_notice:
                await notices.cancel_for(tx, now, [one.delivery])
                there = await posted_cards.at(tx, fact, str(one.place))
                await candidates.add_deliveries(
                    tx, now, [(other, str(one.place)) for other in there]
                )
            elif not await _is_remade(comparison, one, now):
                await candidates.add_deliveries(tx, now, [(one.delivery, str(one.place))])
            await _begin(setup, tx, now)
            break


async def _is_stale(comparison: Comparison, one: PostedCard, fact: int, text: str) -> bool:
    known_on = comparison.question(one, text).known_on
    if known_on is not None and known_on.upper < comparison.setup.today():
        return False
    compared = await comparison.of(one, fact, text)
    return compared.opening_differs if one.is_opening else compared.differs


async def _begin(setup: Setup, tx: Transaction, changed: Revision) -> None:
    places = await candidates.count_places(tx, changed)
    if places <= PLACES_AT_ONCE:
        await _make_notices(setup, tx, await candidates.take_of(tx, changed))
        return
    by = changed.approval.approver if changed.approval else None
    await candidates.begin_fan_out(tx, changed, places=places, person=by or changed.editor)


async def _remake_unsent(setup: Setup, tx: Transaction, changed: Revision) -> None:
    """Make unsent replies anew from the new revision: nobody has read them, so they need no notice.

    Those that answer more than one question are left as they are, and get one.
    """
    waiting = await posted_cards.among(tx, await candidates.unsent(tx, changed))
    if waiting:
        comparison = Comparison(setup, tx)
        await comparison.read(waiting)
        done = [one.delivery for one in waiting if await _is_remade(comparison, one, changed)]
        await candidates.remove(tx, changed, done)


async def _is_remade(comparison: Comparison, one: PostedCard, changed: Revision) -> bool:
    asked = [(fact, text) for fact, texts in one.asked.items() for text in texts]
    if one.is_notice or len(asked) != 1:
        return False
    ((fact, text),) = asked
    question = comparison.question(one, text)
    if not text or question.known_on is not None:
        return False
    compared = await comparison.of(one, fact, text)
    if not compared.is_open:
        return False
    if compared.differs or any(number == changed.fact.number for number, _ in one.carries):
        who = Opening(asker=one.asker or "", question=text) if one.is_opening else None
        message = Outgoing(
            card=compared.after,
            was_cut=question.was_cut,
            question=one.question,
            by_id=question.fact is not None,
            opening=who,
        )
        carries = compared.after.rests_on
        draft = Draft(Way.CHANNEL, message.model_dump_json(), carries=carries, asked=(text,))
        await outbox.replace(comparison.tx, one.delivery, draft)
    return True


async def _make_notices(setup: Setup, tx: Transaction, taken: Sequence[CandidatePlace]) -> None:
    """Put a notice into the outbox for each place where a card would now read otherwise."""
    messages = {
        one.delivery: one
        for one in await posted_cards.among(
            tx, [number for place in taken for number in place.deliveries]
        )
    }
    if not messages:
        return
    changes = {change for place in taken for change in place.changes}
    known = await revisions.every(tx, {fact for fact, _ in changes})
    unsent = await notices.replaced_by(tx, taken, changes)
    comparison = Comparison(setup, tx)
    await comparison.read(messages.values())
    made: dict[str, tuple[Revision, list[NoticeDrafts]]] = {}
    for place in taken:
        there = [messages[number] for number in place.deliveries if number in messages]
        because = sorted((known[change] for change in place.changes), key=_approved)
        held = [Outgoing.model_validate_json(one).notice for one in unsent.get(place.place, ())]
        replaced = [one for one in held if one is not None]
        if there and (one := await notice_at(comparison, there, because, replaced)) is not None:
            made.setdefault(because[-1].label, (because[-1], []))[1].append(one)
    for changed, theirs in made.values():
        await notices.add(tx, changed, theirs, now=setup.clock())


def _approved(revision: Revision) -> datetime:
    return revision.approval.at if revision.approval is not None else revision.recorded_at
