"""The whole of a draft, field by field: a second editor sees everything that was typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.message import link_words, rich, rich_list, rich_quote, rich_section, when, words
from bot.mrkdwn import Json, cut
from facts import Body, Revision, Source, fields, wording

_LONGEST_URL = 400
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much is shown: characters of each text, lines of each list."""

    text: int
    lines: int


WHOLE = Size(_ALL, _ALL)

Field = fields.Field
Line = tuple[Json, ...]
"""Runs of rich text."""
_LISTS = {fields.Type.ROWS, fields.Type.PROVISIONS, fields.Type.NOTES}


def draft_blocks(revision: Revision, size: Size) -> tuple[list[Json], bool]:
    """Return the draft's blocks at a size, and whether something was cut.

    A quote's words come first, then the fields that fit on a line, then those that are lists.
    """
    made = _Draft(size)
    body = revision.body
    quoted, pairs, lists = _sorted_fields(body.kind)
    elements = [
        *(element for field in quoted for element in made.quoted(field.value_of(body))),
        *made.listed("", _pairs((field.label, wording.draft_text(field, body)) for field in pairs)),
        *(element for field in lists for element in made.rows(field, body)),
        *made.sources(body.sources),
        *made.listed("Filing", _filing(revision)),
    ]
    return [rich(*elements)], made.was_cut


def _sorted_fields(kind: str) -> tuple[list[Field], list[Field], list[Field]]:
    """Return the fields of a draft: those in quotation marks, on a line, and in a list."""
    shown = [one for one in fields.fields_of(kind) if one.in_draft and one.name != "sources"]
    quoted = [one for one in shown if one.fields and not one.fields[0].name]
    lists = [one for one in shown if one.type in _LISTS and one not in quoted]
    pairs = [one for one in shown if one.type not in _LISTS]
    return quoted, sorted(pairs, key=lambda one: one.draft_last), lists


class _Draft:
    """A draft being made at one size; remembers whether anything was left out."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self.was_cut = False

    def cut(self, text: str) -> str:
        short = cut(text, self._size.text)
        self.was_cut |= short != text
        return short

    def cut_runs(self, line: Line) -> Line:
        return tuple(
            run | {"text": self.cut(run["text"])} if "text" in run else run for run in line
        )

    def quoted(self, passages: Iterable[str]) -> list[Json]:
        return [rich_quote(words(f"“{self.cut(passage)}”")) for passage in passages]

    def rows(self, field: Field, body: Body) -> list[Json]:
        value = field.value_of(body)
        if field.type is fields.Type.NOTES:
            return self.listed(field.label, [(words(each),) for each in value])
        return self.listed(field.label, [_row(field, each) for each in value])

    def listed(self, heading: str, lines: Sequence[Line]) -> list[Json]:
        """Make a list under a heading; if it is cut, its last line says how many are left out."""
        if not lines:
            return []
        rows = [rich_section(*self.cut_runs(line)) for line in lines[: self._most(heading)]]
        if left := len(lines) - len(rows):
            self.was_cut = True
            rows.append(rich_section(words(f"… ({left} more)")))
        head = [rich_section(words(heading, bold=True))] if heading else []
        return [*head, rich_list(rows)]

    def _most(self, heading: str) -> int:
        return self._size.lines if heading else _ALL

    def sources(self, sources: Sequence[Source]) -> list[Json]:
        lines = [self._source(place, source) for place, source in enumerate(sources, start=1)]
        return self.listed("Sources", lines)

    def _source(self, place: int, source: Source) -> Line:
        url = source.url
        if url and len(url) > _LONGEST_URL and self._size != WHOLE:
            url, self.was_cut = None, True
        title = self.cut(source.title)
        named = link_words(url, title) if url else words(f"“{title}”")
        published = source.published.full() if source.published else None
        read = f"accessed {source.accessed.full()}" if source.accessed else None
        carries = f"carries: {source.origin}" if source.origin else None
        parts = (source.publisher, source.by, source.locator, published, read, carries)
        rest = [self.cut(part) for part in parts if part]
        after = "".join(f", {part}" for part in rest) + f" · {source.tier.shown}"
        note = f" ({source.note})" if source.note else ""
        excerpt = [words(f" “{self.cut(source.excerpt)}”", italic=True)] if source.excerpt else []
        archived = [words(f" Archived: {source.archived_url}")] if source.archived_url else []
        return (words(f"[{place}] "), named, words(after + note), *excerpt, *archived)


def _row(field: Field, row: object) -> Line:
    lead, rest = wording.row_parts(field, row)
    return (*([words(f"{lead}  ", bold=True)] if lead else []), words(rest))


def _pairs(pairs: Iterable[tuple[str, str | datetime | None]]) -> list[Line]:
    return [
        (
            words(f"{label}  ", bold=True),
            when(shown) if isinstance(shown, datetime) else words(shown),
        )
        for label, shown in pairs
        if shown
    ]


def _filing(revision: Revision) -> list[Line]:
    return _pairs(
        (
            ("Visible to", wording.labels()["audience"][revision.audience]),
            ("Embargo until", revision.embargo_until),
            ("Note to reviewer", revision.reason),
        )
    )
