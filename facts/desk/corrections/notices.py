"""One notice for one place, for everything it was shown that would now read otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from facts.desk.corrections.comparison import Compared, Comparison
from facts.model import Revision
from facts.notices import Label, Notice, Opening, Outgoing, Superseded
from facts.store.corrections.posted_cards import PostedCard
from facts.store.outbox import Draft, Place, Way

NoticeDrafts = tuple[Place, Draft, list[Draft]]
"""A place, its notice, and the edits that strike the messages it is about."""


@dataclass(frozen=True, slots=True)
class _PostedFact:
    """One fact in one posted message, in answer to one question, compared with the card now.

    `compared` is None where the message speaks of what the desk knew on a day that is over, since
    that never changes.
    """

    card: PostedCard
    fact: int
    text: str
    compared: Compared | None

    @property
    def differs(self) -> bool:
        one = self.compared
        return one is not None and (one.opening_differs if self.card.is_opening else one.differs)

    @property
    def struck(self) -> tuple[str, ...]:
        """The lines of the message that no longer hold."""
        if self.compared is None:
            return ()
        return self.compared.opening if self.card.is_opening else self.compared.change.before


async def notice_at(
    comparison: Comparison,
    messages: Sequence[PostedCard],
    changes: Sequence[Revision],
    unsent: Sequence[Notice],
) -> NoticeDrafts | None:
    """Return the notice that a place gets because of `changes`, oldest first; None for nothing.

    `unsent` are earlier notices to the place that were never sent and that this one replaces.
    """
    posted = [
        await _compared(comparison, one, fact, text)
        for one in messages
        for fact, texts in one.asked.items()
        for text in texts
    ]
    differing = [one for one in _newest(comparison, posted) if one.differs]
    if not differing:
        return None
    struck = {one.card.delivery for one in differing}
    listed = _last_for_each_date(comparison, differing)
    about = max(differing, key=lambda one: one.card.delivery).card
    notice = _notice(comparison, listed, about, changes, unsent)
    kept = [one for one in posted if one.card.delivery in struck and not one.differs]
    carries, asked = _carried(comparison, listed, [*differing, *kept])
    place = about.place
    way = Way.UNDER if place.opening else Way.DIRECT if place.person else Way.CHANNEL
    draft = Draft(
        way,
        Outgoing(notice=notice).model_dump_json(exclude_none=True),
        channel=place.channel,
        person=place.person or about.asker,
        thread_ts=place.thread_ts,
        under=place.opening,
        carries=carries,
        asked=asked,
        about=about.delivery,
        question=about.question,
        until_known=True,
    )
    return place, draft, _edits(notice, differing, kept)


async def _compared(comparison: Comparison, card: PostedCard, fact: int, text: str) -> _PostedFact:
    known_on = comparison.question(card, text).known_on
    is_over = known_on is not None and known_on.upper < comparison.setup.today()
    compared = None if is_over else await comparison.of(card, fact, text)
    return _PostedFact(card, fact, text, compared)


def _newest(comparison: Comparison, posted: Sequence[_PostedFact]) -> list[_PostedFact]:
    """Leave out what a later notice at the place has corrected already.

    Not an opening: it is edited by the first change of its sentence, which may not be the first of
    its card.
    """
    noticed: dict[object, int] = {}
    for one in posted:
        if one.card.is_notice:
            noticed[_speaks_for(comparison, one)] = one.card.delivery
    return [
        one
        for one in posted
        if one.card.is_opening or one.card.delivery >= noticed.get(_speaks_for(comparison, one), 0)
    ]


def _speaks_for(comparison: Comparison, one: _PostedFact) -> object:
    question = comparison.question(one.card, one.text)
    return one.fact, question.as_of, question.known_on


def _last_for_each_date(
    comparison: Comparison, differing: Sequence[_PostedFact]
) -> list[_PostedFact]:
    """Of each fact, for each date it was asked about, keep what was posted last."""
    return list({_speaks_for(comparison, one): one for one in differing}.values())


def _notice(
    comparison: Comparison,
    listed: Sequence[_PostedFact],
    about: PostedCard,
    changes: Sequence[Revision],
    unsent: Sequence[Notice],
) -> Notice:
    changed = changes[-1]
    facts = {one.fact for one in listed}
    labels = [Label.of(one.change, itself=one.fact.number in facts) for one in changes]
    shown = [number for fact, number in about.carries if fact == changed.fact.number]
    open_ = all(one.compared is not None and one.compared.is_open for one in listed)
    reasons = [
        *(reason for one in unsent for reason in one.reasons),
        *(one.reason for one in changes if one.reason),
    ]
    return Notice(
        label=min([*labels, *(one.label for one in unsent)], key=lambda label: label.rank),
        fact=changed.fact,
        heading=changed.body.heading,
        before=shown[0] if shown else None,
        after=changed.number,
        reasons=tuple(dict.fromkeys(reasons)) if open_ else (),
        was_wrong=changed.was_wrong if open_ else None,
        is_right=changed.is_right if open_ else None,
        by=changed.editor_name,
        at=comparison.setup.clock(),
        asker=about.asker,
        changes=tuple(one.compared.change for one in listed if one.compared is not None),
    )


def _carried(
    comparison: Comparison, listed: Sequence[_PostedFact], posted: Sequence[_PostedFact]
) -> tuple[tuple[Revision, ...], tuple[str, ...]]:
    """Return the revisions that a notice rests on, and the questions that it answers from now on.

    Among them every question that the messages it strikes had answered: it replaces them.
    """
    asked: dict[int, dict[str, None]] = {}
    carries: dict[int, Revision] = {}
    for one in posted:
        asked.setdefault(one.fact, {})[one.text] = None
        carries[one.fact] = (
            one.compared.after.fact.current
            if one.compared is not None
            else comparison.revision(one.card, one.fact)
        )
    for one in listed:
        for revision in one.compared.after.rests_on if one.compared is not None else ():
            carries.setdefault(revision.fact.number, revision)
    return tuple(carries.values()), tuple("\n".join(texts) for texts in asked.values())


def _edits(
    notice: Notice, differing: Sequence[_PostedFact], kept: Sequence[_PostedFact]
) -> list[Draft]:
    """Make the edits that strike what was posted at a place; a message is edited once."""
    by_message: dict[int, list[_PostedFact]] = {}
    for one in differing:
        by_message.setdefault(one.card.delivery, []).append(one)
    edits = []
    for number, mine in sorted(by_message.items()):
        card = mine[0].card
        if card.place.person is not None and card.ts is None and not card.is_notice:
            continue  # what one person alone was shown in a channel cannot be edited
        opening = Opening(asker=card.asker or "", question=mine[0].text)
        superseded = Superseded(
            opening=opening if card.is_opening else None,
            headings=tuple(one.compared.change.heading for one in mine if one.compared is not None),
            struck=tuple(line for one in mine for line in one.struck),
            unchanged=tuple(_unchanged(one) for one in kept if one.card.delivery == number),
            label=notice.label,
            reasons=notice.reasons,
            fact=notice.fact,
            before=dict(card.carries).get(notice.fact.number),
            after=notice.after,
            at=notice.at,
        )
        message = Outgoing(superseded=superseded).model_dump_json(exclude_none=True)
        edits.append(
            Draft(
                Way.EDIT, message, thread_ts=card.place.thread_ts, about=number, under_previous=True
            )
        )
    return edits


def _unchanged(one: _PostedFact) -> str:
    """Repeat what a struck message says of a fact that has not changed."""
    if one.compared is None:
        return one.text
    return f"{one.compared.change.heading}: {one.compared.after.sentence}"
