"""The forms in which facts are filed: one for each kind of fact, within Slack's limits.

    view = form_again(form_of("quote"), offers())      a modal to open: what must be filled in
    filled = read_form(view_sent, today=...)           what was typed in it
    with_more(view_sent, offers())                     the same with its details
    filled.body()                                      the fact, or InvalidFact
    filled.field_errors(error)                               sentences by field

The forms are built from the field tables (`facts.fields`): a new field of a kind gets its input
without a change here. All of it is pure: Slack's payloads in, Slack's payloads and facts out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from bot.cards.message import rich, rich_list, rich_section, words
from bot.forms.filing.article import (
    ARTICLE_FORM,
    Found,
    article_form,
    drafts_of,
    no_quotes,
    read_article,
)
from bot.forms.filing.drafts import (
    DRAFTS_DETAILS,
    DRAFTS_FORM,
    Choosing,
    ChosenDraft,
    OnFile,
    chosen_drafts,
    drafts_form,
    none_chosen,
)
from bot.forms.filing.duplicates import (
    FILE_CORRECTION,
    anyway_of,
    file_anyway,
    known_of,
    on_file_blocks,
    on_file_errors,
    on_file_metadata,
)
from bot.forms.filing.inputs import Form, Offers, Rows
from bot.forms.filing.kinds import (
    ARTICLE,
    CHOOSE_KIND,
    CORRECT,
    EDIT,
    KINDS,
    PURPOSES,
    RESTORE,
    Changed,
    brief,
    chooser,
    form_of,
    form_sent,
    read_changed,
    with_details,
)
from bot.forms.filing.offers import offers
from bot.forms.filing.reader import Filled
from bot.forms.filing.values import read_typed, typed_of, typed_of_change
from bot.forms.filing.view import ADD_ROW, DROP_ROW, MORE_DETAILS, NOTHING, STEER, form_view
from bot.forms.modal import BLOCK_LIMIT, INPUT_LIMIT, Typed, cut_units
from bot.mrkdwn import Json
from facts import Revision, errors

__all__ = [
    "ADD_ROW",
    "ARTICLE",
    "ARTICLE_FORM",
    "CHOOSE_KIND",
    "CORRECT",
    "DRAFTS_DETAILS",
    "DRAFTS_FORM",
    "DROP_ROW",
    "EDIT",
    "FILE_CORRECTION",
    "KINDS",
    "MORE_DETAILS",
    "PURPOSES",
    "RESTORE",
    "STEER",
    "Changed",
    "Choosing",
    "ChosenDraft",
    "Filled",
    "Form",
    "Found",
    "Offers",
    "OnFile",
    "Typed",
    "anyway_of",
    "article_form",
    "changed_form",
    "changed_rows",
    "chooser",
    "chosen_drafts",
    "drafts_form",
    "drafts_of",
    "form_again",
    "form_of",
    "form_on_file",
    "form_sent",
    "form_view",
    "is_brief",
    "known_of",
    "no_quotes",
    "none_chosen",
    "offers",
    "on_file_errors",
    "quote_form",
    "read_article",
    "read_changed",
    "read_form",
    "refused",
    "steered",
    "with_more",
]


def changed_form(
    purpose: str, shown: Revision, offers: Offers, *, metadata: str, draft: bool = False
) -> Json:
    """Make the form in which a fact is corrected, restored or edited; BadInput if it does not fit.

    With `draft`, what was typed about the change stands in it too.
    """
    typed = typed_of(shown.body, shown.audience, shown.embargo_until, offers)
    if draft:
        typed = Typed({**typed.values, **typed_of_change(shown)})
    form = form_sent(f"{purpose}_{shown.body.kind}")
    view = form_again(form, offers, typed, metadata=metadata)
    if view is None:
        raise errors.BadInput(
            "One of Slack’s forms cannot hold as many events, effects and sources as this fact "
            "has: it cannot be changed in a form. Retract works."
        )
    return view


def form_again(
    form: Form,
    offers: Offers,
    typed: Typed = NOTHING,
    *,
    metadata: str = "",
    is_brief: bool = True,
    rows: Mapping[str, int] | None = None,
    above: Sequence[Json] = (),
) -> Json | None:
    """Make a form with `typed` filled in, below the blocks `above`; None if it does not fit.

    Details that do not fit are left out while they are empty.
    """
    tried = [brief(form, typed, offers)] if is_brief else with_details(form, typed, offers)
    for each in tried:
        view = form_view(each, offers, typed, rows=rows)
        if view is not None and len(view["blocks"]) + len(above) <= BLOCK_LIMIT:
            kept = {"private_metadata": metadata} if metadata else {}
            return view | kept | {"blocks": [*above, *view["blocks"]]}
    return None


def form_on_file(
    view: Json, filled: Filled, offers: Offers, error: errors.Duplicate
) -> Json | None:
    """Make a form again, below the facts that it repeats and the reason to file it anyway."""
    made = form_again(
        filled.form,
        offers,
        filled.typed,
        metadata=on_file_metadata(error),
        is_brief=is_brief(view),
        above=on_file_blocks(error.on_file, why=anyway_of(filled) or ""),
    )
    return None if made is None else file_anyway(made, error.on_file)


def quote_form(values: Mapping[str, str]) -> Json:
    """Make a quote's form with `values` in it, by block_id; BadInput if the words are too long."""
    words = values.get("passages.0", "")
    if cut_units(words, INPUT_LIMIT) != words:
        raise errors.BadInput(
            f"These words are longer than the {INPUT_LIMIT:,} characters that one of Slack’s "
            "fields holds: type /fact-add quote, and give them passage by passage."
        )
    known = {name: text for name, text in values.items() if text}
    view = form_again(form_of("quote"), offers(), Typed(known))
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
    return _remade(view, offers, brief=is_brief(view), rows=rows)


def steered(view: Json, offers: Offers) -> Json | None:
    """Return a brief form after a choice in it: with what it asks for now, the rest as typed."""
    return _remade(view, offers, brief=True)


def with_more(view: Json, offers: Offers) -> Json | None:
    """Return a brief form with its details, everything typed kept; None if they do not fit."""
    return _remade(view, offers, brief=False)


def _remade(
    view: Json, offers: Offers, *, brief: bool, rows: Mapping[str, int] | None = None
) -> Json | None:
    """Make an open form again, with what stands above it and what its button says."""
    form, typed = form_sent(str(view.get("callback_id"))), Typed.of(view)
    first = form.parts[0]
    top = first.place(0, first.inputs[0].name) if isinstance(first, Rows) else first.name
    made = form_again(
        form,
        offers,
        typed,
        metadata=view.get("private_metadata") or "",
        is_brief=brief,
        rows=rows,
        above=list(takewhile(lambda block: block.get("block_id") != top, view["blocks"])),
    )
    return made and made | {"submit": view["submit"]}


def refused(view: Json, filled: Filled, error: errors.FactdeskError, offers: Offers) -> Json:
    """Return the acknowledgement that refuses a form: each problem under its field.

    Where a problem is with a detail that the form hides, it is shown again with its details. Slack
    shows no problems under the fields of such a view, so they are listed at its head.
    """
    more = None
    if is_brief(view) and not filled.shows(error):
        more = with_more(view, offers)
    if more is None:
        return {"response_action": "errors", "errors": filled.field_errors(error)}
    labels = {str(block["block_id"]): block["label"]["text"] for block in _inputs(more)}
    seen = replace(filled, typed=Typed(filled.typed.values, tuple(labels)))
    rows = [
        rich_section(words(f"{labels[name]}: ", bold=True), words(sentence))
        for name, sentence in seen.field_errors(error).items()
    ]
    head = rich(rich_section(words("Not sent yet. Please check:", bold=True)), rich_list(rows))
    return {"response_action": "update", "view": more | {"blocks": [head, *more["blocks"]]}}


def _inputs(view: Json) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def is_brief(view: Json) -> bool:
    """Whether a form leaves details out."""
    return any(block.get("block_id") == MORE_DETAILS for block in view["blocks"])
