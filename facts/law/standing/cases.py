"""Grouping decisions into cases, and following their effects on a law."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from facts.dates import EdtfDate
from facts.law.courts import Level, courts
from facts.law.keys import docket_key
from facts.law.standing.events import covers
from facts.law.standing.value import Part, StandingState
from facts.model import Decision, Disposition, Effect, Outcome
from facts.model.value import Value

_LEVELS = {level: place for place, level in enumerate((Level.TRIAL, Level.APPEAL, Level.SUPREME))}
_BLOCKING = {
    Outcome.ENJOINED: StandingState.ENJOINED,
    Outcome.STRUCK_DOWN: StandingState.STRUCK_DOWN,
}
_UNDOING = frozenset((Disposition.REVERSED, Disposition.VACATED, Disposition.GRANTED))


class Case(Value):
    """One case: its decisions in order of date, from the trial court to certiorari."""

    decisions: tuple[Decision, ...]

    @property
    def name(self) -> str:
        """The caption of the first decision on file."""
        return self.decisions[0].case

    @property
    def laws(self) -> tuple[str, ...]:
        """The keys of the laws that the case has an effect on."""
        effects = (effect for decision in self.decisions for effect in decision.effects)
        return tuple(dict.fromkeys(effect.law for effect in effects))


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Sort decisions by date; those of one day from the lowest court to the highest."""
    return sorted(decisions, key=lambda one: (*one.decided_on.order, _level(one), one.key))


def _level(decision: Decision) -> int:
    found = courts().get(decision.court)
    return _LEVELS[found.level] if found else 0


def history(decisions: Iterable[Decision]) -> tuple[Case, ...]:
    """Group decisions into cases, the earliest case first.

    Two decisions belong to one case if one is the appeal from the other, if they are of one court
    under one docket number, or if they share a caption and have an effect on the same law. The
    caption alone is not enough: many cases are called United States v. California.
    """
    ordered = in_order(decisions)
    by_case: dict[int, list[Decision]] = {}
    for number, decision in zip(_case_numbers(ordered), ordered, strict=True):
        by_case.setdefault(number, []).append(decision)
    return tuple(Case(decisions=tuple(case)) for case in by_case.values())


def _case_numbers(ordered: Sequence[Decision]) -> list[int]:
    """Return for each decision the index of the first decision of its case.

    Union-find, so that a cycle of appeals (a mistake on file) does no harm.
    """
    roots = list(range(len(ordered)))

    def root(place: int) -> int:
        while roots[place] != place:
            roots[place] = roots[roots[place]]
            place = roots[place]
        return place

    seen: dict[tuple[str, ...], int] = {}
    for place, decision in enumerate(ordered):
        for link in _links(decision):
            first, second = sorted((root(seen.setdefault(link, place)), root(place)))
            roots[second] = first
    return [root(place) for place in range(len(ordered))]


def _links(decision: Decision) -> list[tuple[str, ...]]:
    links = [("key", decision.key), ("docket", decision.court, docket_key(decision.docket))]
    if decision.appeal_from:
        links.append(("key", decision.appeal_from))
    caption = decision.case.casefold()
    return links + [("law", caption, effect.law) for effect in decision.effects]


@dataclass(frozen=True, slots=True)
class Blocked:
    """A part of a law that a case has enjoined or struck down."""

    case: int
    part: Part

    def includes(self, provision: str) -> bool:
        """Whether the provision is named as blocked, or part of one that is."""
        return any(covers(own, provision) for own in self.part.provisions)


@dataclass(frozen=True, slots=True)
class ByCourts:
    """The parts that decisions leave enjoined or struck down.

    `resumed` is the date on which the law as a whole was last free of both; None if never.
    """

    parts: tuple[Part, ...]
    resumed: EdtfDate | None


def standing_by_courts(law: str, ordered: Sequence[Decision]) -> ByCourts:
    """Follow the effects on the law with the key `law`, through decisions `in_order`.

    Lifting, reinstating and upholding undo only what the same case has done: a court that upholds a
    law does not lift another court's injunction.
    """
    cases = _case_numbers(ordered)
    blocks: list[Blocked] = []
    resumed: EdtfDate | None = None
    for place, decision in enumerate(ordered):
        for effect in decision.effects:
            if effect.law != law or _is_confirmed(effect, blocks, case=cases[place]):
                continue
            lifted = _lifted(effect, decision)
            if lifted:
                was_whole = any(block.part.is_whole for block in blocks)
                blocks = [
                    left
                    for block in blocks
                    for left in _without(block, effect, lifted, case=cases[place])
                ]
                if was_whole and not any(block.part.is_whole for block in blocks):
                    resumed = decision.decided_on
            if added := _added(effect, decision):
                blocks.append(Blocked(cases[place], added))
    return ByCourts(tuple(dict.fromkeys(block.part for block in blocks)), resumed)


def _is_confirmed(effect: Effect, blocks: Sequence[Blocked], *, case: int) -> bool:
    """Whether an effect only confirms what its case has blocked already, for instance on appeal."""
    state = _BLOCKING.get(effect.outcome)
    return any(
        block.case == case
        and block.part.state is state
        and (block.part.limited_to, block.part.in_part) == (effect.limited_to, effect.in_part)
        and not block.part.excepted
        and (
            not block.part.provisions
            or (effect.provisions and all(map(block.includes, effect.provisions)))
        )
        for block in blocks
    )


def _lifted(effect: Effect, decision: Decision) -> frozenset[StandingState]:
    match effect.outcome:
        case Outcome.INJUNCTION_LIFTED:
            return frozenset((StandingState.ENJOINED,))
        case Outcome.REINSTATED | Outcome.UPHELD:
            return frozenset((StandingState.ENJOINED, StandingState.STRUCK_DOWN))
        case Outcome.NOT_ENJOINED if decision.disposition in _UNDOING:
            return frozenset((StandingState.ENJOINED,))
        case Outcome.STRUCK_DOWN | Outcome.ENJOINED:
            # Blocked again, or struck down after that: the new effect replaces the injunction.
            return frozenset((StandingState.ENJOINED,))
        case _:
            return frozenset()


def _added(effect: Effect, decision: Decision) -> Part | None:
    if effect.outcome not in _BLOCKING:
        return None
    return Part(
        provisions=effect.provisions,
        state=_BLOCKING[effect.outcome],
        limited_to=effect.limited_to,
        in_part=effect.in_part,
        since=decision.decided_on,
        decision=decision.key,
    )


def _without(
    block: Blocked, effect: Effect, states: frozenset[StandingState], *, case: int
) -> list[Blocked]:
    """Return what remains blocked after an effect that lifts these states; empty if nothing."""
    part = block.part
    if block.case != case or part.state not in states:
        return [block]
    if effect.in_part or (effect.limited_to and effect.limited_to != part.limited_to):
        return [block]  # which part was lifted is not on file, so all of it remains
    if not effect.provisions:
        return []
    if not part.provisions:
        kept = part.model_copy(update={"excepted": (*part.excepted, *effect.provisions)})
        return [replace(block, part=kept)]
    left = tuple(
        provision
        for provision in part.provisions
        if not any(covers(lifted, provision) for lifted in effect.provisions)
    )
    return [replace(block, part=part.model_copy(update={"provisions": left}))] if left else []
