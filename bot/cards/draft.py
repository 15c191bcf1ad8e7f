"""The whole of a draft, field by field: a second editor sees everything that was typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cards.message import link_words, rich, rich_list, rich_quote, rich_section, words
from bot.mrkdwn import Json, cut, day
from facts import Decision, EdtfDate, Law, Quote, Revision, Source, court, labels

_LONGEST_URL = 400
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much is shown: characters of each text, lines of each list."""

    text: int
    lines: int


WHOLE = Size(_ALL, _ALL)

Line = tuple[Json, ...]
"""Runs of rich text."""


def draft_blocks(revision: Revision, size: Size) -> tuple[list[Json], bool]:
    """Return the draft's blocks at a size, and whether something was cut."""
    shown = _Shown(size)
    body = revision.body
    elements: list[Json] = []
    match body:
        case Quote():
            elements += shown.quoted(body.passages)
            elements += shown.listed("", _quote(body))
        case Law():
            elements += shown.listed("", _law(body))
            elements += shown.texts(
                "Its sections",
                [f"{one.key}: {one.about}" if one.about else one.key for one in body.provisions],
            )
            elements += shown.listed("Events", [shown.cut_runs(line) for line in _events(body)])
        case Decision():
            elements += shown.listed("", _decision(body))
            elements += shown.listed("Effects", [shown.cut_runs(line) for line in _effects(body)])
    elements += shown.texts("Notes", body.notes)
    elements += shown.sources(body.sources)
    elements += shown.listed("Filing", _filing(revision))
    return [rich(*elements)], shown.was_cut


class _Shown:
    """What is shown of a draft, at one size; remembers whether anything was left out."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self.was_cut = False

    def cut(self, text: str) -> str:
        short = cut(text, self._size.text)
        self.was_cut |= short != text
        return short

    def cut_runs(self, line: Line) -> Line:
        return tuple(run | {"text": self.cut(run["text"])} for run in line)

    def quoted(self, passages: Iterable[str]) -> list[Json]:
        return [rich_quote(words(f"“{self.cut(passage)}”")) for passage in passages]

    def texts(self, heading: str, texts: Sequence[str]) -> list[Json]:
        return self.listed(heading, [(words(self.cut(text)),) for text in texts])

    def listed(self, heading: str, lines: Sequence[Line]) -> list[Json]:
        """Make a list under a heading; where there are too many lines, the last says how many."""
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
        read = f"read {source.accessed.full()}" if source.accessed else None
        carries = f"carries: {source.origin}" if source.origin else None
        parts = (source.publisher, source.locator, published, read, carries)
        rest = [self.cut(part) for part in parts if part]
        after = "".join(f", {part}" for part in rest) + f" · {source.tier}"
        note = f" ({source.note})" if source.note else ""
        excerpt = [words(f" “{self.cut(source.excerpt)}”", italic=True)] if source.excerpt else []
        archived = [words(f" Archived: {source.archived_url}")] if source.archived_url else []
        return (words(f"[{place}] "), named, words(after + note), *excerpt, *archived)


def _pair(label: str, value: str | EdtfDate | None) -> list[Line]:
    if value is None or value == "":
        return []
    shown = value.full() if isinstance(value, EdtfDate) else value
    return [(words(f"{label}  ", bold=True), words(shown))]


def _pairs(*pairs: tuple[str, str | EdtfDate | None]) -> list[Line]:
    return [line for label, value in pairs for line in _pair(label, value)]


def _quote(quote: Quote) -> list[Line]:
    return _pairs(
        ("Speaker", quote.speaker),
        ("Also called", ", ".join(quote.speaker_aliases)),
        ("Role at the time", quote.role),
        ("Said on", quote.said_on),
        ("Occasion", quote.occasion),
        ("About", quote.topic),
        ("Goes by", ", ".join(quote.aliases)),
        ("Just before", quote.before),
        ("Just after", quote.after),
    )


def _law(law: Law) -> list[Line]:
    return _pairs(
        ("Title", law.title),
        ("Key", law.key),
        ("Popular names", ", ".join(law.aliases)),
        ("What it does", law.subject),
        ("In more words", law.summary),
        ("Author", law.author),
        ("Chapter", law.chapter),
    )


def _events(law: Law) -> list[Line]:
    lines: list[Line] = []
    for event in law.events:
        what = labels()["event"][event.event]
        by = f", {event.by}" if event.by else ""
        only = f"; only {', '.join(event.provisions)}" if event.provisions else ""
        note = f" ({event.note})" if event.note else ""
        rest = f"{what}{by}{only}{note} [{event.source}]"
        lines.append((words(f"{event.on.full()}  ", bold=True), words(rest)))
    return lines


def _decision(decision: Decision) -> list[Line]:
    return _pairs(
        ("Case", decision.case),
        ("Also called", ", ".join(decision.aliases)),
        ("Court", court(decision.court).name),
        ("Docket", f"No. {decision.docket}"),
        ("Decided on", decision.decided_on),
        ("Case filed on", decision.case_filed_on),
        ("Argued on", decision.argued_on),
        ("What was asked", labels()["posture"][decision.posture]),
        ("What the court did", labels()["disposition"][decision.disposition]),
        ("Merits", "Reached" if decision.merits_reached else "Not reached"),
        ("Case over", "Yes, as far as is on file" if decision.final else "No"),
        ("Reported", ", ".join(decision.citations)),
        ("Judges", ", ".join(decision.judges)),
        ("Holding", decision.holding),
        ("Separate views", decision.separate_views),
        ("Reviews", decision.appeal_from),
    )


def _effects(decision: Decision) -> list[Line]:
    lines: list[Line] = []
    for effect in decision.effects:
        only = f"; only {', '.join(effect.provisions)}" if effect.provisions else ""
        part = "; in part, which part is not on file" if effect.in_part else ""
        limited = f"; limited to {effect.limited_to}" if effect.limited_to else ""
        why = f"; {effect.basis}" if effect.basis else ""
        rest = f"{labels()['outcome'][effect.outcome]}{only}{part}{limited}{why}"
        lines.append((words(f"{effect.law}  ", bold=True), words(rest)))
    return lines


def _filing(revision: Revision) -> list[Line]:
    until = revision.embargo_until
    return _pairs(
        ("To be shown to", labels()["audience"][revision.audience]),
        ("Not before", f"{day(until)}, {until:%H:%M} UTC" if until else None),
        ("A word along", revision.reason),
    )
