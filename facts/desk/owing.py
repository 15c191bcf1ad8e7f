"""What a change owes: a notice to each place that carried a card which would now say otherwise.

Called in the change's own transaction, after the indexes have followed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facts.desk.before import Compared, Comparing
from facts.desk.setup import Setup
from facts.model import Revision
from facts.notice import Label, Notice, Superseded
from facts.outgoing import Outgoing
from facts.store import Transaction, notices, revisions
from facts.store.deliveries import Draft, Way
from facts.store.notices import Told
from facts.store.places import Place

MOST_SAID = 5
"""Facts that one notice tells of; a decision on more laws than these is rare, and is named."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """One fact at one place: its newest message, what it said, and all that are to be struck."""

    fact: int
    newest: Told
    compared: Compared
    standing: tuple[Told, ...]


async def owe(setup: Setup, tx: Transaction, changed: Revision) -> int:
    """Write what an approved change owes into the outbox; returns to how many places.

    Its own notices that wait are cancelled: these stand for them. A reply that waits is remade.
    """
    unsent = await notices.cancel_unsent(tx, changed.fact)
    tied = await revisions.filed(tx, [changed.fact.number], tied=True)
    told = await notices.standing(tx, tied)
    if not told:
        return 0
    comparing = Comparing(setup, tx)
    await comparing.read(told)
    by_place: dict[Place, dict[int, list[Told]]] = {}
    for one in told:
        if one.is_waiting and not one.is_notice and await _remade(comparing, one, changed):
            continue
        for fact in one.asked:
            by_place.setdefault(one.place, {}).setdefault(fact, []).append(one)
    owed = []
    for place, facts in by_place.items():
        found = [await _at(comparing, fact, messages) for fact, messages in facts.items()]
        differing = [one for one in found if one is not None][:MOST_SAID]
        if differing:
            before = _notice(unsent.get(str(place)))
            owed.append(_owed(setup, place, changed, differing, before))
    await notices.add(tx, changed, owed, now=setup.clock())
    return len(owed)


async def _at(comparing: Comparing, fact: int, messages: Sequence[Told]) -> _Changed | None:
    newest = messages[-1]
    known_on = comparing.question(newest, fact).known_on
    if known_on is not None and known_on.upper < comparing.setup.today():
        return None  # it says what the desk knew on a day: that has not changed
    compared = await comparing.of(newest, fact)
    return _Changed(fact, newest, compared, tuple(messages)) if compared.differs else None


async def _remade(comparing: Comparing, told: Told, changed: Revision) -> bool:
    """Make a reply that waits anew; False where it is none that can be made from one question."""
    (fact, text), *more = told.asked.items()
    question = comparing.question(told, fact)
    if more or not text or question.known_on is not None:
        return False
    compared = await comparing.of(told, fact)
    if compared.differs or any(number == changed.fact.number for number, _ in told.carries):
        message = Outgoing(card=compared.after, was_cut=question.was_cut).model_dump_json()
        draft = Draft(
            Way.CHANNEL, message, carries=compared.after.rests_on, asked=(told.asked[fact],)
        )
        await notices.remake(comparing.tx, told.delivery, draft)
    return True


def _owed(
    setup: Setup,
    place: Place,
    changed: Revision,
    differing: Sequence[_Changed],
    before: Notice | None,
) -> tuple[Place, Draft, list[Draft]]:
    about = max(differing, key=lambda one: one.newest.delivery).newest
    itself = any(one.fact == changed.fact.number for one in differing)
    label = Label.of(changed.change, itself=itself)
    revisions_told = [number for fact, number in about.carries if fact == changed.fact.number]
    reasons = (changed.reason,) if changed.reason else ()
    notice = Notice(
        label=min(label, before.label, key=lambda one: one.rank) if before else label,
        fact=changed.fact,
        heading=changed.body.heading,
        before=revisions_told[0] if revisions_told else None,
        after=changed.number,
        reasons=tuple(dict.fromkeys((*(before.reasons if before else ()), *reasons))),
        was_wrong=changed.was_wrong,
        is_right=changed.is_right,
        by=changed.editor_name,
        on=setup.today(),
        asker=about.asker,
        said=tuple(one.compared.told for one in differing),
    )
    carries: dict[int, Revision] = {}
    for one in differing:
        carries[one.fact] = one.compared.after.fact.current
    for one in differing:
        for revision in one.compared.after.rests_on:
            carries.setdefault(revision.fact.number, revision)
    draft = Draft(
        Way.DIRECT if place.person else Way.CHANNEL,
        Outgoing(notice=notice).model_dump_json(exclude_none=True),
        channel=place.channel,
        person=place.person or about.asker,
        thread_ts=place.thread_ts,
        carries=tuple(carries.values()),
        asked=tuple(one.newest.asked[one.fact] for one in differing),
        about=about.delivery,
        question=about.question,
        until_known=True,
    )
    return place, draft, _edits(notice, differing)


def _edits(notice: Notice, differing: Sequence[_Changed]) -> list[Draft]:
    """Make the edits that strike what stands at a place; a message is edited once."""
    struck = {told.delivery: told for one in differing for told in one.standing}
    edits = []
    for number, told in sorted(struck.items()):
        if told.place.person is not None and told.ts is None and not told.is_notice:
            continue  # what one person alone was shown in a channel cannot be edited
        mine = [one for one in differing if told in one.standing]
        superseded = Superseded(
            headings=tuple(one.compared.told.heading for one in mine),
            said=tuple(line for one in mine for line in one.compared.told.said),
            label=notice.label,
            fact=notice.fact,
            before=notice.before,
            after=notice.after,
            on=notice.on,
        )
        message = Outgoing(superseded=superseded).model_dump_json(exclude_none=True)
        edits.append(
            Draft(
                Way.EDIT, message, thread_ts=told.place.thread_ts, about=number, under_previous=True
            )
        )
    return edits


def _notice(message: str | None) -> Notice | None:
    return Outgoing.model_validate_json(message).notice if message else None
