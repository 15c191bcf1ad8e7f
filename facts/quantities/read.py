"""Find every number and date of a text, and by its sign, unit or the words beside it, its kind."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from math import prod

from facts.dates import MONTHS
from facts.quantities.forms import MONTH, NUMBER, PARTS, either, pattern, units
from facts.quantities.mention import Bound, DateMention, Kind, Mention, Quantity, Reading
from facts.quantities.words import is_plural, singular
from facts.text import fold, in_figures

_SCALES = {
    "hundred": 10**2, "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6,
    "b": 10**9, "bn": 10**9, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_MONTH_OF = {name[:3].casefold(): place for place, name in enumerate(MONTHS, start=1)}
_NEAR = 60
"""How many characters after a number are read for what it counts."""
_MOST_THINGS = 4
_HOURS, _MINUTES = 12, 60
_YEARS = range(1700, 2100)
_PIVOT = 50
"""A year of two digits is of this century below it, as in POSIX strptime."""
_LEAD = 20
"""How many characters before a number are read for how exactly it is meant."""
# fmt: off
_SKIPPED = frozenset((
    "of", "the", "these", "those", "this", "that", "their", "his", "her", "its", "our", "your",
    "my", "other", "more", "additional",
))
"""Between a number and what it counts: "17 of the inmates"."""
_ENDING = frozenset((
    "a", "an", "and", "or", "but", "nor", "to", "in", "on", "at", "by", "for", "from", "with",
    "without", "as", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had",
    "having", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "who",
    "which", "when", "where", "than", "if", "not", "no", "did", "do", "does", "after", "before",
    "during", "since", "until", "per", "into", "over", "under", "about", "between", "against",
    "said", "says",
))
# fmt: on
"""Words of closed classes, with which a noun phrase ends."""


_NEXT = re.compile(r"[\s-]+(?:[\"“'‘(]\s?)?([^\W\d_]+(?:['’\-][^\W\d_]+)*)")


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read the numbers and dates of a text, in order.

    Numbers may be in words or figures; `text` need not have been through `in_figures`.
    """
    figures = _in_figures(text)
    found = (
        _BUILDERS[way](match)
        for match in pattern().finditer(figures)
        if (way := match.lastgroup or "") in _BUILDERS
    )
    return Reading(tuple(one for made in found for one in made), figures)


_CARDINAL = re.compile(rf"\b(?:{'|'.join(_SMALL)})\b", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"(?<!\bone[ -])(?<!\ba )(?<!\d[ -])\b(?:{'|'.join(_ORDINALS[2:])})\b", re.IGNORECASE
)
_MULTIPLIED = re.compile(r"(?<=\d)[ \t]+(1000000000000|1000000000|1000000|1000|100)(?![\d.,])")
_NAMES = {str(value): name for name, value in _SCALES.items() if len(name) > len("bn")}
_HALF = re.compile(
    r"\b(?:(\d+) and )?(?:a )?half(?: a)?[ -]"
    r"(1000000000|1000000|1000|hundred|thousand|million|billion)\b",
    re.IGNORECASE,
)
_DOZEN = re.compile(r"\b(?:(a|\d+) )?dozen\b", re.IGNORECASE)


def _in_figures(text: str) -> str:
    """Write all definite numbers in figures, also those under ten, halves of a scale and dozens."""
    made = in_figures(text)
    made = _ORDINAL.sub(lambda found: _suffixed(_ORDINALS.index(found[0].casefold()) + 1), made)
    made = _CARDINAL.sub(lambda found: str(_SMALL.index(found[0].casefold()) + 2), made)
    made = _HALF.sub(_half, made)
    made = _DOZEN.sub(
        lambda found: str(12 * int(found[1] if (found[1] or "a").isdigit() else 1)), made
    )
    return _MULTIPLIED.sub(lambda found: f" {_NAMES[found[1]]}", made)


def _suffixed(value: int) -> str:
    return f"{value}{'rd' if value == 3 else 'th'}"  # noqa: PLR2004 (third)


def _half(found: re.Match[str]) -> str:
    scale = int(found[2]) if found[2].isdigit() else _SCALES[found[2].casefold()]
    return str(int(found[1] or 0) * scale + scale // 2)


@dataclass(frozen=True, slots=True)
class _Noun:
    """The words after a number that may say what it counts, folded."""

    next: str
    words: tuple[str, ...]
    counted: str
    """The first plural, or else the first word."""

    @property
    def things(self) -> tuple[str, ...]:
        return tuple(map(singular, self.words))


def _noun(match: re.Match[str]) -> _Noun:
    words: list[str] = []
    near, at = match.string[match.end() : match.end() + _NEAR], 0
    while len(words) < _MOST_THINGS and (found := _NEXT.match(near, at)):
        word = fold(found[1])
        if word in _ENDING:
            break
        at = found.end()
        if word not in _SKIPPED:
            words.append(word)
    counted = next(filter(is_plural, words), (*words, "")[0])
    following = _NEXT.match(near)
    first = fold(following[1]).split("-")[0] if following else ""
    return _Noun(first, tuple(words), counted)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b({either(units()['bounds'])})\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)


def _bound(match: re.Match[str]) -> tuple[str, Bound]:
    """Return the words before a number that say how exactly it is meant, and what they say."""
    if re.search(r"(?:or more|\+|plus)$", match[0], re.IGNORECASE):
        return "", Bound.OVER
    if re.search(r"or (?:fewer|less)$", match[0], re.IGNORECASE):
        return "", Bound.UNDER
    found = _before().search(match.string, max(0, match.start() - _LEAD), match.start())
    words = " ".join(found[1].casefold().split()) if found else ""
    return words, Bound(units()["bounds"].get(words, Bound.EXACT))


def _value(written: str) -> Fraction:
    """Return the value of "3.7 million", "2,000", "$5k"."""
    found = re.search(rf"({NUMBER})[ \t-]?([a-z]*)", written, re.IGNORECASE)
    if found is None:  # pragma: no cover (each way of writing has a number)
        return Fraction(0)
    return Fraction(found[1].replace(",", "")) * _SCALES.get(found[2].casefold(), 1)


def _values(written: str) -> tuple[Fraction, Fraction]:
    """Return both ends of a range; its scale may be written once: "$5 to 10 million"."""
    first, *rest = re.split(
        r"\s?[-\u2010-\u2015]\s?(?=\W?\d)|\s+(?:to|and)\s+", written, maxsplit=1
    )
    low, high = _value(first), _value((rest or [first])[0])
    if rest and low < high and not re.search("[a-z]", first, re.IGNORECASE):
        return low * high / _value(re.sub("[a-zA-Z]", "", rest[0])), high
    return low, high


def _quantity(
    match: re.Match[str], kind: Kind, low: Fraction, high: Fraction | None = None, unit: str = ""
) -> Quantity:
    words, bound = _bound(match)
    shown = f"{words} {match[0].rstrip('.')}".strip()
    return Quantity(shown, kind, low, low if high is None else high, unit, bound=bound)


def _counted(match: re.Match[str], low: Fraction, high: Fraction) -> Quantity:
    """Build a count or a measure, by the word that follows."""
    noun, measures = _noun(match), units()["measures"]
    made = _quantity(match, Kind.COUNT, low, high)
    if noun.next in measures:
        shown, unit = f"{made.shown} {noun.next}", measures[noun.next]
        return replace(made, shown=shown, kind=Kind.MEASURE, unit=unit)
    shown = f"{made.shown} {noun.counted}".strip()
    return replace(made, shown=shown, things=noun.things, counted=singular(noun.counted))


def _number(match: re.Match[str]) -> Iterator[Mention]:
    """Build a count, a measure or a year; four figures before a plural may be either."""
    value = _value(match[0])
    count = _counted(match, value, value)
    is_bare = count.kind is Kind.COUNT and count.bound in (Bound.EXACT, Bound.ABOUT)
    if not (is_bare and value in _YEARS and re.fullmatch(r"\d{4}", match[0])):
        yield count
    elif is_plural(_noun(match).counted):
        yield DateMention(match[0], int(value), count=count)
    else:
        yield DateMention(match[0], int(value))


def _one(match: re.Match[str]) -> Iterator[Mention]:
    if _noun(match).words:
        yield replace(_counted(match, Fraction(1), Fraction(1)), is_weak=True)


def _indefinite(match: re.Match[str]) -> Iterator[Mention]:
    """Build "tens of thousands" as all that it may be: up to the next such word."""
    scales = [word.removesuffix("s") for word in re.findall("[a-z]{3,}", match[0].casefold())]
    low = Fraction(prod(10 if word == "ten" else _SCALES[word] for word in scales))
    is_whole = scales[0] not in ("ten", "hundred")
    yield replace(_counted(match, low, low * (1000 if is_whole else 10)), is_weak=True)


def _pair(match: re.Match[str]) -> Iterator[Mention]:
    """Build a vote, a range or two counts: a vote counts down, a range up."""
    low, high = _values(match[0])
    before = match.string[: match.start()].casefold()
    is_joined = " and " in match[0].casefold() and not before.endswith("between ")
    if low in _YEARS and high in _YEARS and not is_plural(_noun(match).counted):
        yield from (DateMention(str(year), int(year)) for year in (low, high))
    elif is_joined or before.endswith("from "):
        yield from (_counted(match, value, value) for value in (low, high))
    elif low > high or _SCORING.match(match.string, match.end()):
        yield _quantity(match, Kind.SCORE, low, high)
    else:
        yield _counted(match, low, high)


_SCORING = re.compile(
    r"\W*(?:vote|decision|ruling|majority|margin|split|loss|win|victory|score)\b", re.IGNORECASE
)


def _ordinal(match: re.Match[str]) -> Iterator[Mention]:
    word = match[0].casefold()
    is_word = word in _ORDINALS
    value = Fraction(_ORDINALS.index(word) + 1 if is_word else int(re.sub(r"\D", "", word)))
    noun = _noun(match)
    made = replace(_quantity(match, Kind.ORDINAL, value), things=noun.things, is_weak=is_word)
    first = (*noun.words, "")[0]
    yield replace(made, shown=f"{made.shown} {first}".strip(), counted=singular(first))


def _label(match: re.Match[str]) -> Iterator[Mention]:
    """Build the number of a bill or a section; after other capitals it may count."""
    noun = _noun(match)
    number = re.search(NUMBER, match[0])
    word = re.match(r"[^\W\d]+|§", match[0])
    is_listed = word is not None and fold(word[0]) in units()["labels"]
    counts = noun.next in units()["measures"] or is_plural(noun.counted)
    if number is None or word is None or (counts and not is_listed):
        yield from _number(match)
    else:
        yield _quantity(match, Kind.LABEL, _value(number[0]), unit=fold(word[0]))


def _age(match: re.Match[str]) -> Iterator[Mention]:
    yield _quantity(match, Kind.AGE, _value(match[0]))


def _age_decade(match: re.Match[str]) -> Iterator[Mention]:
    low = _value(re.sub(r"\D", "", match[0]))
    yield replace(_quantity(match, Kind.AGE, low, low + 9), is_weak=True)


def _time(match: re.Match[str]) -> Iterator[Mention]:
    hour, minute = map(int, (*re.findall(r"\d+", match[0]), "0")[:2])
    if re.search("p", match[0], re.IGNORECASE) and hour < _HOURS:
        hour += _HOURS
    elif re.search("a", match[0], re.IGNORECASE) and hour == _HOURS:
        hour = 0
    yield _quantity(match, Kind.TIME, Fraction(hour * _MINUTES + minute))


def _percent(match: re.Match[str]) -> Iterator[Mention]:
    low, high = _values(re.sub(r"[- ]?(?:%|p(?:er|ct)).*", "", match[0], flags=re.IGNORECASE))
    unit = "point" if re.search(r"points?$", match[0], re.IGNORECASE) else ""
    yield _quantity(match, Kind.PERCENT, low, high, unit)


def _money(match: re.Match[str]) -> Iterator[Mention]:
    forms = units()["money"]
    marks = re.findall(r"[^\w\s.,-]|[^\W\d_]+", match[0].casefold())
    names = [mark for mark in marks if mark in forms]
    amount = re.sub(
        rf"[- ](?:{either(filter(str.isalpha, forms))})$", "", match[0], flags=re.IGNORECASE
    )
    yield _quantity(match, Kind.MONEY, *_values(amount), forms[(*names, "$")[0]])


def _share(match: re.Match[str]) -> Iterator[Mention]:
    numbers = [int(one) for one in re.findall(r"\d+", match[0])]
    part = re.search("|".join(PARTS), match[0], re.IGNORECASE)
    first, last = (*numbers, 1)[0], PARTS[part[0].casefold()] if part else numbers[-1]
    if not part and len(numbers) == 1:  # "one in five"
        first = 1
    if last:
        yield _quantity(match, Kind.FRACTION, Fraction(first, last))


def _iso(match: re.Match[str]) -> Iterator[Mention]:
    year, month, *day = map(int, match[0].split("-"))
    if not day and month == (year + 1) % 100:  # "2011-12" is a session
        yield from _years(match)
    else:
        yield DateMention(match[0], year, month, day[0] if day else None)


def _slashed(match: re.Match[str]) -> Iterator[Mention]:
    month, day, year = map(int, match[0].split("/"))
    if year < 100:  # noqa: PLR2004 (two digits)
        year += 2000 if year < _PIVOT else 1900
    yield DateMention(match[0], year, month, day)


def _date(match: re.Match[str]) -> Iterator[Mention]:
    month = re.search(MONTH, match[0], re.IGNORECASE)
    year = re.search(r"\d{4}", match[0])
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", match[0])
    yield DateMention(
        match[0].rstrip("."),
        int(year[0]) if year else None,
        _MONTH_OF[month[0][:3].casefold()] if month else None,
        int(day[0]) if day else None,
    )


def _decade(match: re.Match[str]) -> Iterator[Mention]:
    year = int(re.sub(r"\D", "", match[0]))
    if year < 100:  # noqa: PLR2004 (two digits)
        year += 1900 if year > _PIVOT // 2 else 2000
    yield DateMention(match[0], year, is_decade=True)


def _years(match: re.Match[str]) -> Iterator[Mention]:
    first, last = re.findall(r"\d+", match[0])
    for year in (first, first[: len(first) - len(last)] + last):
        yield DateMention(year, int(year))


_BUILDERS: dict[str, Callable[[re.Match[str]], Iterator[Mention]]] = {
    "iso": _iso, "slashed": _slashed, "day_first": _date, "day_last": _date, "month_year": _date,
    "month": _date, "age": _age, "age_decade": _age_decade, "decade": _decade, "years": _years,
    "time": _time, "percent": _percent, "money": _money, "share": _share, "shares": _share,
    "pair": _pair, "ordinal": _ordinal, "label": _label, "indefinite": _indefinite,
    "number": _number, "one": _one,
}  # fmt: skip
"""By the way it is written. A docket number, 9/11 and the 19 of COVID-19 have none: no numbers."""
