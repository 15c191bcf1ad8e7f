"""The form that shows an article's quote drafts: choose some, say who and when, file them.

A draft's fields stand under `drafts.N.`, and are read as the form of a quote is: the rest of the
form (day, occasion, source ...) is shared by all that are chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.cards.message import context, section
from bot.forms.filing import quote
from bot.forms.filing.article import Found, source_fields
from bot.forms.filing.closing import BESIDE, DATE_HINT, NOTES
from bot.forms.filing.offers import offers
from bot.forms.filing.parts import (
    INPUT_LIMIT,
    LINE_LIMIT,
    Choice,
    ChoiceField,
    Field,
    Form,
    Offer,
    TextField,
)
from bot.forms.filing.reader import Filled, Reader
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import form_view
from bot.mrkdwn import Json, cut, escape
from facts import ExtractedQuote, FactdeskError

DRAFTS_FORM = "file_drafts"
_OWN = ("passages.", "speaker", "role")
_SHARED: tuple[Field, ...] = (
    TextField(
        "said_on",
        "Said on",
        hint=f"Of every quote chosen: file those of another day by themselves. {DATE_HINT}",
        required=True,
    ),
    TextField("occasion", "Occasion", hint="Press conference, press release, hearing"),
    *source_fields(),
    NOTES,
    *BESIDE,
)


@dataclass(frozen=True, slots=True)
class ChosenDraft:
    """One draft that was chosen, read as a quote's form; `number` is its place among the drafts."""

    number: int
    filled: Filled

    def errors(self, error: FactdeskError) -> dict[str, str]:
        """Return sentences by block_id of the form that shows the drafts."""
        return {
            _own(self.number, name) if name.startswith(_OWN) else name: told
            for name, told in self.filled.errors(error).items()
        }


def drafts_form(found: Found, source: Mapping[str, str]) -> Json:
    """Make the form; `source` is what is known of the article, by block_id (`sources.0.url`)."""
    parts: list[Field] = []
    values = {"sources.0.tier": "secondary", **source}
    lists = dict(offers())
    for number, draft in enumerate(found.drafts):
        who = _who(draft)
        lists[f"draft.{number}"] = Offer((Choice("yes", f"File it: {who or 'needs a person'}"),))
        parts += _fields(number, draft, named=who is not None)
        values |= {_own(number, f"passages.{place}"): one.words for place, one in enumerate(draft)}
        if who is not None:
            values |= {_own(number, "speaker"): who, _own(number, "role"): _role(draft)}
    known = {name: text for name, text in values.items() if text}
    form = Form("drafts", "Quotes found", (*parts, *_SHARED))
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
    reader = Reader(alone, today)
    return Filled.of(quote.FORM, alone, reader, quote.read(reader))


def _fields(number: int, draft: tuple[ExtractedQuote, ...], *, named: bool) -> list[Field]:
    words = [
        TextField(
            _own(number, f"passages.{place}"),
            f"Words, passage {place + 1}" if len(draft) > 1 else "Words",
            lines=True,
            limit=INPUT_LIMIT,
        )
        for place in range(len(draft))
    ]
    return [
        ChoiceField(
            _own(number, "chosen"), f"Quote {number + 1}", offers=f"draft.{number}", look="tick"
        ),
        *words,
        TextField(_own(number, "speaker"), "Speaker", hint="" if named else _unnamed(draft)),
        TextField(_own(number, "role"), "Role at the time"),
    ]


def _who(draft: tuple[ExtractedQuote, ...]) -> str | None:
    """Return the speaker, None where a person must say who it is."""
    if any(one.needs_person for one in draft):
        return None
    speaker = draft[0].speaker
    return speaker if speaker and len(speaker) <= LINE_LIMIT else None


def _role(draft: tuple[ExtractedQuote, ...]) -> str:
    return next((one.role for one in draft if one.role), "")[:LINE_LIMIT]


def _unnamed(draft: tuple[ExtractedQuote, ...]) -> str:
    written = next((one.as_written for one in draft if one.needs_person and one.as_written), "")
    has = f"The article has “{cut(written, 100)}”." if written else "The article names nobody here."
    return f"{has} Say who it is, if this quote is filed."


def _head(found: Found) -> list[Json]:
    left = []
    if found.more:
        quotes = "quote was" if found.more == 1 else "quotes were"
        left.append(
            f"{found.more} more {quotes} found and not shown: paste the rest of the article by "
            "itself to see them."
        )
    if found.too_long:
        quotes = "quote is" if found.too_long == 1 else "quotes are"
        left.append(f"{found.too_long} {quotes} too long for a form and not shown.")
    lead = section("Choose the quotes to file. Each waits for a second editor as any fact does.")
    return [lead, *(context(escape(one)) for one in left)]


def _own(number: int, name: str) -> str:
    return f"drafts.{number}.{name}"
