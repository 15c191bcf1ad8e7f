"""The two forms of a reader: a question for the desk, and what is wrong with a card."""

from bot.cards.message import section
from bot.forms.filing.typed import Typed
from bot.mrkdwn import Json, escape, plain
from facts import BadInput, Matter

REASON_LIMIT = 3_000
_MATTERS = {
    Matter.WRONG: "Something in it is wrong",
    Matter.OUTDATED: "It is out of date",
    Matter.SOURCE: "A source is missing, or does not say this",
    Matter.WRONG_FACT: "It is not the fact that was asked for",
}


def ask_desk_form(question: str, *, metadata: str) -> Json:
    """Make the form that sends a question to the desk."""
    return _form(
        "ask_desk_form",
        "Ask the desk",
        metadata,
        _text("question", "What should the desk find out?", value=question, limit=500),
        _text("reason", "What is it for, and by when?", optional=True, multiline=True),
    )


def dispute_form(fact: str, *, metadata: str) -> Json:
    """Make the form that says what is wrong with a fact."""
    return _form(
        "dispute_form",
        "Dispute",
        metadata,
        section(
            f"The desk will see this beside `{escape(fact)}`, with your name and where you read it."
        ),
        {
            "type": "input",
            "block_id": "matter",
            "label": plain("What is it about?"),
            "element": {
                "type": "radio_buttons",
                "action_id": "chosen",
                "options": [
                    {"text": plain(label), "value": matter.value}
                    for matter, label in _MATTERS.items()
                ],
            },
        },
        _text("reason", "What should the desk know?", optional=True, multiline=True),
    )


def read_dispute(view: Json) -> tuple[Matter, str]:
    """Return what is disputed, and why ("" where nothing was typed); BadInput at its field."""
    values = Typed.of(view).values
    chosen = values.get("matter", "")
    if chosen not in set(Matter):
        raise BadInput("Choose what it is about.", field="matter")
    reason = values.get("reason", "")
    if Matter(chosen) is not Matter.WRONG_FACT and not any(char.isalnum() for char in reason):
        raise BadInput("Say in a few words what is wrong.", field="reason")
    return Matter(chosen), reason


def _form(callback: str, title: str, metadata: str, *blocks: Json) -> Json:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title),
        "submit": plain("Send"),
        "close": plain("Cancel"),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }


def _text(
    block: str,
    label: str,
    *,
    value: str | None = None,
    optional: bool = False,
    multiline: bool = False,
    limit: int = REASON_LIMIT,
) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": "typed",
        "multiline": multiline,
        "max_length": limit,
    }
    if value:
        element["initial_value"] = value[:limit]
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "optional": optional,
        "element": element,
    }
