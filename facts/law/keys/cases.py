"""Cases: docket numbers, and citations to reporters.

Docket numbers are read as federal trial and appeals courts, the Supreme Court and California's
courts write them. Keys: `2:18-cv-00490` (without the judges' initials), `18-16496`, `19-532`,
`19A123`, `G057013`.

Citations are read in any spacing. Keys: `44 Cal. App. 5th 243`, as eyecite corrects them. A cheap
pattern looks for a candidate first, since eyecite takes half a second to import.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from facts.dates import MONTHS
from facts.law.keys.key import KeyKind, KeySpan, normalize

# ---- Docket numbers ----

# Trial courts: office, year, kind, number, judges' initials (28 U.S.C. § 604; CM/ECF numbering).
_TRIAL = (
    r"(?:(?P<office>[0-9]{1,2})[: ]-?)?(?P<year>[0-9]{2}|(?:19|20)[0-9]{2})-?"
    r"(?P<kind>cv|cr|mc|mj|md|ml|bk|ap|civ)-?(?P<number>[0-9]{1,6})"
    r"(?:-[a-z]{1,4}(?:\([a-z]{1,3}\)[a-z]{0,3})?){0,4}"
)
_CALIFORNIA = r"(?P<california>[A-HS][0-9]{6})"
_APPEAL = r"(?P<appeal>[0-9]{2}-[0-9]{4,5})"
_APPLICATION = r"(?P<application>[0-9]{2}[AMO][0-9]{1,4})"
_SHORT = r"(?P<short>[0-9]{2}-[0-9]{1,3})"
# Another court's number counts only after "No." or as the whole text: at least five digits, and
# neither a date nor a range of years.
_OTHER = (
    r"(?P<other>(?!(?:19|20)[0-9]{2}-(?:[0-9]{2}(?:-[0-9]{2})?|(?:19|20)[0-9]{2})(?![\w-]))"
    r"(?=(?:[A-Z:.-]*[0-9]){5})(?=[0-9A-Z:.]*-)[0-9A-Z][0-9A-Z:.-]{2,30}[0-9A-Z])"
)
_LABEL = (
    r"(?:(?i:case|docket|civ(?:il)?\.?|crim\.?|appeal) )?(?i:nos?)\.? ?|(?i:docket|case) (?:# ?)?"
)
_END = r"(?![\w-]|[.,:][0-9])"
_LABELED = re.compile(
    rf"(?<!\w)(?P<label>{_LABEL})(?:(?i:{_TRIAL})|{_CALIFORNIA}|{_APPEAL}|{_APPLICATION}|{_SHORT}|{_OTHER}){_END}"
)
_BARE = re.compile(
    rf"(?<![\w$:.-])(?:(?i:{_TRIAL})|(?i:{_CALIFORNIA})|{_APPEAL}|{_APPLICATION}){_END}"
)
_WHOLE = re.compile(rf"(?:{_SHORT}|{_OTHER})")
_AND = re.compile(rf"(?:, ?(?:and )?| and | & )(?:{_APPEAL}|{_SHORT}|{_CALIFORNIA}){_END}")
# The Supreme Court's numbers are short: without "No." they count only where the text mentions a
# court.
_SHORT_IN_COURT = re.compile(rf"(?<![\w$:.-])(?P<short>[0-9]{{2}}-[0-9]{{2,4}}){_END}")
_IN_COURT = re.compile(r"(?i:\b(?:cert|certiorari|court|scotus|docket|petition|denied|case)\b)")


@lru_cache(maxsize=4096)
def docket_key(written: str) -> str:
    """Return the key of a docket number: no "No.", no judges' initials, the number in five digits.

    A number in an unknown form is kept, without its spaces.
    """
    text = re.sub(rf"^(?:{_LABEL})", "", normalize(written).strip())
    match = re.fullmatch(rf"(?:(?i:{_TRIAL})|(?i:{_CALIFORNIA}))", text)
    return _docket_from(match) if match else re.sub(r" +", "", text).rstrip(".,")


def docket_matches(asked: str, on_file: str) -> bool:
    """Whether a docket number in a question can mean the one on file.

    The number of the court's office (`2:`) may be left out.
    """
    want, have = docket_key(asked), docket_key(on_file)
    return want == have or (":" not in want and have.partition(":")[2] == want)


def _docket_from(match: re.Match[str]) -> str:
    groups = {name: value for name, value in match.groupdict().items() if value}
    if "kind" in groups:
        office = f"{int(groups['office'])}:" if "office" in groups else ""
        kind = groups["kind"].lower().replace("civ", "cv")
        return f"{office}{groups['year'][-2:]}-{kind}-{int(groups['number']):05d}"
    groups.pop("label", None)
    return next(iter(groups.values())).upper()


def dockets_in(text: str) -> Iterator[KeySpan]:
    """Yield the docket numbers in a normalized text: those after "No." or "docket" first."""
    alone = text.strip()
    if not _BARE.fullmatch(alone) and (whole := _WHOLE.fullmatch(alone)):
        start = len(text) - len(text.lstrip())
        yield KeySpan(KeyKind.DOCKET, _docket_from(whole), start, start + len(alone))
        return
    for match in _LABELED.finditer(text):
        yield KeySpan(KeyKind.DOCKET, _docket_from(match), *match.span())
        position = match.end()
        while more := _AND.match(text, position):
            name = more.lastgroup or ""
            yield KeySpan(KeyKind.DOCKET, more[name], *more.span(name))
            position = more.end()
    for match in _BARE.finditer(text):
        yield KeySpan(KeyKind.DOCKET, _docket_from(match), *match.span())
    if _IN_COURT.search(text):
        for match in _SHORT_IN_COURT.finditer(text):
            yield KeySpan(KeyKind.DOCKET, match["short"], *match.span())


# ---- Citations ----

# Volume, reporter, page. A reporter has a period or a series ("3d"), or is in `_WITHOUT_PERIODS`.
_CITATION = re.compile(
    r"(?<![\w.$§-])(?P<volume>[0-9]{1,4}) {0,3}"
    r"(?P<reporter>[A-Za-z][A-Za-z.' ]{0,24}?(?: ?[0-9](?:d|th|nd|rd|st)\.?)?"
    r"(?: ?\(?(?i:supp|app)\.?\)?(?: ?[0-9](?:d|th)\.?)?)?) {0,3}"
    r"(?P<page>[0-9]{1,8})(?![\w]|[.,:][0-9]{3})"
)
_WITHOUT_PERIODS = frozenset(
    ("us", "sct", "led", "fsupp", "fapp", "cal", "calapp", "calrptr", "wl", "uslexis", "lexis")
)
_NOT_REPORTERS = frozenset((*(month.casefold() for month in MONTHS), "sept", "am", "pm", "vs"))


def citation_key(written: str) -> str:
    """Return the key of a citation, `44 Cal. App. 5th 243`.

    Text that is not a citation comes back as it is, with single spaces.
    """
    first = next(citations_in(normalize(written)), None)
    return first.key if first else " ".join(written.split())


def citations_in(text: str) -> Iterator[KeySpan]:
    """Yield the case citations in a normalized text, in order.

    Full citations only: "921 F.3d at 875" cites a page, not a case.
    """
    position = 0
    while match := _CITATION.search(text, position):
        position = match.start("page")
        reporter = _compact(match["reporter"])
        if not _may_be_reporter(match["reporter"], reporter):
            continue
        if key := _corrected(match["volume"], reporter, match["page"]):
            yield KeySpan(KeyKind.CITATION, key, *match.span())
            position = match.end()


def _may_be_reporter(written: str, compact: str) -> bool:
    if compact in _NOT_REPORTERS or any(month.startswith(compact) for month in _NOT_REPORTERS):
        return False
    return (
        compact in _WITHOUT_PERIODS
        or bool(re.search(r"[0-9](?:d|th|nd|rd)", compact))
        or bool(re.search(r"[A-Za-z]\.", written))
    )


def _compact(written: str) -> str:
    return re.sub(r"[^a-z0-9]", "", written.casefold())


@lru_cache(maxsize=1024)
def _corrected(volume: str, reporter: str, page: str) -> str | None:
    """Return the citation as eyecite corrects it; None if eyecite finds no case citation."""
    proper = _reporters().get(reporter)
    if proper is None:
        return None
    from eyecite import get_citations  # noqa: PLC0415 (half a second to import)
    from eyecite.models import FullCaseCitation  # noqa: PLC0415 (as above)

    for citation in get_citations(f"{int(volume)} {proper} {page}"):
        if isinstance(citation, FullCaseCitation):
            return str(citation.corrected_citation())  # type: ignore[no-untyped-call]
    return None


@cache
def _reporters() -> dict[str, str]:
    """Map the names of reporters, without spaces and periods, to a form that eyecite reads."""
    from eyecite.tokenizers import EDITIONS_LOOKUP  # noqa: PLC0415 (half a second to import)

    table = {_compact(name): name for name in EDITIONS_LOOKUP}
    own = {edition.short_name for editions in EDITIONS_LOOKUP.values() for edition in editions}
    return table | {_compact(name): name for name in own}
