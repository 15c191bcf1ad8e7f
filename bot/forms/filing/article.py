"""The form in which an article is pasted, and the quote drafts found in an article."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.forms.filing.closing import SOURCES
from bot.forms.filing.offers import offers
from bot.forms.filing.parts import INPUT_LIMIT, Field, Form, TextField
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import cut_units, form_view
from bot.mrkdwn import Json
from facts import BadInput, ExtractedQuote, extract, group_by_speech, message_text

ARTICLE = "article"
"""The word after `/fact-add`, and the choice in its first form."""
ARTICLE_FORM = "file_article"
_PARTS = 4
_PASSAGES = 10
"""Passages of one draft; the parts of a longer speech come as drafts of their own."""
SHOWN_DRAFTS = 10
_SHOWN_PASSAGES = 30
_SHOWN_BYTES = 150_000
"""Of words in one form: with its fields, well under the 250 kB of one of Slack's views."""
_LEFT_OUT = ("excerpt", "archived_url", "note")


def source_fields() -> tuple[Field, ...]:
    """Return the fields of the one source that every quote of an article has."""
    return tuple(
        replace(field, name=SOURCES.place(0, field.name))
        for field in SOURCES.fields
        if field.name not in _LEFT_OUT
    )


def _text_field(part: int) -> TextField:
    if not part:
        hint = (
            f"One field holds {INPUT_LIMIT:,} characters. Paste what is longer into the next "
            "fields, cut between two paragraphs."
        )
        return TextField("text.0", "Article", hint, required=True, lines=True, limit=INPUT_LIMIT)
    return TextField(f"text.{part}", "Article, continued", lines=True, limit=INPUT_LIMIT)


_FORM = Form(
    ARTICLE, "Quotes from an article", (*map(_text_field, range(_PARTS)), *source_fields())
)


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts that a form shows, each the parts of one speech in order; and what it leaves out.

    `more` quotes had no room; `too_long` have a passage that none of Slack's inputs holds.
    """

    drafts: tuple[tuple[ExtractedQuote, ...], ...]
    more: int = 0
    too_long: int = 0


def article_form() -> Json:
    """Make the form to paste an article into."""
    view = form_view(_FORM, offers(), Typed({"sources.0.tier": "secondary"}))
    assert view is not None  # noqa: S101 (the form fits; the tests hold it to Slack's limits)
    return view | {"submit": {"type": "plain_text", "text": "Find quotes", "emoji": False}}


def read_article(view: Json) -> tuple[str, Mapping[str, str]]:
    """Return the article's text, and what was typed of its source, by block_id."""
    typed = Typed.of(view)
    parts = [typed.values.get(f"text.{part}", "") for part in range(_PARTS)]
    source = {name: text for name, text in typed.values.items() if name.startswith("sources.")}
    return "\n\n".join(part for part in parts if part), source


def no_quotes(error: BadInput) -> dict[str, str]:
    """Return the sentence for an article without quotes, by block_id."""
    return {"text.0": str(error)}


def drafts_of(article: str) -> Found:
    """Find the quote drafts of an article; BadInput, in a sentence, where it has none."""
    drafts = [
        parts[start : start + _PASSAGES]
        for parts in group_by_speech(extract(message_text(article)))
        for start in range(0, len(parts), _PASSAGES)
    ]
    if not drafts:
        raise BadInput(
            "There are no quotes in that text: only words in quotation marks that somebody said "
            "are drawn out."
        )
    fitting = [parts for parts in drafts if all(_fits(part.words) for part in parts)]
    if not fitting:
        raise BadInput(
            f"Every quote in that text is longer than the {INPUT_LIMIT:,} characters that one of "
            "Slack’s fields holds."
        )
    shown: list[tuple[ExtractedQuote, ...]] = []
    for parts in fitting[:SHOWN_DRAFTS]:
        passages = [part.words for each in (*shown, parts) for part in each]
        if len(passages) > _SHOWN_PASSAGES or len("".join(passages).encode()) > _SHOWN_BYTES:
            break
        shown.append(parts)
    return Found(tuple(shown), len(fitting) - len(shown), len(drafts) - len(fitting))


def _fits(words: str) -> bool:
    return cut_units(words, INPUT_LIMIT) == words
