"""What a change owes: a notice to each place that carried a card which would now say otherwise.

`owe` is called in the change's own transaction, after the indexes have followed it. Where few
places are concerned they are told there and then; where many are, what is owed is noted there,
and `tell` works it off a step at a time.
"""

from collections.abc import Sequence
from datetime import datetime

from facts.desk.at_place import Owing, owed_at
from facts.desk.before import Comparing
from facts.desk.setup import Setup
from facts.model import Revision
from facts.outgoing import Outgoing
from facts.store import Transaction, fan_outs, notices, owed, revisions, told
from facts.store.deliveries import Draft, Way
from facts.store.owed import Owed
from facts.store.told import Told

AT_ONCE = 100
"""Places that one transaction tells: some tens of milliseconds, so that others are served."""


async def owe(setup: Setup, tx: Transaction, changed: Revision) -> None:
    """Write down what an approved change owes.

    Its own notices that wait are cancelled: these stand for them. A reply that waits is remade.
    """
    await notices.cancel_unsent(tx, changed)
    tied = await revisions.filed(tx, [changed.fact.number], tied=True)
    await owed.note(tx, changed, tied)
    await _remake(setup, tx, changed)
    await _begin(setup, tx, changed)


async def tell(setup: Setup, tx: Transaction) -> bool:
    """Tell the next places what they are owed; returns whether there were any."""
    taken = await owed.take(tx, limit=AT_ONCE)
    await _tell(setup, tx, taken)
    return bool(taken)


async def as_it_stands(setup: Setup, tx: Transaction, deliveries: Sequence[int]) -> None:
    """Let messages that were given up, and wait once more, say nothing that has changed since.

    A reply is made anew, or is followed by a notice where it cannot be. A notice is owed anew: its
    place may have been told more meanwhile.
    """
    waiting = [one for one in await told.these(tx, deliveries) if one.is_waiting]
    comparing = Comparing(setup, tx)
    await comparing.read(waiting)
    for one in waiting:
        for fact in one.asked:
            stale = [
                text for text in one.asked[fact] if await _is_stale(comparing, one, fact, text)
            ]
            if not stale:
                continue
            now = (await revisions.filed(tx, [fact]))[fact].current
            if one.is_notice:
                await notices.take_over(tx, now, [one.delivery])
                there = await told.at(tx, fact, str(one.place))
                await owed.note_these(tx, now, [(other, str(one.place)) for other in there])
            elif not await _remade(comparing, one, now):
                await owed.note_these(tx, now, [(one.delivery, str(one.place))])
            await _begin(setup, tx, now)
            break


async def _is_stale(comparing: Comparing, one: Told, fact: int, text: str) -> bool:
    known_on = comparing.question(one, text).known_on
    if known_on is not None and known_on.upper < comparing.setup.today():
        return False
    return (await comparing.of(one, fact, text)).differs


async def _begin(setup: Setup, tx: Transaction, changed: Revision) -> None:
    places = await owed.places(tx, changed)
    if places <= AT_ONCE:
        await _tell(setup, tx, await owed.take_of(tx, changed))
        return
    by = changed.approval.approver if changed.approval else None
    await fan_outs.begin(tx, changed, places=places, person=by or changed.editor)


async def _remake(setup: Setup, tx: Transaction, changed: Revision) -> None:
    """Make the replies anew that nobody has read: they owe no notice.

    Left as they are, and owing one, are those that cannot be made from one question.
    """
    waiting = await told.these(tx, await owed.not_yet_sent(tx, changed))
    if waiting:
        comparing = Comparing(setup, tx)
        await comparing.read(waiting)
        done = [one.delivery for one in waiting if await _remade(comparing, one, changed)]
        await owed.settle(tx, changed, done)


async def _remade(comparing: Comparing, one: Told, changed: Revision) -> bool:
    asked = [(fact, text) for fact, texts in one.asked.items() for text in texts]
    if one.is_notice or len(asked) != 1:
        return False
    ((fact, text),) = asked
    question = comparing.question(one, text)
    if not text or question.known_on is not None:
        return False
    compared = await comparing.of(one, fact, text)
    if not compared.is_open:
        return False
    if compared.differs or any(number == changed.fact.number for number, _ in one.carries):
        message = Outgoing(card=compared.after, was_cut=question.was_cut).model_dump_json()
        draft = Draft(Way.CHANNEL, message, carries=compared.after.rests_on, asked=(text,))
        await notices.remake(comparing.tx, one.delivery, draft)
    return True


async def _tell(setup: Setup, tx: Transaction, taken: Sequence[Owed]) -> None:
    """Put a notice into the outbox for each place where something would now be said otherwise."""
    messages = {
        one.delivery: one
        for one in await told.these(tx, [number for place in taken for number in place.deliveries])
    }
    if not messages:
        return
    changes = {change for place in taken for change in place.changes}
    known = await revisions.every(tx, {fact for fact, _ in changes})
    unsent = await notices.taken_over(tx, [place.place for place in taken], changes)
    comparing = Comparing(setup, tx)
    await comparing.read(messages.values())
    made: dict[str, tuple[Revision, list[Owing]]] = {}
    for place in taken:
        there = [messages[number] for number in place.deliveries if number in messages]
        because = sorted((known[change] for change in place.changes), key=_approved)
        before = [Outgoing.model_validate_json(one).notice for one in unsent.get(place.place, ())]
        stood_for = [one for one in before if one is not None]
        if there and (one := await owed_at(comparing, there, because, stood_for)) is not None:
            made.setdefault(because[-1].label, (because[-1], []))[1].append(one)
    for changed, theirs in made.values():
        await notices.add(tx, changed, theirs, now=setup.clock())


def _approved(revision: Revision) -> datetime:
    return revision.approval.at if revision.approval is not None else revision.recorded_at
