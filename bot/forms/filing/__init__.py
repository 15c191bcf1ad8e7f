"""The forms in which facts are filed: a form a kind, held to Slack's limits, and what they held.

    view = form_view(form_of("quote"), offers())       a modal to open
    filled = read_form(view_sent, today=...)           what was typed in it
    filled.body()                                      the fact, or InvalidFact
    filled.errors(error)                               sentences by field

All of it is pure: Slack's payloads in, Slack's payloads and facts out.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.forms.filing import decision, law, quote
from bot.forms.filing.article import (
    ARTICLE,
    ARTICLE_FORM,
    Found,
    article_form,
    drafts_of,
    no_quotes,
    read_article,
)
from bot.forms.filing.changing import (
    CORRECT,
    DEEDS,
    RESTORE,
    Changed,
    changing_form,
    is_narrowest,
    narrower,
    read_changed,
)
from bot.forms.filing.chooser import CHOOSE_KIND, chooser
from bot.forms.filing.drafts import (
    DRAFTS_FORM,
    ChosenDraft,
    chosen_drafts,
    drafts_form,
    none_chosen,
)
from bot.forms.filing.offers import common_courts, offers
from bot.forms.filing.parts import INPUT_LIMIT, Form, Offers
from bot.forms.filing.prefilled import typed_of
from bot.forms.filing.reader import Filled, Reader
from bot.forms.filing.send_back import SEND_BACK, read_why, send_back_form
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import ADD_ROW, BLOCK_LIMIT, DROP_ROW, cut_units, form_view
from bot.mrkdwn import Json
from facts import BadInput, Revision

__all__ = [
    "ADD_ROW",
    "ARTICLE",
    "ARTICLE_FORM",
    "CHOOSE_KIND",
    "CORRECT",
    "DEEDS",
    "DRAFTS_FORM",
    "DROP_ROW",
    "KINDS",
    "RESTORE",
    "SEND_BACK",
    "Changed",
    "ChosenDraft",
    "Filled",
    "Form",
    "Found",
    "Offers",
    "Typed",
    "article_form",
    "changed_form",
    "changed_rows",
    "chooser",
    "chosen_drafts",
    "common_courts",
    "drafts_form",
    "drafts_of",
    "form_again",
    "form_of",
    "form_sent",
    "form_view",
    "no_quotes",
    "none_chosen",
    "offers",
    "quote_form",
    "read_article",
    "read_changed",
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
            "/fact-add law or /fact-add decision; for the quotes of an article: /fact-add article."
        )
    return found


def form_sent(callback_id: str) -> Form:
    """Return the form that Slack names by a callback_id: to file, to correct or to restore."""
    deed, _, kind = callback_id.rpartition("_")
    form = form_of(kind)
    return changing_form(form, deed) if deed in DEEDS else form


def changed_form(deed: str, shown: Revision, offers: Offers, *, metadata: str) -> Json:
    """Make the form in which a fact is corrected or restored; BadInput where it has no room."""
    typed = typed_of(shown.body, shown.audience, shown.embargo_until, offers)
    return form_again(form_sent(f"{deed}_{shown.body.kind}"), offers, typed, metadata=metadata)


def form_again(
    form: Form, offers: Offers, typed: Typed, *, metadata: str, above: Sequence[Json] = ()
) -> Json:
    """Make a form with what is typed in it, under blocks to read; rows slim where it must be."""
    for each in narrower(form, typed):
        view = form_view(each, offers, typed)
        if view is not None and len(view["blocks"]) + len(above) <= BLOCK_LIMIT:
            return view | {"private_metadata": metadata, "blocks": [*above, *view["blocks"]]}
    raise BadInput(
        "One of Slack’s forms cannot hold as many events, effects and sources as this fact has: "
        "it cannot be corrected in a form. Retract works."
    )


def quote_form(values: Mapping[str, str]) -> Json:
    """Make a quote's form with `values` in it, by block_id; BadInput for words it cannot hold."""
    words = values.get("passages.0", "")
    if cut_units(words, INPUT_LIMIT) != words:
        raise BadInput(
            f"These words are longer than the {INPUT_LIMIT:,} characters that one of Slack’s "
            "fields holds: type /fact-add quote, and give them passage by passage."
        )
    known = {name: text for name, text in values.items() if text}
    view = form_view(quote.FORM, offers(), Typed(known))
    assert view is not None  # noqa: S101 (one passage and one source fit)
    return view


def read_form(view: Json, *, today: date) -> Filled:
    """Read a form that was sent; `today` is what "today" means in its dates."""
    form = form_sent(str(view.get("callback_id")))
    typed = Typed.of(view)
    reader = Reader(typed, today)
    return Filled.of(form, typed, reader, _READ[form.kind](reader))


def changed_rows(view: Json, offers: Offers, group: str, *, by: int) -> Json | None:
    """Return a form with one row more or less and all else as typed; None where it has no room."""
    form, typed = form_sent(str(view.get("callback_id"))), Typed.of(view)
    rows = {each.name: typed.rows(each.name) for each in form.groups}
    rows[group] = rows.get(group, 0) + by
    kept = view.get("private_metadata")
    fits = list(narrower(form, typed))
    for each in fits if is_narrowest(form, typed) else fits[:2]:
        made = form_view(each, offers, typed, rows=rows)
        if made is not None:
            return made | {"private_metadata": kept} if kept else made
    return None
