"""The form in which a fact is taken back."""

from bot.forms.filing.parts import LINE_LIMIT
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import modal
from bot.mrkdwn import Json, plain
from facts import BadInput, FactId, filed_text

RETRACT_FORM = "retract_form"


def retract_form(fact: FactId, *, metadata: str) -> Json:
    """Make the form; `metadata` comes back with it (at most 3,000 characters)."""
    reason = {
        "type": "input",
        "block_id": "reason",
        "label": plain("Why"),
        "hint": plain(
            "Everybody who was told reads this. It takes effect at once; to restore the fact, a "
            "second editor is needed."
        ),
        "element": {
            "type": "plain_text_input",
            "action_id": "typed",
            "multiline": False,
            "max_length": LINE_LIMIT,
        },
    }
    return modal(
        f"Retract {fact}",
        [reason],
        submit="Retract",
        callback_id=RETRACT_FORM,
        private_metadata=metadata,
    )


def read_reason(view: Json) -> str:
    """Return the reason; BadInput at its field where there is none, or where it cannot be filed."""
    try:
        return filed_text(Typed.of(view).values.get("reason", ""), limit=LINE_LIMIT, lines=False)
    except ValueError as error:
        raise BadInput(f"It {error}.", field="reason") from error
