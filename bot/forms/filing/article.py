"""An article: the form to paste it into, and the quotes found in it."""

from dataclasses import dataclass
from functools import cache

from bot.forms.filing.inputs import Form, Input
from bot.forms.filing.kinds import ARTICLE
from bot.forms.filing.offers import offers
from bot.forms.filing.view import form_view
from bot.forms.modal import INPUT_LIMIT, LINE_LIMIT, Typed, cut_units
from bot.mrkdwn import Json, plain
from facts import errors, quotes, texts

ARTICLE_FORM = "file_article"
_PARTS = 4
_PASSAGES = 10
"""Passages of one draft; the parts of a longer speech come as drafts of their own."""
SHOWN_DRAFTS = 10
_SHOWN_PASSAGES = 30
_SHOWN_BYTES = 100_000
"""Limit on the words in one form: shown and in inputs, they stay under 250 kB, Slack's limit."""

Draft = tuple[quotes.ExtractedQuote, ...]
"""The passages of one speech, in order."""


@cache
def _form() -> Form:
    return Form(ARTICLE, "Quotes from an article", tuple(map(_article_input, range(_PARTS))))


def _article_input(part: int) -> Input:
    hint = (
        f"One field holds {INPUT_LIMIT:,} characters: paste what is longer into the next ones, cut "
        "between two paragraphs, or send the text or a file of it to Factdesk in a direct message."
    )
    return Input(
        f"text.{part}",
        "Article, continued" if part else "Article",
        "" if part else hint,
        required=not part,
        look="lines",
        limit=INPUT_LIMIT,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts that a form shows; `more` did not fit, `too_long` have too long a passage."""

    drafts: tuple[Draft, ...]
    more: int = 0
    too_long: int = 0

    @property
    def said(self) -> list[tuple[list[str], str | None]]:
        """The passages and the speaker of each draft, to look for them on file."""
        return [([one.words for one in draft], speaker_of(draft)) for draft in self.drafts]


def article_form() -> Json:
    """Make the form to paste an article into."""
    view = form_view(_form(), offers())
    assert view is not None  # noqa: S101 (the form fits; the tests hold it to Slack's limits)
    return view | {"submit": plain("Find quotes")}


def read_article(view: Json) -> str:
    """Return the article's text."""
    typed = Typed.of(view)
    parts = [typed.values.get(f"text.{part}", "") for part in range(_PARTS)]
    return "\n\n".join(part for part in parts if part)


def no_quotes(error: errors.BadInput) -> dict[str, str]:
    """Return the sentence for an article without quotes, by block_id."""
    return {"text.0": str(error)}


def drafts_of(article: str) -> Found:
    """Find the quote drafts of an article; BadInput, in a sentence, where it has none."""
    drafts = [
        parts[start : start + _PASSAGES]
        for parts in quotes.group_by_speech(quotes.extract(texts.message_text(article)))
        for start in range(0, len(parts), _PASSAGES)
    ]
    if not drafts:
        raise errors.BadInput(
            "There are no quotes in that text: only words in quotation marks that somebody said "
            "are drawn out."
        )
    fitting = [parts for parts in drafts if all(_fits(part.words) for part in parts)]
    if not fitting:
        raise errors.BadInput(
            f"Every quote in that text is longer than the {INPUT_LIMIT:,} characters that one of "
            "Slack’s fields holds."
        )
    shown: list[Draft] = []
    for parts in fitting[:SHOWN_DRAFTS]:
        passages = [part.words for each in (*shown, parts) for part in each]
        if len(passages) > _SHOWN_PASSAGES or len("".join(passages).encode()) > _SHOWN_BYTES:
            break
        shown.append(parts)
    return Found(tuple(shown), len(fitting) - len(shown), len(drafts) - len(fitting))


def _fits(passage: str) -> bool:
    return cut_units(passage, INPUT_LIMIT) == passage


def speaker_of(draft: Draft) -> str | None:
    """Return the speaker, None where a person must say who it is."""
    if any(one.needs_person for one in draft):
        return None
    speaker = draft[0].speaker
    return speaker if speaker and len(speaker) <= LINE_LIMIT else None
