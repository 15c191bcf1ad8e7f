"""How numbers and dates are written: one pattern that finds them all, and the table of units."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from facts.dates import MONTHS

PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
"""Parts of a whole, by how many make it."""


@cache
def units() -> dict[str, dict[str, str]]:
    """Read the table of units: `measures`, `money`, `labels` and `bounds`, each by its forms."""
    table = tomllib.loads(files("facts.quantities").joinpath("units.toml").read_text("utf-8"))
    found = {
        name: {form: row[0] for row in table[name] for form in row}
        for name in ("measures", "money")
    }
    bounds = {form: bound for bound, listed in table["bounds"].items() for form in listed}
    return {**found, "labels": dict.fromkeys(table["labels"], ""), "bounds": bounds}


def either(forms: Iterable[str]) -> str:
    """Return a pattern for any of the forms, the longest first."""
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|Sept)\b\.?"
_FULL_MONTH = "|".join(name for name in MONTHS if name not in ("May", "March"))
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[,.]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!,?\d)(?:st|nd|rd|th)?"
_DASH = r"[-\u2010-\u2015]"
_TO = rf"\s?(?:{_DASH}|to|and)\s?"
_LETTER = r"[^\W\d_]"
_HUNDRED = r"(?:hundred|thousand|million|billion|trillion|mn|bn)"
_AMOUNT = rf"{NUMBER}(?:[ \t-]?(?:{_HUNDRED}(?!{_LETTER})|[kmb](?!{_LETTER})))?"
_MANY = r"(?:tens|hundreds|thousands|millions|billions|trillions)"
_HALF_OF = r"\bhalf(?=\s+(?:of|the|all|its|our|their|his|her)\b)"
_IN_EVERY = r"\b(?:one|\d+)\s+(?:in|out\s+of(?:\s+every)?)\s+(?:every\s+)?\d+(?![\d,:/-])"


@cache
def pattern() -> re.Pattern[str]:
    """Return all ways of writing a number or a date, each a named group; the first that fits."""
    table = units()
    names = either(form for form in table["money"] if form.isalpha())
    sign = "[" + "".join(form for form in table["money"] if not form.isalnum()) + "]"
    label = either(form for form in table["labels"] if form.isalpha())
    parts = "|".join(PARTS)
    ways = {
        "docket": r"\d+:\d\d-[a-z]{2}-\d+\S*|\b\d\d-\d{3,6}\b",
        "iso": r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\d-])",
        "slashed": r"\b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b",
        "shares": r"\b(?:1/2|[12]/3|[13]/4|[1-4]/5|[1-7]/8)(?![\d/])",
        "slash": r"\b\d+(?:/\d+)+\b",
        "day_first": rf"\b{_DAY}(?:\s+day)?(?:\s+of)?\s+{MONTH}(?:,?\s+{_YEAR})?",
        "day_last": rf"\b{MONTH}\s+(?:the\s+)?{_DAY}"
        rf"(?!\s?(?:[-\u2013]\s?\d|[ap]\.?m\b|%|percent))(?:(?:,\s*|\s+){_YEAR})?",
        "month_year": rf"\b{MONTH},?(?:\s+of)?\s+{_YEAR}",
        "month": rf"\b(?:{_FULL_MONTH})\b|(?<=in )(?:May|March)\b|\b(?:May|March)(?=\s+\d)",
        "age": rf"\b(?:aged?|age\s+of|turn(?:s|ed|ing)?)\s+{NUMBER}(?![\d%:]|\s+percent)"
        rf"|{NUMBER}[- ]years?[- ](?:olds?|of[- ]age)\b",
        "age_decade": r"\b(?:his|her|their|my|your|our)\s+(?:early\s|mid-?\s?|late\s)?\d0s\b",
        "decade": r"\b(?:1[5-9]|20)\d0s\b|['\u2019]\d0s\b",
        "years": rf"\b{_YEAR}\s?(?:{_DASH}|/)\s?(?:{_YEAR}|\d\d(?!\d))",
        "time": r"\b(?:[01]?\d|2[0-3])(?::[0-5]\d)?\s?[ap]\.?\s?m\b\.?"
        r"|\b\d{1,2}\s?o['\u2019]clock|\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
        "percent": rf"{NUMBER}(?:{_TO}{NUMBER})?[- ]?(?:%|percent(?:age)?\b|per\s?cent\b|pct\b)"
        r"(?:\s+points?\b)?",
        "money": rf"(?:{sign}|\bUSD?\s?){sign}?\s?{_AMOUNT}(?:{_TO}{sign}?{_AMOUNT})?"
        rf"|{_AMOUNT}(?:{_TO}{_AMOUNT})?[- ](?:{names})\b",
        "share": rf"\b(?:an?|one|\d+)[- ](?:{parts})s?(?=\s+(?:of|the)\b)|{_HALF_OF}|{_IN_EVERY}",
        "pair": rf"(?<![\w-]){_AMOUNT}(?:\s?{_DASH}\s?|\s+to\s+|\s+and\s+){_AMOUNT}(?![\w-])",
        "ordinal": rf"(?<![\w.,])\d+(?:st|nd|rd|th)\b|\b(?:first|second)\b(?=\s+{_LETTER})",
        "label": rf"(?:\b(?:{label})\.?\s+|§+\s?)(?:No\.?\s+|#)?(?!\d+:\d)\d[\w.]*(?:\(\w+\))*"
        rf"|(?-i:\b[A-Z][A-Z.]{{1,4}})\s{NUMBER}(?![\w,.:/%-]*\d)",
        "named": rf"(?<={_LETTER}-)\d+\S*",
        "indefinite": rf"\b{_MANY}\b(?:\s+of\s+{_MANY}\b)*",
        "number": rf"(?<![\w.,/])#?{_AMOUNT}(?:\s+or\s+(?:more|fewer|less)\b|\+|\s*plus\b)?"
        rf"(?!{_LETTER}|[/:]\d)",
        "one": r"\bone\b(?!\s+of\b)",
    }
    listed = "|".join(f"(?P<{name}>{way})" for name, way in ways.items())
    # No way begins inside a word: said once, most places are skipped quickly.
    return re.compile(rf"(?<!{_LETTER})(?:{listed})", re.IGNORECASE)
