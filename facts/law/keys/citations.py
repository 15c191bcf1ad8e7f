"""Case citations, in any spacing, read by eyecite once a cheap look says there may be one."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from facts.dates import MONTHS
from facts.law.keys.key import Found, KeyKind, plain

# Volume, reporter, page. The reporter has a period, a series ("3d") or is one written bare.
_CANDIDATE = re.compile(
    r"(?<![\w.$§-])(?P<volume>[0-9]{1,4}) {0,3}"
    r"(?P<reporter>[A-Za-z][A-Za-z.' ]{0,24}?(?: ?[0-9](?:d|th|nd|rd|st)\.?)?"
    r"(?: ?\(?(?i:supp|app)\.?\)?(?: ?[0-9](?:d|th)\.?)?)?) {0,3}"
    r"(?P<page>[0-9]{1,8})(?![\w]|[.,:][0-9]{3})"
)
_WRITTEN_BARE = frozenset(
    ("us", "sct", "led", "fsupp", "fapp", "cal", "calapp", "calrptr", "wl", "uslexis", "lexis")
)
_NO_REPORTER = frozenset((*(month.casefold() for month in MONTHS), "sept", "am", "pm", "vs"))


def citation_key(written: str) -> str:
    """Return a citation as it is keyed, `44 Cal. App. 5th 243`; what is none as it stands."""
    first = next(citations_in(plain(written)), None)
    return first.key if first else " ".join(written.split())


def citations_in(text: str) -> Iterator[Found]:
    """Yield the case citations that a text (made plain) names, in order.

    Full citations only: "921 F.3d at 875" names a page, not a case.
    """
    position = 0
    while match := _CANDIDATE.search(text, position):
        position = match.start("page")
        reporter = _compact(match["reporter"])
        if not _may_be_reporter(match["reporter"], reporter):
            continue
        if key := _read(match["volume"], reporter, match["page"]):
            yield Found(KeyKind.CITATION, key, *match.span())
            position = match.end()


def _may_be_reporter(written: str, compact: str) -> bool:
    if compact in _NO_REPORTER or any(month.startswith(compact) for month in _NO_REPORTER):
        return False
    return (
        compact in _WRITTEN_BARE
        or bool(re.search(r"[0-9](?:d|th|nd|rd)", compact))
        or bool(re.search(r"[A-Za-z]\.", written))
    )


def _compact(written: str) -> str:
    return re.sub(r"[^a-z0-9]", "", written.casefold())


@lru_cache(maxsize=1024)
def _read(volume: str, reporter: str, page: str) -> str | None:
    """Ask eyecite for the corrected citation of a reporter in its proper spacing."""
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
    """Map reporters’ names, without spaces and periods, to a form that eyecite reads."""
    from eyecite.tokenizers import EDITIONS_LOOKUP  # noqa: PLC0415 (half a second to import)

    table = {_compact(name): name for name in EDITIONS_LOOKUP}
    own = {edition.short_name for editions in EDITIONS_LOOKUP.values() for edition in editions}
    return table | {_compact(name): name for name in own}
