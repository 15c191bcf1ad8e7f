"""The form of who has looked a fact up again, and found that it still holds."""

from bot.forms.filing.parts import LINE_LIMIT
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import modal
from bot.mrkdwn import Json, plain
from facts import BadInput, FactId, filed_text

STILL_TRUE_FORM = "still_true_form"


def still_true_form(fact: FactId, *, metadata: str) -> Json:
    """Make the form; `metadata` comes back with it (at most 3,000 characters)."""
    why = {
        "type": "input",
        "block_id": "why",
        "label": plain("Where did you look?"),
        "hint": plain("Such as: docket of the Ninth Circuit, no new order. Kept with the fact."),
        "element": {
            "type": "plain_text_input",
            "action_id": "typed",
            "multiline": False,
            "max_length": LINE_LIMIT,
        },
    }
    return modal(
        f"{fact} still true",
        [why],
        submit="Still true",
        callback_id=STILL_TRUE_FORM,
        private_metadata=metadata,
    )


def read_where(view: Json) -> str:
    """Return where somebody looked; BadInput at its field where that is missing."""
    try:
        return filed_text(Typed.of(view).values.get("why", ""), limit=LINE_LIMIT, lines=False)
    except ValueError as error:
        raise BadInput(f"It {error}.", field="why") from error
