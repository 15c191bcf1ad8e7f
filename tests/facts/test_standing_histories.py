"""Two hundred histories made by rules: the standing agrees with the slow model on every day."""

from collections.abc import Iterable
from datetime import date
from itertools import product

import pytest
from slow_standing import OTHERS, REST, answer
from standing_histories import history_of

from facts.law.standing import Part, StandingState, standing
from facts.model import Decision, Law

HISTORIES = 200


def cells(
    law: Law, decisions: Iterable[Decision], parts: Iterable[Part], state: StandingState
) -> frozenset[tuple[tuple[str, str], bool]]:
    """Write parts as the slow model does: by provision and group, and whether only in part."""
    effects = [one for decision in decisions for one in decision.effects if one.law == law.key]
    named = [*law.events, *effects]
    provisions = {one for holder in named for one in holder.provisions} | {REST}
    groups = {one.limited_to for one in effects if one.limited_to} | {OTHERS}

    def within(one: str, others: tuple[str, ...]) -> bool:
        return any(one == other or one.startswith(f"{other}(") for other in others)

    return frozenset(
        ((name, group), part.in_part)
        for part in parts
        if part.state is state and part.decision
        for name, group in product(provisions, groups)
        if (not part.provisions or within(name, part.provisions))
        and not within(name, part.excepted)
        and part.limited_to in (None, group)
        and group not in part.exempt
    )


def differences(number: int) -> list[str]:
    """Return the days on which the two differ, each with both answers."""
    law, decisions, days = history_of(number)
    found = []
    for day in days:
        fast, slow = standing(law, decisions, day), answer(law, decisions, day)
        of_parts = [
            frozenset(
                one
                for one in cells(law, decisions, fast.parts, state)
                if one[0][0] not in slow.gone
            )
            for state in (StandingState.ENJOINED, StandingState.STRUCK_DOWN)
        ]
        same = fast.state == slow.state
        if same and fast.state is not StandingState.UNKNOWN:
            same = of_parts == [slow.enjoined, slow.struck]
        if not same:
            found.append(f"{number} {day}: {fast.state} {of_parts}; slow: {slow}")
    return found


@pytest.mark.parametrize("first", range(0, HISTORIES, 20))
def test_every_history_stands_as_the_slow_model_says(first: int) -> None:
    assert [line for number in range(first, first + 20) for line in differences(number)] == []


def test_the_histories_reach_every_state() -> None:
    """A model that agrees on little proves little."""
    states = {
        standing(law, decisions, day).state
        for law, decisions, days in map(history_of, range(HISTORIES))
        for day in [*days[-2:], date(2018, 1, 1)]
    }
    assert states == set(StandingState)
