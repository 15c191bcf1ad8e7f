"""What courts have blocked of a law, followed from decision to decision.

The rules, with their reasons, are in `docs/standing.md`; in short:

- A decision acts on a law only by its effects on that law, and on an earlier order only within the
  same case: an injunction binds by its own terms until the court that made it, or one that reviews
  it, ends it. Another district's judgment does not (no court of equal rank sits over another).
- A high court that reaches the merits and upholds a law binds every court of its system in any
  case (U.S. Const. art. III, § 1 and art. VI; a state's high court, the courts of its state), but
  not orders that protect named persons only: upholding a law on its face leaves challenges as
  applied open.
- A temporary restraining order ends when its court decides the next motion in the case (Fed. R.
  Civ. P. 65(b): it only preserves things until the hearing on a preliminary injunction).
- A stay suspends an order and does not end it (Nken v. Holder, 556 U.S. 418 (2009)); when the stay
  ends, the order has effect again.
- A decision set aside no longer blocks; a lower court does not undo what a higher court has struck
  down in the case.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from facts.dates import EdtfDate
from facts.law.courts import Level, courts
from facts.law.standing.cases import Proceeding, Roots, family, rank
from facts.law.standing.events import covers
from facts.law.standing.value import Part, StandingState
from facts.model import Decision, Disposition, Effect, Outcome, Posture

_BLOCKING = {
    Outcome.ENJOINED: StandingState.ENJOINED,
    Outcome.STRUCK_DOWN: StandingState.STRUCK_DOWN,
}
_ENJOINED = frozenset((StandingState.ENJOINED,))
_BOTH = frozenset(_BLOCKING.values())
_GRANTING = frozenset((Disposition.GRANTED, Disposition.GRANTED_IN_PART))
_SET_ASIDE = frozenset((Disposition.REVERSED, Disposition.VACATED, Disposition.AFFIRMED_IN_PART))
_FINAL_IN_TRIAL_COURT = frozenset(
    (
        *_GRANTING, Disposition.JUDGMENT_FOR_LAW, Disposition.DISMISSED, Disposition.MOOT,
        Disposition.SETTLED,
    )
)  # fmt: skip
_FINAL_POSTURES = frozenset(
    (Posture.MOTION_TO_DISMISS, Posture.SUMMARY_JUDGMENT, Posture.TRIAL, Posture.SETTLEMENT)
)
_ENDING_REVIEW = frozenset((Disposition.AFFIRMED, Disposition.DISMISSED, Disposition.MOOT))
_REVIEWS = frozenset(
    (
        Posture.APPEAL_OF_PRELIMINARY_INJUNCTION, Posture.APPEAL, Posture.EN_BANC,
        Posture.MERITS_REVIEW,
    )
)  # fmt: skip
# The law's state by its gravest part: (the part's state, whether it is the whole law, the state).
_STATES = (
    (StandingState.STRUCK_DOWN, True, StandingState.STRUCK_DOWN),
    (StandingState.ENJOINED, True, StandingState.ENJOINED),
    (StandingState.STRUCK_DOWN, False, StandingState.STRUCK_DOWN_IN_PART),
    (StandingState.ENJOINED, False, StandingState.ENJOINED_IN_PART),
)


def state_of(parts: Iterable[Part]) -> StandingState | None:
    """Return the state of a law whose parts courts have blocked; None if no part is blocked.

    Only an order on the whole law, for everybody, makes the state of the whole: partial orders are
    never added up, since no order says that it names all there is.
    """
    kinds = {(part.state, part.is_whole) for part in parts}
    return next((state for of, whole, state in _STATES if (of, whole) in kinds), None)


@dataclass(frozen=True, slots=True)
class ByCourts:
    """The parts that decisions leave enjoined or struck down.

    `since` is when the state that they make began. `resumed` is the date on which the law as a
    whole was last free of both; None if never.
    """

    parts: tuple[Part, ...]
    since: EdtfDate | None
    resumed: EdtfDate | None


def standing_by_courts(law: str, ordered: Sequence[Decision], roots: Roots) -> ByCourts:
    """Follow the effects on the law with the key `law`, through decisions `in_order`."""
    blocks: list[_Block] = []
    parts: tuple[Part, ...] = ()
    since, resumed = None, None
    for decision in ordered:
        effects = [effect for effect in decision.effects if effect.law == law]
        if not effects:
            continue
        act = _Act(decision, roots.of(decision))
        blocks = [block for block in blocks if not act.ends_temporary(block)]
        for effect in effects:
            blocks = _after(blocks, act, effect)
        before, parts = parts, tuple(dict.fromkeys(_parts(blocks)))
        if state_of(before) is not state_of(parts):
            since = decision.decided_on
        if any(part.is_whole for part in before) and not any(part.is_whole for part in parts):
            resumed = decision.decided_on
    return ByCourts(parts, since, resumed)


@dataclass(frozen=True, slots=True)
class _Gap:
    """What an order no longer covers, or does not while it is stayed.

    No `provisions` means all of it. `limited_to` says for whom, None for everybody in the order.
    """

    provisions: tuple[str, ...]
    limited_to: str | None
    in_part: bool
    stayed_by: str | None = None
    """The court that suspended it; None if it has ended."""
    revived: tuple[str, ...] = ()
    """Provisions in it for which the stay has ended."""

    @property
    def is_full(self) -> bool:
        """Whether it ends the order for everybody, and nothing about its reach is unknown."""
        return not (self.limited_to or self.in_part)


@dataclass(frozen=True, slots=True)
class _Block:
    """One order that blocks a law or parts of it, with its gaps."""

    decision: Decision
    roots: frozenset[Proceeding]
    state: StandingState
    effect: Effect
    gaps: tuple[_Gap, ...] = ()
    resumed: EdtfDate | None = None

    @property
    def is_temporary(self) -> bool:
        return self.decision.posture is Posture.TEMPORARY_RESTRAINING_ORDER

    def includes(self, effect: Effect) -> bool:
        """Whether the order covers all that an effect names, for all whom it names."""
        own = self.effect
        return (
            own.limited_to in (None, effect.limited_to)
            and own.in_part in (False, effect.in_part)
            and _all_covered(effect.provisions, own.provisions)
        )


@dataclass(frozen=True, slots=True)
class _Act:
    """A decision, with the roots of its case."""

    decision: Decision
    roots: frozenset[Proceeding]

    @property
    def is_trial(self) -> bool:
        return rank(self.decision.court) == 0

    def is_over(self, court: str) -> bool:
        """Whether this is the same court or a higher one."""
        own = self.decision.court
        return family(own) == family(court) or rank(own) > rank(court)

    def reaches(self, block: _Block, effect: Effect) -> bool:
        """Whether an effect of this decision may end or suspend an order."""
        if not self.roots & block.roots:
            return self._binds(block, effect)
        is_upheld_below = effect.outcome is Outcome.UPHELD and not self.is_over(
            block.decision.court
        )
        return not (is_upheld_below and block.state is StandingState.STRUCK_DOWN)

    def _binds(self, block: _Block, effect: Effect) -> bool:
        """Whether a high court has upheld the law over an order in another case."""
        own, other = courts().get(self.decision.court), courts().get(block.decision.court)
        return (
            own is not None
            and other is not None
            and own.level is Level.SUPREME
            and own.jurisdiction == other.jurisdiction
            and self.is_over(other.id)
            and self.decision.merits_reached
            and effect.outcome in (Outcome.UPHELD, Outcome.REINSTATED)
            and block.effect.limited_to in (None, effect.limited_to)
        )

    def ends_temporary(self, block: _Block) -> bool:
        """Whether it decides the next motion after a temporary restraining order of its court."""
        own = self.decision
        if not (block.is_temporary and self.roots & block.roots):
            return False
        if family(own.court) != family(block.decision.court) or own.posture is Posture.STAY:
            return False
        is_refused = own.disposition is Disposition.DENIED and own.posture in (
            Posture.MOTION_TO_DISMISS, Posture.SUMMARY_JUDGMENT,
        )  # fmt: skip
        return own.disposition is not Disposition.PENDING and not is_refused

    def lifts(self, effect: Effect) -> frozenset[StandingState]:
        """Return the kinds of order that an effect ends or, if this is a stay, suspends."""
        own = self.decision
        match effect.outcome:
            case Outcome.INJUNCTION_LIFTED:
                return _ENJOINED
            case Outcome.REINSTATED | Outcome.UPHELD:
                return _BOTH
            case Outcome.NOT_ENJOINED:
                is_final = (
                    self.is_trial
                    and own.posture in _FINAL_POSTURES
                    and own.disposition in _FINAL_IN_TRIAL_COURT
                )
                is_undone = own.disposition in (
                    Disposition.REVERSED, Disposition.VACATED, Disposition.JUDGMENT_FOR_LAW,
                )  # fmt: skip
                return _ENJOINED if is_final or is_undone else frozenset()
            case _:
                return frozenset()

    @property
    def is_stay(self) -> bool:
        own = self.decision
        is_asked = own.posture is Posture.STAY and own.under_review is None
        return is_asked and own.disposition in _GRANTING

    def ends_stay(self, gap: _Gap, effect: Effect, state: StandingState) -> bool:
        """Whether an effect leaves an order in effect that was stayed."""
        if gap.stayed_by is None or not self.is_over(gap.stayed_by):
            return False
        if effect.outcome in _BLOCKING:
            return _BLOCKING[effect.outcome] is state
        if effect.outcome is not Outcome.LEFT_IN_PLACE:
            return False
        own = self.decision
        is_same = family(own.court) == family(gap.stayed_by)
        match own.posture:
            case Posture.STAY:
                if own.under_review is not None:  # a request to end the stay
                    is_refused_stay = False
                    is_ended = own.disposition in _GRANTING
                else:
                    is_refused_stay = own.disposition is Disposition.DENIED and is_same
                    is_ended = own.disposition is Disposition.VACATED
                return is_ended or is_refused_stay
            case Posture.CERTIORARI:
                return own.disposition in (Disposition.DENIED, Disposition.DISMISSED)
            case _:
                return own.posture in _REVIEWS and own.disposition in _ENDING_REVIEW


def _after(blocks: Sequence[_Block], act: _Act, effect: Effect) -> list[_Block]:
    """Return the orders in effect or stayed after one effect of a decision."""
    kept = [_unstayed(block, act, effect) for block in blocks]
    own = act.decision
    state = _BLOCKING.get(effect.outcome)
    if state is not None:
        if any(_confirms(block, act, effect, state) for block in kept):
            return kept
        added = _Block(own, act.roots, state, effect)
        # A new order replaces the injunctions in the case that it covers.
        gap = _Gap(effect.provisions, effect.limited_to, effect.in_part)
        left = [
            opened
            for block in kept
            for opened in (
                _opened(block, gap)
                if act.roots & block.roots
                and block.state is StandingState.ENJOINED
                and not effect.in_part
                and effect.limited_to in (None, block.effect.limited_to)
                else [block]
            )
        ]
        return [*left, added]
    if effect.outcome is Outcome.REMANDED and own.disposition in _SET_ASIDE:
        states, only = _BOTH, own.appeal_from or ""
    else:
        states, only = act.lifts(effect), None
    gap = _Gap(
        effect.provisions,
        effect.limited_to,
        effect.in_part,
        own.court if act.is_stay else None,
    )
    return [
        opened
        for block in kept
        for opened in (
            _opened(block, gap)
            if block.state in states
            and only in (None, block.decision.key)
            and act.reaches(block, effect)
            else [block]
        )
    ]


def _confirms(block: _Block, act: _Act, effect: Effect, state: StandingState) -> bool:
    """Whether an effect only confirms an order of its case that is in full effect."""
    return (
        bool(act.roots & block.roots)
        and block.state is state
        and block.includes(effect)
        and not any(_touches(gap, effect) for gap in block.gaps)
    )


def _touches(gap: _Gap, effect: Effect) -> bool:
    """Whether a gap takes away something that an effect names."""
    own, asked = gap.provisions, effect.provisions
    if not gap.in_part and gap.limited_to and effect.limited_to not in (None, gap.limited_to):
        return False
    if asked and all(_within(one, gap.revived) for one in asked):
        return False
    if not (own and asked):
        return True
    return any(_within(one, asked) for one in own) or any(_within(one, own) for one in asked)


def _unstayed(block: _Block, act: _Act, effect: Effect) -> _Block:
    """Return an order without the stays, or parts of stays, that an effect ends."""
    if effect.in_part or not act.roots & block.roots:
        return block
    gaps: list[_Gap] = []
    for gap in block.gaps:
        if act.ends_stay(gap, effect, block.state) and effect.limited_to in (None, gap.limited_to):
            if not _all_covered(gap.provisions, effect.provisions):
                gaps.append(replace(gap, revived=(*gap.revived, *effect.provisions)))
        else:
            gaps.append(gap)
    if tuple(gaps) == block.gaps:
        return block
    resumed = block.resumed if any(_parts_of(block)) else act.decision.decided_on
    return replace(block, gaps=tuple(gaps), resumed=resumed)


def _opened(block: _Block, gap: _Gap) -> list[_Block]:
    """Return an order with a gap; nothing if it has ended altogether."""
    if gap.limited_to is not None and gap.limited_to == block.effect.limited_to:
        gap = replace(gap, limited_to=None)
    if gap.limited_to is not None and block.effect.limited_to is not None:
        return [block]  # whether the two overlap is not on file
    opened = replace(block, gaps=(*block.gaps, gap))
    ended = [one for one in opened.gaps if one.is_full and one.stayed_by is None]
    return [opened] if any(_parts_of(replace(block, gaps=tuple(ended)))) else []


def _all_covered(provisions: tuple[str, ...], by: tuple[str, ...]) -> bool:
    """Whether provisions are covered by others; none means the whole law."""
    if not by:
        return True
    return bool(provisions) and all(_within(one, by) for one in provisions)


def _within(one: str, provisions: Iterable[str]) -> bool:
    """Whether a provision is one of these, or part of one."""
    return any(covers(other, one) for other in provisions)


def _parts(blocks: Iterable[_Block]) -> Iterator[Part]:
    for block in blocks:
        yield from _parts_of(block)


def _parts_of(block: _Block) -> Iterator[Part]:
    """Yield the parts that an order blocks, without what its gaps leave out."""
    own = block.effect
    pieces = [
        Part(
            provisions=own.provisions,
            state=block.state,
            limited_to=own.limited_to,
            in_part=own.in_part,
            since=block.decision.decided_on,
            decision=block.decision.key,
            resumed=block.resumed,
        )
    ]
    for gap in block.gaps:
        pieces = [left for piece in pieces for left in _without(piece, gap)]
    yield from pieces


def _without(piece: Part, gap: _Gap) -> Iterator[Part]:
    """Yield what a gap leaves of a piece: what is outside it, and inside for other persons."""
    inside = _inside(piece, gap.provisions)
    outside = _outside(piece, gap.provisions)
    if outside is not None:
        yield outside
    if inside is None:
        return
    if gap.revived:
        again = _inside(inside, gap.revived)
        if again is not None:
            yield again
        inside = _outside(inside, gap.revived)
    if inside is None or gap.is_full:
        return
    if gap.in_part:
        yield inside.model_copy(update={"in_part": True})
    else:
        exempt = tuple(dict.fromkeys(filter(None, (*inside.exempt, gap.limited_to))))
        yield inside.model_copy(update={"exempt": exempt})


def _inside(piece: Part, provisions: tuple[str, ...]) -> Part | None:
    """Return what is in a piece and in these provisions (none: everything); None if nothing."""
    if not provisions:
        return piece
    named = [one for one in provisions if not piece.provisions or _within(one, piece.provisions)]
    named += [one for one in piece.provisions if _within(one, provisions)]
    left = tuple(one for one in dict.fromkeys(named) if not _within(one, piece.excepted))
    excepted = tuple(one for one in piece.excepted if _within(one, left))
    return piece.model_copy(update={"provisions": left, "excepted": excepted}) if left else None


def _outside(piece: Part, provisions: tuple[str, ...]) -> Part | None:
    """Return what is in a piece and not in these provisions (none: everything)."""
    left = tuple(one for one in piece.provisions if not _within(one, provisions))
    if not provisions or (piece.provisions and not left):
        return None
    cut = (one for one in provisions if not left or _within(one, left))
    excepted = tuple(
        dict.fromkeys((*(one for one in piece.excepted if not left or _within(one, left)), *cut))
    )
    return piece.model_copy(update={"provisions": left, "excepted": excepted})
