"""Which decisions are one case, and what they leave blocked or struck down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from facts.dates import EdtfDate
from facts.law.courts import Level, courts
from facts.law.keys import docket_key, statute_covers
from facts.law.standing.value import Part, StandingState
from facts.model import Decision, Disposition, Effect, Outcome
from facts.model.value import Value

_LEVELS = {level: place for place, level in enumerate((Level.TRIAL, Level.APPEAL, Level.SUPREME))}
_ADDING = {
    Outcome.ENJOINED: StandingState.ENJOINED,
    Outcome.STRUCK_DOWN: StandingState.STRUCK_DOWN,
}
_UNDOING = frozenset((Disposition.REVERSED, Disposition.VACATED, Disposition.GRANTED))


class Case(Value):
    """One case through the courts: its decisions in order, trial court to certiorari."""

    decisions: tuple[Decision, ...]

    @property
    def name(self) -> str:
        """The caption of its first decision on file."""
        return self.decisions[0].case

    @property
    def laws(self) -> tuple[str, ...]:
        """The keys of the laws that it touches."""
        effects = (effect for decision in self.decisions for effect in decision.effects)
        return tuple(dict.fromkeys(effect.law for effect in effects))


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Sort by date; decisions of one day from the lowest court up."""
    return sorted(decisions, key=lambda one: (*one.decided_on.order, _level(one), one.key))


def _level(decision: Decision) -> int:
    found = courts().get(decision.court)
    return _LEVELS[found.level] if found else 0


def history(decisions: Iterable[Decision]) -> tuple[Case, ...]:
    """Return the cases that these decisions make, the earliest first.

    Decisions are one case where one is the appeal from another, where a court decides under the
    same docket number, or where the caption and a law in question are the same (captions alone are
    not enough: there are many cases called United States v. California).
    """
    ordered = in_order(decisions)
    by_case: dict[int, list[Decision]] = {}
    for root, decision in zip(_roots(ordered), ordered, strict=True):
        by_case.setdefault(root, []).append(decision)
    return tuple(Case(decisions=tuple(case)) for case in by_case.values())


def _roots(ordered: Sequence[Decision]) -> list[int]:
    """For each decision the place of the first of its case (union-find; cycles do no harm)."""
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
class Block:
    """What a court keeps from having effect, until it is lifted."""

    case: int
    part: Part

    def holds(self, provision: str) -> bool:
        """Whether a provision is among those blocked."""
        return any(covers(own, provision) for own in self.part.provisions)


@dataclass(frozen=True, slots=True)
class InCourt:
    """What the decisions up to a day leave: blocked and struck down parts, and the last lifting."""

    parts: tuple[Part, ...]
    resumed: EdtfDate | None


def in_court(law: str, ordered: Sequence[Decision]) -> InCourt:
    """Follow the effects of decisions, in order, on the law of this key.

    Lifting, reinstating and upholding undo what was done in the same case only: one court's yes
    does not lift another court's injunction.
    """
    roots = _roots(ordered)
    blocks: list[Block] = []
    resumed: EdtfDate | None = None
    for place, decision in enumerate(ordered):
        for effect in decision.effects:
            if effect.law != law or _is_confirmed(effect, blocks, case=roots[place]):
                continue
            lifted = _lifted(effect, decision)
            if lifted:
                was_whole = any(block.part.is_whole for block in blocks)
                blocks = [
                    left
                    for block in blocks
                    for left in _without(block, effect, lifted, case=roots[place])
                ]
                if was_whole and not any(block.part.is_whole for block in blocks):
                    resumed = decision.decided_on
            if added := _added(effect, decision):
                blocks.append(Block(roots[place], added))
    return InCourt(tuple(dict.fromkeys(block.part for block in blocks)), resumed)


def _is_confirmed(effect: Effect, blocks: Sequence[Block], *, case: int) -> bool:
    """Whether an effect only repeats what the case has blocked already, on appeal for instance."""
    state = _ADDING.get(effect.outcome)
    return any(
        block.case == case
        and block.part.state is state
        and (block.part.limited_to, block.part.in_part) == (effect.limited_to, effect.in_part)
        and not block.part.excepted
        and (
            not block.part.provisions
            or (effect.provisions and all(map(block.holds, effect.provisions)))
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
            # The same thing blocked again, or blocked and then struck down, is one block.
            return frozenset((StandingState.ENJOINED,))
        case _:
            return frozenset()


def _added(effect: Effect, decision: Decision) -> Part | None:
    if effect.outcome not in _ADDING:
        return None
    return Part(
        provisions=effect.provisions,
        state=_ADDING[effect.outcome],
        limited_to=effect.limited_to,
        in_part=effect.in_part,
        since=decision.decided_on,
        decision=decision.key,
    )


def _without(
    block: Block, effect: Effect, states: frozenset[StandingState], *, case: int
) -> list[Block]:
    """Leave of a block what an effect has not lifted of it."""
    part = block.part
    if block.case != case or part.state not in states:
        return [block]
    if effect.in_part or (effect.limited_to and effect.limited_to != part.limited_to):
        return [block]  # which part was lifted is not on file, so nothing is taken for lifted
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


def covers(whole: str, part: str) -> bool:
    """Whether a provision is another or holds it; both may be words, such as "Part 2"."""
    return whole == part or statute_covers(whole, part)
