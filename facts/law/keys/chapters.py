"""Chapters of session laws: `Stats. 2017, ch. 495`, `Pub. L. 115-97`."""

import re
from collections.abc import Iterator

from facts.law.keys.key import Found, KeyKind, plain

_YEAR = r"(?:18|19|20)[0-9]{2}"
_STATUTES = r"(?:stats?\.?|statutes)"
# California Style Manual § 2:11: "Stats. 2017, ch. 495, § 3"; bills say "Chapter 495, Statutes of
# 2017"; Bluebook T1 says "2017 Cal. Stat. 495".
_CH = r"(?:ch(?:apter|ap)?\.?) ?"
_PATTERN = re.compile(
    rf"(?<!\w)(?:{_STATUTES} ?(?:of )?(?P<year1>{_YEAR}),? ?{_CH}(?P<ch1>[0-9]{{1,4}})"
    rf"|{_CH}(?P<ch2>[0-9]{{1,4}}),? ?(?:of )?(?:the )?{_STATUTES} ?(?:of )?(?P<year2>{_YEAR})"
    rf"|(?P<year3>{_YEAR}) ?cal\.? ?stats?\.? ?(?:{_CH})?(?P<ch3>[0-9]{{1,4}})"
    r"|pub(?:lic)?\.? ?l(?:aw)?\.? ?(?:no\.? ?)?(?P<congress>[0-9]{2,3})-(?P<law>[0-9]{1,4})"
    r")(?!\w)",
    re.IGNORECASE,
)


def chapter_key(written: str) -> str:
    """Return the key of a chapter as an editor wrote it; what is none as it stands."""
    first = next(chapters_in(plain(written)), None)
    return first.key if first else " ".join(written.split())


def chapters_in(text: str) -> Iterator[Found]:
    """Yield the chapters that a text (made plain) names, in order."""
    for match in _PATTERN.finditer(text):
        if match["congress"]:
            key = f"Pub. L. {match['congress']}-{int(match['law'])}"
        else:
            year = match["year1"] or match["year2"] or match["year3"]
            number = match["ch1"] or match["ch2"] or match["ch3"]
            key = f"Stats. {year}, ch. {int(number)}"
        yield Found(KeyKind.CHAPTER, key, *match.span())
