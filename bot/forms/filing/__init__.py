"""The forms in which facts are filed: one for each kind of fact, within Slack's limits.

    view = form_view(form_of("quote"), offers())       a modal to open
    filled = read_form(view_sent, today=...)           what was typed in it
    filled.body()                                      the fact, or InvalidFact
    filled.field_errors(error)                               sentences by field

The forms are built from the field tables (`facts.fields`): a new field of a kind gets its input
without a change here. All of it is pure: Slack's payloads in, Slack's payloads and facts out.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.forms.filing.article import (
    ARTICLE_FORM,
    DRAFTS_FORM,
    ChosenDraft,
    Found,
    article_form,
    chosen_drafts,
    drafts_form,
    drafts_of,
    no_quotes,
    none_chosen,
    read_article,
)
from bot.forms.filing.inputs import Form, Offers
from bot.forms.filing.kinds import (
    ARTICLE,
    CHOOSE_KIND,
    CORRECT,
    KINDS,
    PURPOSES,
    RESTORE,
    Changed,
    chooser,
    form_of,
    form_sent,
    is_narrowest,
    narrower,
    read_changed,
)
from bot.forms.filing.offers import offers
from bot.forms.filing.reader import Filled
from bot.forms.filing.values import read_typed, typed_of
from bot.forms.filing.view import ADD_ROW, DROP_ROW, form_view
from bot.forms.modal import BLOCK_LIMIT, INPUT_LIMIT, Typed, cut_units
from bot.mrkdwn import Json
from facts import Revision, errors

__all__ = [
    "ADD_ROW",
    "ARTICLE",
    "ARTICLE_FORM",
    "CHOOSE_KIND",
    "CORRECT",
    "DRAFTS_FORM",
    "DROP_ROW",
    "KINDS",
    "PURPOSES",
    "RESTORE",
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
]


def changed_form(purpose: str, shown: Revision, offers: Offers, *, metadata: str) -> Json:
    """Make the form in which a fact is corrected or restored; BadInput if it does not fit."""
    typed = typed_of(shown.body, shown.audience, shown.embargo_until, offers)
    return form_again(form_sent(f"{purpose}_{shown.body.kind}"), offers, typed, metadata=metadata)


def form_again(
    form: Form, offers: Offers, typed: Typed, *, metadata: str, above: Sequence[Json] = ()
) -> Json:
    """Make a form with `typed` filled in, below the blocks `above`.

    If it does not fit in a view, its rows lose inputs (`narrower`); BadInput if nothing fits.
    """
    for each in narrower(form, typed):
        view = form_view(each, offers, typed)
        if view is not None and len(view["blocks"]) + len(above) <= BLOCK_LIMIT:
            return view | {"private_metadata": metadata, "blocks": [*above, *view["blocks"]]}
    raise errors.BadInput(
        "One of Slack’s forms cannot hold as many events, effects and sources as this fact has: "
        "it cannot be corrected in a form. Retract works."
    )


def quote_form(values: Mapping[str, str]) -> Json:
    """Make a quote's form with `values` in it, by block_id; BadInput if the words are too long."""
    words = values.get("passages.0", "")
    if cut_units(words, INPUT_LIMIT) != words:
        raise errors.BadInput(
            f"These words are longer than the {INPUT_LIMIT:,} characters that one of Slack’s "
            "fields holds: type /fact-add quote, and give them passage by passage."
        )
    known = {name: text for name, text in values.items() if text}
    view = form_view(form_of("quote"), offers(), Typed(known))
    assert view is not None  # noqa: S101 (one passage and one source fit)
    return view


def read_form(view: Json, *, today: date) -> Filled:
    """Read a form that was sent; `today` is what "today" means in its dates."""
    return read_typed(form_sent(str(view.get("callback_id"))), Typed.of(view), today=today)


def changed_rows(view: Json, offers: Offers, group: str, *, by: int) -> Json | None:
    """Return a form with one row more or less, the rest as typed; None if it does not fit."""
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
