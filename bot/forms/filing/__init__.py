"""The forms in which facts are filed: a form a kind, held to Slack's limits, and what they held.

    view = form_view(form_of("quote"), offers())       a modal to open
    filled = read_form(view_sent, today=...)           what was typed in it
    filled.body()                                      the fact, or InvalidFact
    filled.errors(error)                               sentences by field

All of it is pure: Slack's payloads in, Slack's payloads and facts out.
"""

from datetime import date

from bot.forms.filing import decision, law, quote
from bot.forms.filing.chooser import CHOOSE_KIND, chooser
from bot.forms.filing.offers import common_courts, offers
from bot.forms.filing.parts import Form, Offers
from bot.forms.filing.reader import Filled, Reader
from bot.forms.filing.send_back import SEND_BACK, read_why, send_back_form
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import ADD_ROW, DROP_ROW, form_view
from bot.mrkdwn import Json
from facts import BadInput

__all__ = [
    "ADD_ROW",
    "CHOOSE_KIND",
    "DROP_ROW",
    "KINDS",
    "SEND_BACK",
    "Filled",
    "Form",
    "Offers",
    "Typed",
    "changed_rows",
    "chooser",
    "common_courts",
    "form_of",
    "form_view",
    "offers",
    "read_form",
    "read_why",
    "send_back_form",
]

_FORMS = {form.kind: form for form in (quote.FORM, law.FORM, decision.FORM)}
_READ = {"quote": quote.read, "law": law.read, "decision": decision.read}
KINDS = tuple(_FORMS)
"""`quote`, `law`, `decision`."""


def form_of(kind: str) -> Form:
    """Return the form of a kind, named as in its callback_id too; BadInput for another word."""
    found = _FORMS.get(kind.strip().casefold().removeprefix("file_"))
    if found is None:
        raise BadInput(
            "Type /fact-add to file a new fact, or name its kind: /fact-add quote, "
            "/fact-add law or /fact-add decision."
        )
    return found


def read_form(view: Json, *, today: date) -> Filled:
    """Read a form that was sent; `today` is what "today" means in its dates."""
    form = form_of(str(view.get("callback_id")))
    typed = Typed.of(view)
    reader = Reader(typed, today)
    return Filled.of(form, typed, reader, _READ[form.kind](reader))


def changed_rows(view: Json, offers: Offers, group: str, *, by: int) -> Json | None:
    """Return a form with one row more or less and all else as typed; None where it has no room."""
    form, typed = form_of(str(view.get("callback_id"))), Typed.of(view)
    rows = {each.name: typed.rows(each.name) for each in form.groups}
    rows[group] = rows.get(group, 0) + by
    return form_view(form, offers, typed, rows=rows)
