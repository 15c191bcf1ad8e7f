"""The form of a second editor who sends a draft back: what has to change."""

from bot.forms.filing.parts import INPUT_LIMIT
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import modal
from bot.mrkdwn import Json, plain
from facts import BadInput, filed_text

SEND_BACK = "send_back_form"


def send_back_form(metadata: str) -> Json:
    """Make the form; `metadata` comes back with it (at most 3,000 characters)."""
    why = {
        "type": "input",
        "block_id": "why",
        "label": plain("What has to change?"),
        "hint": plain("Its author reads this."),
        "element": {
            "type": "plain_text_input",
            "action_id": "typed",
            "multiline": True,
            "max_length": INPUT_LIMIT,
        },
    }
    return modal(
        "Send back", [why], submit="Send back", callback_id=SEND_BACK, private_metadata=metadata
    )


def read_why(view: Json) -> str:
    """Return the reason; BadInput at its field where there is none, or where it cannot be filed."""
    try:
        return filed_text(Typed.of(view).values.get("why", ""))
    except ValueError as error:
        raise BadInput(f"It {error}.", field="why") from error
