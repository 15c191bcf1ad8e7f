"""Docket numbers, as federal courts, the Supreme Court and California's courts write them.

Keys: `2:18-cv-00490` (no judges' initials), `18-16496`, `19-532`, `19A123`, `G057013`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from facts.law.keys.key import Found, KeyKind, plain

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
# Any other court's only after "No.", or alone: five digits at least, and neither a date nor years.
_OTHER = (
    r"(?P<other>(?!(?:19|20)[0-9]{2}-(?:[0-9]{2}(?:-[0-9]{2})?|(?:19|20)[0-9]{2})(?![\w-]))"
    r"(?=(?:[A-Z:.-]*[0-9]){5})(?=[0-9A-Z:.]*-)[0-9A-Z][0-9A-Z:.-]{2,30}[0-9A-Z])"
)
_LABEL = (
    r"(?:(?i:case|docket|civ(?:il)?\.?|crim\.?|appeal) )?(?i:nos?)\.? ?|(?i:docket|case) (?:# ?)?"
)
_END = r"(?![\w-]|[.,:][0-9])"
_LABELLED = re.compile(
    rf"(?<!\w)(?P<label>{_LABEL})(?:(?i:{_TRIAL})|{_CALIFORNIA}|{_APPEAL}|{_APPLICATION}|{_SHORT}|{_OTHER}){_END}"
)
_BARE = re.compile(
    rf"(?<![\w$:.-])(?:(?i:{_TRIAL})|(?i:{_CALIFORNIA})|{_APPEAL}|{_APPLICATION}){_END}"
)
_WHOLE = re.compile(rf"(?:{_SHORT}|{_OTHER})")
_AND = re.compile(rf"(?:, ?(?:and )?| and | & )(?:{_APPEAL}|{_SHORT}|{_CALIFORNIA}){_END}")
# The Supreme Court's numbers are too short to stand alone, unless a court is in the talk.
_SHORT_IN_COURT = re.compile(rf"(?<![\w$:.-])(?P<short>[0-9]{{2}}-[0-9]{{2,4}}){_END}")
_IN_COURT = re.compile(r"(?i:\b(?:cert|certiorari|court|scotus|docket|petition|denied|case)\b)")


@lru_cache(maxsize=4096)
def docket_key(written: str) -> str:
    """Return a docket number as it is keyed: no "No.", no judges' initials, five digits.

    What has none of the known forms is kept, its spaces closed.
    """
    text = re.sub(rf"^(?:{_LABEL})", "", plain(written).strip())
    match = re.fullmatch(rf"(?:(?i:{_TRIAL})|(?i:{_CALIFORNIA}))", text)
    return _key(match) if match else re.sub(r" +", "", text).rstrip(".,")


def docket_matches(asked: str, on_file: str) -> bool:
    """Whether a docket number as asked can mean one on file; the office (`2:`) may be left out."""
    want, have = docket_key(asked), docket_key(on_file)
    return want == have or (":" not in want and have.partition(":")[2] == want)


def _key(match: re.Match[str]) -> str:
    groups = {name: value for name, value in match.groupdict().items() if value}
    if "kind" in groups:
        office = f"{int(groups['office'])}:" if "office" in groups else ""
        kind = groups["kind"].lower().replace("civ", "cv")
        return f"{office}{groups['year'][-2:]}-{kind}-{int(groups['number']):05d}"
    groups.pop("label", None)
    return next(iter(groups.values())).upper()


def dockets_in(text: str) -> Iterator[Found]:
    """Yield the docket numbers that a text (made plain) names: labelled ones first."""
    alone = text.strip()
    if not _BARE.fullmatch(alone) and (whole := _WHOLE.fullmatch(alone)):
        start = len(text) - len(text.lstrip())
        yield Found(KeyKind.DOCKET, _key(whole), start, start + len(alone))
        return
    for match in _LABELLED.finditer(text):
        yield Found(KeyKind.DOCKET, _key(match), *match.span())
        position = match.end()
        while more := _AND.match(text, position):
            name = more.lastgroup or ""
            yield Found(KeyKind.DOCKET, more[name], *more.span(name))
            position = more.end()
    for match in _BARE.finditer(text):
        yield Found(KeyKind.DOCKET, _key(match), *match.span())
    if _IN_COURT.search(text):
        for match in _SHORT_IN_COURT.finditer(text):
            yield Found(KeyKind.DOCKET, match["short"], *match.span())
