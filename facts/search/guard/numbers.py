"""Numbers as they are named: "two million", "2,000,000" and "2M" are one; "54 percent" is 54."""

import re

_SCALES = {
    "hundred": 100,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
# Not the 19 of COVID-19 or the 150 of F-150: there the figure is part of a name.
_FIGURES = re.compile(
    r"(?<![^\W\d_]-)(?<![\w.,/])[$£€#]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?"
    r"(?:[ \t-]?(k|mn|m|bn|b|hundred|thousand|million|billion|trillion)(?![^\W\d_]))?(?!/\d)",
    re.IGNORECASE,
)
_MULTIPLIED = re.compile(r"(?<=\d)[ \t]+(1000000000000|1000000000|1000000|1000|100)(?![\d.,])")
_SHORT = {
    word: str(value)
    for value, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine"), start=2
    )
}
_WORD = re.compile(r"[^\W\d_]+")


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers that a text names, as plain figures, trailing zeros dropped.

    `text` has been through `in_figures`: from ten on, numbers in words are figures already. "One"
    is no number ("one of them"), nor is the figure in a name (COVID-19).
    """
    joined = _MULTIPLIED.sub(lambda found: f" {_NAMED[found[1]]}", text)
    found = {_plain(*match.groups()) for match in _FIGURES.finditer(joined)}
    return frozenset(found | {_SHORT[word] for word in _words(joined) if word in _SHORT})


_NAMED = {
    "100": "hundred",
    "1000": "thousand",
    "1000000": "million",
    "1000000000": "billion",
    "1000000000000": "trillion",
}


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _plain(whole: str, decimals: str | None, scale: str | None) -> str:
    digits = whole.replace(",", "")
    decimals = decimals or ""
    factor = _SCALES[scale.casefold()] if scale else 1
    value = int(digits + decimals) * factor
    if not decimals:
        return str(value)
    whole_part, rest = divmod(value, 10 ** len(decimals))
    tail = str(rest).rjust(len(decimals), "0").rstrip("0")
    return f"{whole_part}.{tail}" if tail else str(whole_part)
