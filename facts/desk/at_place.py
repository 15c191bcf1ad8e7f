"""What one place is owed: one notice for all that it was told and would now be told otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from facts.desk.before import Compared, Comparing
from facts.model import Revision
from facts.notice import Label, Notice, Superseded
from facts.outgoing import Outgoing
from facts.store.deliveries import Draft, Way
from facts.store.places import Place
from facts.store.told import Told

Owing = tuple[Place, Draft, list[Draft]]
"""A place, its notice, and the edits that strike what the notice is about."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One fact in one message, to one question, and how it compares with what stands.

    None is compared where the message speaks of what the desk knew on a day that is over: that
    does not change.
    """

    told: Told
    fact: int
    text: str
    compared: Compared | None

    @property
    def differs(self) -> bool:
        return self.compared is not None and self.compared.differs


async def owed_at(
    comparing: Comparing,
    messages: Sequence[Told],
    changes: Sequence[Revision],
    before: Sequence[Notice],
) -> Owing | None:
    """Return what a place is owed because of `changes`, oldest first; None for nothing.

    `before` are the notices, never sent, that this one stands for.
    """
    said = [
        await _compared(comparing, one, fact, text)
        for one in messages
        for fact, texts in one.asked.items()
        for text in texts
    ]
    differing = [one for one in _newest(comparing, said) if one.differs]
    if not differing:
        return None
    struck = {one.told.delivery for one in differing}
    telling = _one_a_date(comparing, differing)
    about = max(differing, key=lambda one: one.told.delivery).told
    notice = _notice(comparing, telling, about, changes, before)
    kept = [one for one in said if one.told.delivery in struck and not one.differs]
    carries, asked = _carried(comparing, telling, [*differing, *kept])
    place = about.place
    draft = Draft(
        Way.DIRECT if place.person else Way.CHANNEL,
        Outgoing(notice=notice).model_dump_json(exclude_none=True),
        channel=place.channel,
        person=place.person or about.asker,
        thread_ts=place.thread_ts,
        carries=carries,
        asked=asked,
        about=about.delivery,
        question=about.question,
        until_known=True,
    )
    return place, draft, _edits(notice, differing, kept)


async def _compared(comparing: Comparing, told: Told, fact: int, text: str) -> _Said:
    known_on = comparing.question(told, text).known_on
    is_over = known_on is not None and known_on.upper < comparing.setup.today()
    compared = None if is_over else await comparing.of(told, fact, text)
    return _Said(told, fact, text, compared)


def _newest(comparing: Comparing, said: Sequence[_Said]) -> list[_Said]:
    """Leave out what a later notice at the place has told of already."""
    told_of: dict[object, int] = {}
    for one in said:
        if one.told.is_notice:
            told_of[_speaks_for(comparing, one)] = one.told.delivery
    return [one for one in said if one.told.delivery >= told_of.get(_speaks_for(comparing, one), 0)]


def _speaks_for(comparing: Comparing, one: _Said) -> object:
    question = comparing.question(one.told, one.text)
    return one.fact, question.as_of, question.known_on


def _one_a_date(comparing: Comparing, differing: Sequence[_Said]) -> list[_Said]:
    """Of each fact, for each date that was spoken for, keep what was said last."""
    return list({_speaks_for(comparing, one): one for one in differing}.values())


def _notice(
    comparing: Comparing,
    telling: Sequence[_Said],
    about: Told,
    changes: Sequence[Revision],
    before: Sequence[Notice],
) -> Notice:
    changed = changes[-1]
    facts = {one.fact for one in telling}
    labels = [Label.of(one.change, itself=one.fact.number in facts) for one in changes]
    told = [number for fact, number in about.carries if fact == changed.fact.number]
    open_ = all(one.compared is not None and one.compared.is_open for one in telling)
    reasons = [
        *(reason for one in before for reason in one.reasons),
        *(one.reason for one in changes if one.reason),
    ]
    return Notice(
        label=min([*labels, *(one.label for one in before)], key=lambda label: label.rank),
        fact=changed.fact,
        heading=changed.body.heading,
        before=told[0] if told else None,
        after=changed.number,
        reasons=tuple(dict.fromkeys(reasons)) if open_ else (),
        was_wrong=changed.was_wrong if open_ else None,
        is_right=changed.is_right if open_ else None,
        by=changed.editor_name,
        on=comparing.setup.today(),
        asker=about.asker,
        said=tuple(one.compared.told for one in telling if one.compared is not None),
    )


def _carried(
    comparing: Comparing, telling: Sequence[_Said], said: Sequence[_Said]
) -> tuple[tuple[Revision, ...], tuple[str, ...]]:
    """Return what a notice rests on, and the questions that it answers from now on.

    Among them all that the messages it strikes answered: it stands in their place.
    """
    asked: dict[int, dict[str, None]] = {}
    carries: dict[int, Revision] = {}
    for one in said:
        asked.setdefault(one.fact, {})[one.text] = None
        carries[one.fact] = (
            one.compared.after.fact.current
            if one.compared is not None
            else comparing.revision(one.told, one.fact)
        )
    for one in telling:
        for revision in one.compared.after.rests_on if one.compared is not None else ():
            carries.setdefault(revision.fact.number, revision)
    return tuple(carries.values()), tuple("\n".join(texts) for texts in asked.values())


def _edits(notice: Notice, differing: Sequence[_Said], kept: Sequence[_Said]) -> list[Draft]:
    """Make the edits that strike what stands at a place; a message is edited once."""
    by_message: dict[int, list[_Said]] = {}
    for one in differing:
        by_message.setdefault(one.told.delivery, []).append(one)
    edits = []
    for number, mine in sorted(by_message.items()):
        told = mine[0].told
        if told.place.person is not None and told.ts is None and not told.is_notice:
            continue  # what one person alone was shown in a channel cannot be edited
        was = [one.compared.told for one in mine if one.compared is not None]
        superseded = Superseded(
            headings=tuple(one.heading for one in was),
            said=tuple(line for one in was for line in one.said),
            stands=tuple(_stands(one) for one in kept if one.told.delivery == number),
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


def _stands(one: _Said) -> str:
    """Say again what a struck message said of a fact that has not changed."""
    if one.compared is None:
        return one.text
    return f"{one.compared.told.heading}: {one.compared.after.sentence}"
