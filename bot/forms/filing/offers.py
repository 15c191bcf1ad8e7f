"""What the forms' lists hold: the model's own words by their labels, courts, what is on file."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from bot.forms.filing.inputs import Choice, Offer, Offers
from bot.forms.filing.view import CHOICES_LIMIT, VALUE_LIMIT
from bot.forms.modal import cut_units
from facts import Decision, FactState, FiledFact, Law, court, labels, session_shown

_SOURCES = 12
_DISTRICT = "U.S. District Court for the "


@cache
def common_courts() -> Mapping[str, Sequence[str]]:
    """Return the ids of the courts that the list offers, by heading."""
    table = tomllib.loads(files("bot.forms.filing").joinpath("courts.toml").read_text("utf-8"))
    return {heading: group["ids"] for heading, group in table.items()}


def offers(laws: Iterable[FiledFact] = (), decisions: Iterable[FiledFact] = ()) -> Offers:
    """Return every list, with the laws and decisions on file among them."""
    made = {
        name: Offer(tuple(Choice(value, label) for value, label in words.items()))
        for name, words in labels().items()
    }
    made["source"] = Offer(
        tuple(Choice(str(place), f"Source {place}") for place in range(1, _SOURCES + 1))
    )
    made["court"] = _courts()
    made["law"] = _on_file(laws)
    made["decision"] = _on_file(decisions)
    return made


def _courts() -> Offer:
    choices = [
        Choice(id_, f"{court(id_).name.removeprefix(_DISTRICT)} ({court(id_).short})", heading)
        for heading, ids in common_courts().items()
        for id_ in ids
    ]
    return Offer(tuple(choices), more=True)


def _on_file(facts: Iterable[FiledFact]) -> Offer:
    """Return the facts that have a key, by their labels; a retracted one is no choice."""
    bodies = [fact.body for fact in facts if fact.state is not FactState.RETRACTED]
    named = [(body.key, _label(body)) for body in bodies if isinstance(body, Law | Decision)]
    short = [(key, label) for key, label in named if cut_units(key, VALUE_LIMIT) == key]
    choices = [Choice(key, label) for key, label in short[:CHOICES_LIMIT]]
    return Offer(
        tuple(sorted(choices, key=lambda choice: choice.label)), more=len(named) > len(choices)
    )


def _label(body: Law | Decision) -> str:
    if isinstance(body, Law):
        return f"{body.number} ({session_shown(body)}) {body.title}" if body.number else body.title
    return f"{body.case}, {court(body.court).name}, {body.decided_on.short()}"
