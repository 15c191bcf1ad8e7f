"""The two forms for readers: a question for the desk, and a dispute about a card."""

from collections.abc import Mapping

from bot.cards.message import section
from bot.forms.modal import INPUT_LIMIT, Typed, input_block, modal, radio_buttons, text_input
from bot.mrkdwn import Json, escape
from facts import Matter, errors

_MATTERS: Mapping[str, str] = {
    Matter.WRONG: "Something in it is wrong",
    Matter.OUTDATED: "It is out of date",
    Matter.SOURCE: "A source is missing, or does not say this",
    Matter.WRONG_FACT: "It is not the fact that was asked for",
}


def ask_desk_form(question: str, *, metadata: str) -> Json:
    """Make the form that sends a question to the desk."""
    asked = text_input("question", "What should the desk find out?", value=question, limit=500)
    why = _optional_reason("What is it for, and by when?")
    return _form("ask_desk_form", "Ask the desk", metadata, asked | {"optional": False}, why)


def dispute_form(fact: str, *, metadata: str) -> Json:
    """Make the form that says what is wrong with a fact."""
    return _form(
        "dispute_form",
        "Dispute",
        metadata,
        section(
            f"The desk will see this beside `{escape(fact)}`, with your name and where you read it."
        ),
        input_block("matter", "What is it about?", radio_buttons(_MATTERS)),
        _optional_reason("What should the desk know?"),
    )


def read_dispute(view: Json) -> tuple[Matter, str]:
    """Return what is disputed, and why ("" where nothing was typed); BadInput at its field."""
    values = Typed.of(view).values
    chosen = values.get("matter", "")
    if chosen not in set(Matter):
        raise errors.BadInput("Choose what it is about.", field="matter")
    reason = values.get("reason", "")
    if Matter(chosen) is not Matter.WRONG_FACT and not any(char.isalnum() for char in reason):
        raise errors.BadInput("Say in a few words what is wrong.", field="reason")
    return Matter(chosen), reason


def _optional_reason(label: str) -> Json:
    return text_input("reason", label, lines=True, limit=INPUT_LIMIT) | {"optional": True}


def _form(callback_id: str, title: str, metadata: str, *blocks: Json) -> Json:
    return modal(title, blocks, submit="Send", callback_id=callback_id, private_metadata=metadata)
