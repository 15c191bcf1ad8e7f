"""A slow, naive model of a law's standing, written from `docs/standing.md` and from nothing else.

It cuts a law into cells, one for each provision named and each group of persons named (with what
no one names as cells of their own), and replays each order cell by cell. No standing code is used.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from facts.dates import EdtfDate
from facts.model import Decision, Effect, Event, Law

Cell = tuple[str, str]
Docket = tuple[str, str]
Come = Callable[[EdtfDate], bool]
REST, OTHERS = "(the rest of the law)", "(everybody else)"
# Court: its rank, and whose it is.
COURTS = {
    "caed": (0, "us"), "cand": (0, "us"), "txnd": (0, "us"), "ca9": (1, "us"), "ca5": (1, "us"),
    "scotus": (3, "us"), "calsuperct": (0, "us-ca"), "calctapp": (1, "us-ca"),
    "calctapp4d": (1, "us-ca"), "cal": (2, "us-ca"),
}  # fmt: skip
ENACTING = {"signed", "law_unsigned", "adopted", "veto_overridden", "chaptered"}
ENDED = {"failed", "repealed", "expired"}


@dataclass(frozen=True)
class Answer:
    """The state, and the cells enjoined and struck down, each with whether only in part."""

    state: str
    enjoined: frozenset[tuple[Cell, bool]] = frozenset()
    struck: frozenset[tuple[Cell, bool]] = frozenset()
    gone: frozenset[str] = frozenset()


def answer(law: Law, decisions: Sequence[Decision], day: date) -> Answer:
    """Return where the law stands at the end of a day; `unknown` by section 7."""
    dates = {event.on for event in law.events}
    cases = _of_cases_about(law, decisions)
    dates |= {one.decided_on for one in cases}
    open_ = sorted(
        (one for one in dates if one.lower <= day < one.upper),
        key=lambda one: (one.lower, one.upper, one.edtf),
    )
    guesses = [open_[:number] for number in range(len(open_) + 1)] + [[one] for one in open_]
    found = [_assuming(law, cases, day, guess) for guess in guesses]
    if any(one.state != found[0].state for one in found):
        return Answer("unknown")
    return found[0]


def _assuming(
    law: Law, decisions: Sequence[Decision], day: date, guess: Sequence[EdtfDate]
) -> Answer:
    def come(when: EdtfDate) -> bool:
        return when.upper <= day or when in guess

    own, gone = _by_events(law, come, _provisions(law, decisions))
    if own in ENDED:
        return Answer(own)
    orders = _replay(law, decisions, come)
    for order in orders:
        order.gone = gone
    blocking = [order for order in orders if order.active]
    state = own
    for kind, is_whole, name in (
        ("enjoined", False, "enjoined in part"), ("struck down", False, "struck down in part"),
        ("enjoined", True, "enjoined"), ("struck down", True, "struck down"),
    ):  # fmt: skip
        if any(one.kind == kind and one.is_whole is is_whole for one in blocking):
            state = name
    if state is None:
        touched = any(
            effect.law == law.key
            for one in decisions
            if come(one.decided_on)
            for effect in one.effects
        )
        state = "enacted, effective date not on file" if touched else "unknown"
    return Answer(
        state, _cells(blocking, "enjoined"), _cells(blocking, "struck down"), frozenset(gone)
    )


def _cells(orders: Iterable["Order"], kind: str) -> frozenset[tuple[Cell, bool]]:
    return frozenset(one for order in orders if order.kind == kind for one in order.active)


# ---- Section 2: the law's own events ----


def _by_events(law: Law, come: Come, named: Sequence[str]) -> tuple[str | None, set[str]]:
    """Return the state by events, None if no event has come; and the provisions that have ended."""
    whole = [one for one in law.events if not one.provisions]
    past = [one for one in whole if come(one.on)]
    kinds = {one.event.value for one in past}
    on_file = {one.event.value for one in whole}
    parts = {name: _of_part(law, name, come) for name in named}
    gone = {name for name, state in parts.items() if state in ENDED}
    is_enacted = bool(kinds & ENACTING)
    if not on_file & ENACTING:
        is_enacted = bool(kinds & {"effective", "operative", "repealed", "expired"})
    state: str | None
    if not is_enacted:
        ends = {"died", "withdrawn", "vetoed"}
        is_bill = kinds & {"introduced", "passed_house", "passed", "revived", *ends}
        state = "failed" if _ended(past, ends) else "proposed" if is_bill else None
    else:
        state = _ended(past, {"repealed", "expired"}) or _enacted(law, kinds, on_file, parts, come)
    return state, gone


def _enacted(
    law: Law, kinds: set[str], on_file: set[str], parts: dict[str, str | None], come: Come
) -> str:
    waiting = [kind for kind in ("effective", "operative") if kind in on_file - kinds]
    starts = [
        one
        for one in law.events
        if one.provisions and one.event.value in ("effective", "operative")
    ]
    if waiting:
        return "enacted, not yet in effect"
    if kinds & {"effective", "operative", "repealed", "expired"}:
        return "in force in part" if any(parts.values()) else "in force"
    if any(come(one.on) for one in starts):
        return "in force in part"
    return "enacted, not yet in effect" if starts else "enacted, effective date not on file"


def _ended(events: Iterable[Event], ends: set[str]) -> str | None:
    """Return the kind of the first end since the last revival, None if there is none."""
    ended = None
    ordered = sorted(events, key=lambda one: (one.on.lower, one.on.upper, one.event == "revived"))
    for event in ordered:
        if event.event.value in ends and (ended is None or "died" in ends):
            ended = event.event.value
        elif event.event.value == "revived":
            ended = None
    return ended


def _of_part(law: Law, name: str, come: Come) -> str | None:
    own = [one for one in law.events if any(_covers(other, name) for other in one.provisions)]
    past = [one for one in own if come(one.on)]
    if end := _ended(past, {"repealed", "expired"}):
        return end
    for kind in ("effective", "operative"):
        if any(one.event == kind for one in own) and not any(one.event == kind for one in past):
            return "not yet"
    return None


def _covers(whole: str, part: str) -> bool:
    """Sections here are `§ 1`, `§ 1(a)`: one covers what begins with it."""
    return part == whole or part.startswith(f"{whole}(")


def _provisions(law: Law, decisions: Iterable[Decision]) -> list[str]:
    effects = [effect for one in decisions for effect in one.effects if effect.law == law.key]
    named = [one for event in law.events for one in event.provisions]
    named += [one for effect in effects for one in effect.provisions]
    return sorted(set(named))


# ---- Section 3: cases ----


def _docket(court: str, number: str) -> Docket:
    return ("calctapp" if court.startswith("calctapp") else court), number


def _dockets(decision: Decision) -> set[Docket]:
    return {_docket(decision.court, one) for one in decision.docket.split(", ")}


def roots(decision: Decision, decisions: Sequence[Decision]) -> set[Docket]:
    """Return the dockets at the bottom of the links from a decision."""
    if decision.appeal_from is None:
        found: set[Docket] = set()
        for docket in _dockets(decision):
            found |= _roots_of(docket, decisions)
        return found
    for other in decisions:
        if other.key == decision.appeal_from:
            return roots(other, decisions)
    court, numbers, _ = decision.appeal_from.split("/")
    below: set[Docket] = set()
    for number in numbers.split(", "):
        below |= _roots_of(_docket(court, number), decisions)
    return below


def _roots_of(docket: Docket, decisions: Sequence[Decision]) -> set[Docket]:
    found: set[Docket] = set()
    for other in decisions:
        if other.appeal_from is not None and docket in _dockets(other):
            found |= roots(other, decisions)
    return found or {docket}


def _of_cases_about(law: Law, decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions of every case (shown together) with an effect on the law, in order."""
    groups = [({*roots(one, decisions), *_dockets(one)}, [one]) for one in decisions]
    merged = True
    while merged:
        merged = False
        for one, other in product(groups, groups):
            if one is not other and one[0] & other[0]:
                groups.remove(other)
                groups.remove(one)
                groups.append((one[0] | other[0], one[1] + other[1]))
                merged = True
                break
    about = [
        one
        for _, members in groups
        if any(effect.law == law.key for member in members for effect in member.effects)
        for one in members
    ]
    return sorted(
        about,
        key=lambda one: (one.decided_on.lower, one.decided_on.upper, COURTS[one.court][0], one.key),
    )


# ---- Sections 4 and 5: orders ----


@dataclass
class Order:
    """One order: its cells, each with what has been taken away from it."""

    by: Decision
    roots: set[Docket]
    kind: str
    effect: Effect
    cells: dict[Cell, list["Taken"]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    """The provisions that are repealed or expired by themselves."""

    @property
    def active(self) -> set[tuple[Cell, bool]]:
        """The cells that it blocks, each with whether only a part, not on file, is blocked."""
        return {
            (cell, self.effect.in_part or bool(took))
            for cell, took in self.cells.items()
            if cell[0] not in self.gone and all(one.in_part for one in took)
        }

    @property
    def is_whole(self) -> bool:
        own = self.effect
        bare = not (own.provisions or own.limited_to or own.in_part)
        return bare and not any(self.cells.values())


@dataclass(frozen=True)
class Taken:
    """What took a cell away from an order: for good, or (`stayed_by` a court) for a time."""

    in_part: bool
    stayed_by: str | None
    limited_to: str | None


def _replay(law: Law, decisions: Sequence[Decision], come: Come) -> list[Order]:
    groups = {effect.limited_to for one in decisions for effect in one.effects if effect.limited_to}
    universe = list(product([*_provisions(law, decisions), REST], sorted([*groups, OTHERS])))

    def cells(effect: Effect) -> set[Cell]:
        return {
            (name, group)
            for name, group in universe
            if (not effect.provisions or any(_covers(one, name) for one in effect.provisions))
            and effect.limited_to in (None, group)
        }

    orders: list[Order] = []
    for one in decisions:
        effects = [effect for effect in one.effects if effect.law == law.key]
        if not effects or not come(one.decided_on):
            continue
        case = roots(one, decisions)
        orders = [order for order in orders if not _ends_temporary(one, case, order)]
        for effect in effects:
            scope = cells(effect)
            for order in orders:
                if order.roots & case:
                    _end_stays(order, one, effect, scope)
            if effect.outcome in ("enjoined", "struck_down"):
                _block(orders, one, case, effect, scope)
                continue
            for order in orders:
                if _ends(one, case, effect, order):
                    _take(order, one, effect, scope)
    return orders


def _is_over(one: str, other: str) -> bool:
    return _docket(one, "") == _docket(other, "") or COURTS[one][0] > COURTS[other][0]


def _ends_temporary(one: Decision, case: set[Docket], order: Order) -> bool:
    return (
        order.by.posture == "temporary_restraining_order"
        and _docket(one.court, "") == _docket(order.by.court, "")
        and bool(case & order.roots)
        and one.posture != "stay"
        and one.disposition != "pending"
        and not (
            one.posture in ("motion_to_dismiss", "summary_judgment") and one.disposition == "denied"
        )
    )


def _end_stays(order: Order, one: Decision, effect: Effect, scope: set[Cell]) -> None:
    if effect.in_part:
        return
    for cell in _for_everybody(order, scope):
        order.cells[cell] = [
            took
            for took in order.cells[cell]
            if not (
                took.stayed_by
                and (cell in scope or took.in_part)
                and _is_over(one.court, took.stayed_by)
                and effect.limited_to in (None, took.limited_to)
                and _is_end_of_stay(order, one, effect, took.stayed_by)
            )
        ]


def _is_end_of_stay(order: Order, one: Decision, effect: Effect, stayed_by: str) -> bool:
    if effect.outcome == "enjoined":
        return order.kind == "enjoined"
    if effect.outcome == "struck_down":
        return order.kind == "struck down"
    if effect.outcome != "left_in_place":
        return False
    if one.posture == "stay":
        is_same = _docket(one.court, "") == _docket(stayed_by, "")
        return one.disposition == "vacated" or (one.disposition == "denied" and is_same)
    if one.posture == "certiorari":
        return one.disposition in ("denied", "dismissed")
    reviews = ("appeal_of_preliminary_injunction", "appeal", "en_banc", "merits_review")
    return one.posture in reviews and one.disposition in ("affirmed", "dismissed", "moot")


def _block(
    orders: list[Order], one: Decision, case: set[Docket], effect: Effect, scope: set[Cell]
) -> None:
    kind = "enjoined" if effect.outcome == "enjoined" else "struck down"
    for order in orders:
        has_all = all(cell in order.cells and not order.cells[cell] for cell in scope)
        is_same = order.roots & case and order.kind == kind
        if is_same and has_all and (effect.in_part or not order.effect.in_part):
            return
    for order in orders:
        limited = effect.limited_to in (None, order.effect.limited_to)
        if order.roots & case and order.kind == "enjoined" and limited and not effect.in_part:
            _take(order, None, effect, scope)
    orders.append(Order(one, case, kind, effect, {cell: [] for cell in scope}))


def _ends(one: Decision, case: set[Docket], effect: Effect, order: Order) -> bool:
    kinds = {
        "injunction_lifted": {"enjoined"}, "reinstated": {"enjoined", "struck down"},
        "upheld": {"enjoined", "struck down"},
    }.get(effect.outcome.value, set())  # fmt: skip
    if effect.outcome == "not_enjoined":
        is_trial = COURTS[one.court][0] == 0
        is_disposed = one.posture in (
            "motion_to_dismiss", "summary_judgment", "trial", "settlement",
        ) and one.disposition in (
            "granted", "granted_in_part", "judgment_for_law", "dismissed", "moot", "settled",
        )  # fmt: skip
        if one.disposition in ("reversed", "vacated", "judgment_for_law") or (
            is_trial and is_disposed
        ):
            kinds = {"enjoined"}
    if effect.outcome == "remanded":
        is_set_aside = one.disposition in ("reversed", "vacated", "affirmed_in_part")
        return is_set_aside and order.by.key == one.appeal_from
    if order.kind not in kinds:
        return False
    if order.roots & case:
        is_bound = effect.outcome == "upheld" and order.kind == "struck down"
        return not is_bound or _is_over(one.court, order.by.court)
    return (
        COURTS[one.court][0] >= 2
        and COURTS[one.court][1] == COURTS[order.by.court][1]
        and _is_over(one.court, order.by.court)
        and one.merits_reached
        and effect.outcome in ("upheld", "reinstated")
        and order.effect.limited_to in (None, effect.limited_to)
    )


def _take(order: Order, one: Decision | None, effect: Effect, scope: set[Cell]) -> None:
    is_stay = (
        one is not None
        and one.posture == "stay"
        and one.disposition in ("granted", "granted_in_part")
    )
    taken = Taken(effect.in_part, one.court if is_stay and one else None, effect.limited_to)
    if effect.in_part:
        scope = _for_everybody(order, scope)
    for cell in scope & set(order.cells):
        order.cells[cell] = [*order.cells[cell], taken]


def _for_everybody(order: Order, scope: set[Cell]) -> set[Cell]:
    """Return the order's cells with the provisions of a scope that it has a cell of."""
    names = {cell[0] for cell in scope & set(order.cells)}
    return {cell for cell in order.cells if cell[0] in names}
