"""What a form says where the fact is on file already: which facts, and what can be done about it.

on_file_blocks(error.on_file)    what stands above the form
known_of(view)                   the facts that its editor was told of
"""

import json
from collections.abc import Sequence

from bot.cards.message import actions, button, rich, rich_section, words
from bot.cards.review import OPEN_FACT
from bot.forms.filing.inputs import Input
from bot.forms.filing.reader import Filled
from bot.forms.modal import text_input
from bot.mrkdwn import Json, plain
from facts import errors

FILE_CORRECTION = "file_correction"
ANYWAY = "anyway"
_KNOWN = "on_file"
_REASON_LIMIT = 200
ASKS_WHY = "Say why it is filed again, or file it as a correction."


def known_of(view: Json) -> list[str]:
    """Return the ids of the facts that a form named when it was refused."""
    about = json.loads(view.get("private_metadata") or "{}")
    return list(about.get(_KNOWN, ()))


def anyway_of(filled: Filled) -> str | None:
    """Return why a fact is filed although it is on file."""
    return filled.typed.values.get(ANYWAY)


def on_file_errors(view: Json, filled: Filled, error: errors.Duplicate) -> dict[str, str] | None:
    """Return the sentences by block_id for a form that has named these facts already."""
    if not {one.fact for one in error.on_file} <= set(known_of(view)):
        return None
    if any(one.has_key for one in error.on_file):
        return filled.field_errors(error)
    return {ANYWAY: ASKS_WHY} if ANYWAY in filled.typed.inputs else None


def on_file_metadata(error: errors.Duplicate) -> str:
    """Return what the form remembers: the facts that it names."""
    return json.dumps({_KNOWN: [one.fact for one in error.on_file]})


def on_file_blocks(on_file: Sequence[errors.OnFile], *, why: str = "") -> list[Json]:
    """Return what stands above the form: each fact with its buttons, and the reason to file it.

    A fact whose key is taken cannot be filed beside the one that has it: there is no reason to ask.
    """
    blocks: list[Json] = []
    for one in on_file:
        blocks.append(rich(rich_section(words(one.sentence, bold=True))))
        correct = button("File as a correction", f"{FILE_CORRECTION}.{one.fact}", one.fact)
        blocks.append(actions(open_button(one), *([correct] if one.can_correct else [])))
    if not any(one.has_key for one in on_file):
        why_not = anyway_input()
        field = text_input(
            why_not.name, why_not.label, hint=why_not.hint, value=why, limit=why_not.limit
        )
        blocks.append(field | {"optional": True})
    return blocks


def anyway_input() -> Input:
    """Return the input for the reason to file what is on file."""
    return Input(
        ANYWAY,
        "Why file it anyway?",
        "Needed to file it. Such as: said again on another day. The reviewer reads this.",
        limit=_REASON_LIMIT,
    )


def open_button(one: errors.OnFile) -> Json:
    """Return the button that opens a fact on file."""
    return button(f"Open {one.fact}", f"{OPEN_FACT}.{one.fact}", one.fact)


def file_anyway(view: Json, on_file: Sequence[errors.OnFile]) -> Json:
    """Name the button of a form for what it does now."""
    can = not any(one.has_key for one in on_file)
    return view | {"submit": plain("File anyway")} if can else view
