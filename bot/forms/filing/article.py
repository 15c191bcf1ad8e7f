"""Quotes from an article: the form to paste it into, and the form to choose among its drafts.

The names of a draft's inputs begin with `drafts.N.`; they are read like a quote's form. The other
inputs (day, occasion, source ...) apply to every draft that is chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.cards.message import context, section
from bot.forms.filing.inputs import Choice, Form, Input, Offer
from bot.forms.filing.kinds import ARTICLE, BESIDE, form_of, inputs_of, rows_of
from bot.forms.filing.offers import offers
from bot.forms.filing.reader import Filled
from bot.forms.filing.values import read_typed
from bot.forms.filing.view import form_view
from bot.forms.modal import INPUT_LIMIT, LINE_LIMIT, Typed, cut_units
from bot.mrkdwn import Json, cut, escape, plain
from facts import errors, fields, quotes, texts

ARTICLE_FORM = "file_article"
DRAFTS_FORM = "file_drafts"
_PARTS = 4
_PASSAGES = 10
"""Passages of one draft; the parts of a longer speech come as drafts of their own."""
SHOWN_DRAFTS = 10
_SHOWN_PASSAGES = 30
_SHOWN_BYTES = 150_000
"""Limit on the words in one form: with its fields, well under Slack's 250 kB for a view."""
_LEFT_OUT = ("excerpt", "archived_url", "note")
"""Fields of a source that only the form of a single quote asks for."""
_OWN = ("passages.", "speaker", "role")
"""Inputs that each draft has for itself."""


@cache
def _form() -> Form:
    return Form(
        ARTICLE, "Quotes from an article", (*map(_article_input, range(_PARTS)), *_source_inputs())
    )


def _article_input(part: int) -> Input:
    hint = (
        f"One field holds {INPUT_LIMIT:,} characters. Paste what is longer into the next fields, "
        "cut between two paragraphs."
    )
    return Input(
        f"text.{part}",
        "Article, continued" if part else "Article",
        "" if part else hint,
        required=not part,
        look="lines",
        limit=INPUT_LIMIT,
    )


def _source_inputs() -> tuple[Input, ...]:
    """Return the inputs of the one source that every quote of an article has."""
    sources = rows_of(fields.field_of("quote", "sources"))
    return tuple(
        replace(each, name=sources.place(0, each.name))
        for each in sources.inputs
        if each.name not in _LEFT_OUT
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts that a form shows, each the parts of one speech in order; and what it leaves out.

    `more` drafts did not fit; `too_long` drafts have a passage that is too long for an input.
    """

    drafts: tuple[tuple[quotes.ExtractedQuote, ...], ...]
    more: int = 0
    too_long: int = 0


def article_form() -> Json:
    """Make the form to paste an article into."""
    view = form_view(_form(), offers(), Typed({"sources.0.tier": "secondary"}))
    assert view is not None  # noqa: S101 (the form fits; the tests hold it to Slack's limits)
    return view | {"submit": plain("Find quotes")}


def read_article(view: Json) -> tuple[str, Mapping[str, str]]:
    """Return the article's text, and what was typed about its source, by block_id."""
    typed = Typed.of(view)
    parts = [typed.values.get(f"text.{part}", "") for part in range(_PARTS)]
    source = {name: text for name, text in typed.values.items() if name.startswith("sources.")}
    return "\n\n".join(part for part in parts if part), source


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
    shown: list[tuple[quotes.ExtractedQuote, ...]] = []
    for parts in fitting[:SHOWN_DRAFTS]:
        passages = [part.words for each in (*shown, parts) for part in each]
        if len(passages) > _SHOWN_PASSAGES or len("".join(passages).encode()) > _SHOWN_BYTES:
            break
        shown.append(parts)
    return Found(tuple(shown), len(fitting) - len(shown), len(drafts) - len(fitting))


def _fits(words: str) -> bool:
    return cut_units(words, INPUT_LIMIT) == words


@dataclass(frozen=True, slots=True)
class ChosenDraft:
    """One draft that was chosen, read as a quote's form; `number` is its place among the drafts."""

    number: int
    filled: Filled

    def field_errors(self, error: errors.FactdeskError) -> dict[str, str]:
        """Return sentences by block_id of the form that shows the drafts."""
        return {
            _own(self.number, name) if name.startswith(_OWN) else name: sentence
            for name, sentence in self.filled.field_errors(error).items()
        }


def drafts_form(found: Found, source: Mapping[str, str]) -> Json:
    """Make the form; `source` is what is known about the article, by block_id (`sources.0.url`)."""
    parts: list[Input] = []
    values = {"sources.0.tier": "secondary", **source}
    lists = dict(offers())
    for number, draft in enumerate(found.drafts):
        who = _who(draft)
        lists[f"draft.{number}"] = Offer((Choice("yes", f"File it: {who or 'needs a person'}"),))
        parts += _own_inputs(number, draft, named=who is not None)
        values |= {_own(number, f"passages.{place}"): one.words for place, one in enumerate(draft)}
        if who is not None:
            values |= {_own(number, "speaker"): who, _own(number, "role"): _role(draft)}
    known = {name: text for name, text in values.items() if text}
    form = Form("drafts", "Quotes found", (*parts, *_shared_inputs()))
    view = form_view(form, lists, Typed(known))
    assert view is not None  # noqa: S101 (bounded drafts fit; the tests hold it to Slack's limits)
    return view | {"blocks": [*_head(found), *view["blocks"]]}


def chosen_drafts(view: Json, *, today: date) -> list[ChosenDraft]:
    """Read the drafts that were chosen, in their order."""
    typed = Typed.of(view)
    names = [name for name in typed.inputs if name.endswith(".chosen")]
    numbers = [int(name.split(".")[1]) for name in names if typed.values.get(name)]
    return [ChosenDraft(number, _read(typed, number, today)) for number in numbers]


def none_chosen(view: Json) -> dict[str, str]:
    """Return the sentence for a form in which nothing was chosen, by block_id."""
    first = next(name for name in Typed.of(view).inputs if name.endswith(".chosen"))
    return {first: "Choose at least one quote to file."}


def _read(typed: Typed, number: int, today: date) -> Filled:
    own = _own(number, "")

    def of_quote(name: str) -> str | None:
        if name.startswith(own):
            return name.removeprefix(own)
        return None if name.startswith("drafts.") else name

    alone = Typed(
        {place: text for name, text in typed.values.items() if (place := of_quote(name))},
        tuple(place for name in typed.inputs if (place := of_quote(name)) and place != "chosen"),
    )
    return read_typed(form_of("quote"), alone, today=today)


def _shared_inputs() -> tuple[Input, ...]:
    said_on, occasion, notes = (
        one
        for name in ("said_on", "occasion", "notes")
        for one in inputs_of(fields.field_of("quote", name))
    )
    of_all = f"Of every quote chosen: file those of another day by themselves. {said_on.hint}"
    return (replace(said_on, hint=of_all), occasion, *_source_inputs(), notes, *BESIDE)


def _own_inputs(
    number: int, draft: tuple[quotes.ExtractedQuote, ...], *, named: bool
) -> list[Input]:
    words = [
        Input(
            _own(number, f"passages.{place}"),
            f"Words, passage {place + 1}" if len(draft) > 1 else "Words",
            look="lines",
            limit=INPUT_LIMIT,
        )
        for place in range(len(draft))
    ]
    return [
        Input(_own(number, "chosen"), f"Quote {number + 1}", offers=f"draft.{number}", look="tick"),
        *words,
        Input(_own(number, "speaker"), "Speaker", hint="" if named else _unnamed(draft)),
        Input(_own(number, "role"), "Role at the time"),
    ]


def _who(draft: tuple[quotes.ExtractedQuote, ...]) -> str | None:
    """Return the speaker, None where a person must say who it is."""
    if any(one.needs_person for one in draft):
        return None
    speaker = draft[0].speaker
    return speaker if speaker and len(speaker) <= LINE_LIMIT else None


def _role(draft: tuple[quotes.ExtractedQuote, ...]) -> str:
    return next((one.role for one in draft if one.role), "")[:LINE_LIMIT]


def _unnamed(draft: tuple[quotes.ExtractedQuote, ...]) -> str:
    written = next((one.as_written for one in draft if one.needs_person and one.as_written), "")
    has = f"The article has “{cut(written, 100)}”." if written else "The article names nobody here."
    return f"{has} Say who it is, if this quote is filed."


def _head(found: Found) -> list[Json]:
    left = []
    if found.more:
        noun = "quote was" if found.more == 1 else "quotes were"
        left.append(
            f"{found.more} more {noun} found and not shown: paste the rest of the article by "
            "itself to see them."
        )
    if found.too_long:
        noun = "quote is" if found.too_long == 1 else "quotes are"
        left.append(f"{found.too_long} {noun} too long for a form and not shown.")
    lead = section("Choose the quotes to file. Each waits for a second editor as any fact does.")
    return [lead, *(context(escape(one)) for one in left)]


def _own(number: int, name: str) -> str:
    return f"drafts.{number}.{name}"
