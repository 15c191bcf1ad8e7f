"""The options of the forms' lists: the model's values with their labels, courts, facts on file."""

from collections.abc import Iterable

from bot.forms.filing.inputs import Choice, Offer, Offers
from bot.forms.filing.view import CHOICES_LIMIT, VALUE_LIMIT
from bot.forms.modal import cut_units
from facts import Decision, FiledFact, Law, law, wording

_SOURCES = 12
_DISTRICT = "U.S. District Court for the "


def offers(laws: Iterable[FiledFact] = (), decisions: Iterable[FiledFact] = ()) -> Offers:
    """Return every list, with the laws and decisions on file among them."""
    made = {
        name: Offer(tuple(Choice(value, label) for value, label in words.items()))
        for name, words in wording.labels().items()
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
        Choice(one.id, _court_label(one), heading)
        for heading, listed in law.courts.courts_by_place().items()
        for one in listed
    ]
    return Offer(tuple(choices), more=True)


def _court_label(one: law.courts.Court) -> str:
    name = one.name.removeprefix(_DISTRICT)
    return name if name == one.short else f"{name} ({one.short})"


def _on_file(facts: Iterable[FiledFact]) -> Offer:
    """Return the facts that have a key, sorted by label; retracted facts are left out."""
    bodies = [fact.body for fact in facts if not fact.is_retracted]
    named = [(body.key, _label(body)) for body in bodies if isinstance(body, Law | Decision)]
    short = [(key, label) for key, label in named if cut_units(key, VALUE_LIMIT) == key]
    choices = [Choice(key, label) for key, label in short[:CHOICES_LIMIT]]
    return Offer(
        tuple(sorted(choices, key=lambda choice: choice.label)), more=len(named) > len(choices)
    )


def _label(body: Law | Decision) -> str:
    if isinstance(body, Law):
        return (
            f"{body.number} ({wording.session_shown(body)}) {body.title}"
            if body.number
            else body.title
        )
    return f"{body.case}, {law.courts.court(body.court).name}, {body.decided_on.short()}"
