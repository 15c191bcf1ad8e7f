"""Which decisions belong to one case. A caption is not a case: many cases are Doe v. California.

A *proceeding* is one court family and one docket number: California's Court of Appeal is one court
in six districts, and a docket number is compared without judges' initials. `appeal_from` links a
decision to the proceeding below it. The proceeding at the bottom of these links is the decision's
*root*, where its case began. Two decisions are of the same case if they have a root in common: an
appeal with a docket number of its own is of the case of the trial court's docket.

A decision has several roots if one appeal decides several cases. It is then of each of them, and
they remain separate from one another: what one trial court does has no effect on another's order.
"""

import re
from collections.abc import Iterable, Sequence

from facts.law.courts import Level, courts
from facts.law.keys import docket_key
from facts.model import Decision
from facts.model.value import Value

Proceeding = tuple[str, str]
"""A court family's id and a docket number's key."""
_RANKS = {Level.TRIAL: 0, Level.APPEAL: 1, Level.SUPREME: 2}
_HIGHEST = 3
_SEVERAL = re.compile(r"\s*(?:[,;&]|\band\b)\s*")


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
    return sorted(decisions, key=lambda one: (*one.decided_on.order, rank(one.court), one.key))


def rank(court: str) -> int:
    """Return 0 for a trial court, 1 for an appeals court, 2 for a state's high court, 3 above all.

    The United States Supreme Court may review a state's high court (28 U.S.C. § 1257).
    """
    if court == "scotus":
        return _HIGHEST
    found = courts().get(court)
    return _RANKS[found.level] if found else 0


def family(court: str) -> str:
    """Return the id of the court that a court is a seat of, usually its own."""
    found = courts().get(court)
    return found.family if found else court


def proceedings(court: str, docket: str) -> frozenset[Proceeding]:
    """Return the proceedings of a court under a docket; several if it names several numbers."""
    numbers = [docket_key(number) for number in _SEVERAL.split(docket) if number]
    return frozenset((family(court), number) for number in numbers)


def history(decisions: Iterable[Decision]) -> tuple[Case, ...]:
    """Group decisions into cases, the earliest case first.

    Cases that one decision belongs to are shown as one.
    """
    ordered = in_order(decisions)
    roots = Roots(ordered)
    links = [roots.of(one) | proceedings(one.court, one.docket) for one in ordered]
    by_case: dict[int, list[Decision]] = {}
    for number, decision in zip(_grouped(links), ordered, strict=True):
        by_case.setdefault(number, []).append(decision)
    return tuple(Case(decisions=tuple(case)) for case in by_case.values())


def _grouped(links: Sequence[frozenset[Proceeding]]) -> list[int]:
    """Return for each set of links the index of the first set that it is connected with."""
    first = list(range(len(links)))

    def root(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    seen: dict[Proceeding, int] = {}
    for place, own in enumerate(links):
        for link in own:
            one, other = sorted((root(seen.setdefault(link, place)), root(place)))
            first[other] = one
    return [root(place) for place in range(len(links))]


class Roots:
    """The roots of decisions, among those on file."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """Index the decisions by key, and those that review others by proceeding."""
        self._by_key = {one.key: one for one in decisions}
        self._reviewing: dict[Proceeding, list[Decision]] = {}
        for one in self._by_key.values():
            for proceeding in proceedings(one.court, one.docket) if one.appeal_from else ():
                self._reviewing.setdefault(proceeding, []).append(one)
        self._found: dict[str, frozenset[Proceeding]] = {}

    def of(self, decision: Decision) -> frozenset[Proceeding]:
        """Return the proceedings where the decision's case began, at least one.

        A decision that names none that it reviews is of the case of its docket. In a circle of
        appeals (a mistake on file) every proceeding in it is a root.
        """
        if decision.key not in self._found:
            self._found[decision.key] = self._below(decision, ())
        return self._found[decision.key]

    def _below(self, decision: Decision, above: tuple[Decision, ...]) -> frozenset[Proceeding]:
        if decision in above:
            return _union(proceedings(one.court, one.docket) for one in above)
        above = (*above, decision)
        reviewed = self._by_key.get(decision.appeal_from or "")
        if reviewed is not None:
            return self._below(reviewed, above)
        own = proceedings(decision.court, decision.docket)
        if decision.appeal_from:
            court, _, rest = decision.appeal_from.partition("/")
            own = proceedings(court, rest.rpartition("/")[0])
        return _union(self._under(proceeding, above) for proceeding in own)

    def _under(self, proceeding: Proceeding, above: tuple[Decision, ...]) -> frozenset[Proceeding]:
        reviewing = [one for one in self._reviewing.get(proceeding, ()) if one not in above]
        return _union(self._below(one, above) for one in reviewing) or frozenset((proceeding,))


def _union(sets: Iterable[frozenset[Proceeding]]) -> frozenset[Proceeding]:
    return frozenset().union(*sets)
