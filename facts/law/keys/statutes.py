"""Sections of statutes, in Bluebook and in California style, alone, in ranges and in lists.

A key is the code and the section: `Cal. Gov. Code § 7284.6(a)(1)`, `8 U.S.C. § 1373`,
`Cal. Gov. Code §§ 7284–7284.12`; `§ 7284.6` where no code is named.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from facts.law.keys.jurisdictions import beside_a_number, jurisdiction_id, jurisdictions
from facts.law.keys.key import Found, KeyKind, one_of, plain

_SUB = r" ?\((?:[0-9]{1,3}|[A-Za-z]{1,2}|[ivxIVX]{1,5})\)"
_SUBDIVISION = rf"(?:(?:,? ?(?i:subd(?:ivision|s)?\b\.?))?(?:{_SUB})+)"
_NUMBER = r"[0-9]{1,6}[a-z]{0,2}(?:\.[0-9]{1,5}[a-z]?)*"
_HYPHENED = rf"{_NUMBER}(?:-[0-9]{{1,6}}[a-z]?(?:\.[0-9]{{1,5}})*)*"
_MARK = r"(?P<mark>§ ?§|§|(?i:sections?|secs?\.?|ss?\.))"
_AND = r"(?:,? (?:and|or|&) |[,;] ?)"
# What follows a number that begins something else: "§ 1373 and 18 U.S.C. § 4", "and 3 others".
_ENDS = r"(?![\w§]|\.[0-9]| ?(?:U\. ?S\.|U\.?S\.?C|C\. ?F|CFR|F\.|Cal\.|S\. ?Ct|Stat))"
# Most questions name no section; this is a hundred times cheaper than looking for one.
_HINT = re.compile(
    r"§|(?i:code|sec|stat|(?:penal|executive) law|proc|title)"
    r"|(?i:c\.? ?c\.? ?p|u\.? ?s\.? ?c|c\.? ?f\.? ?r)"
)


@dataclass(frozen=True, slots=True)
class _Code:
    name: str
    titled: bool
    hyphen: bool


@dataclass(frozen=True, slots=True)
class _Section:
    """A section, or a range of sections, of one code ("" where none is named)."""

    code: str
    first: str
    last: str = ""
    subs: tuple[str, ...] = ()

    def __str__(self) -> str:
        # Between numbers that hold hyphens only a word can stand for "to".
        to = " to " if "-" in self.first + self.last else "–"
        mark, number = ("§§", f"{self.first}{to}{self.last}") if self.last else ("§", self.first)
        return f"{self.code} {mark} {number}{''.join(self.subs)}".lstrip()


def statute_key(written: str) -> str:
    """Return the key of a section as an editor wrote it; what names no single one as it stands."""
    keys = list(statutes_in(plain(written)))
    return keys[0].key if len(keys) == 1 else " ".join(written.split())


def statute_covers(whole: str, part: str) -> bool:
    """Whether a section or range covers another: § 7284.6 its (a)(1), §§ 7284–7284.12 § 7284.6.

    Sections are in the order of their number's parts, so that 7284.12 comes after 7284.6. Where
    one of the two names no code, any code will do. False for what is no section.
    """
    outer, inner = _read(whole), _read(part)
    if outer is None or inner is None or (outer.code and inner.code and outer.code != inner.code):
        return False
    if outer.last:
        last = inner.last or inner.first
        return _order(outer.first) <= _order(inner.first) and _order(last) <= _order(outer.last)
    same = (outer.first, "") == (inner.first, inner.last)
    return same and inner.subs[: len(outer.subs)] == outer.subs


def _order(section: str) -> tuple[tuple[int, str], ...]:
    parts = re.findall(r"[0-9]+|[a-z]+", section)
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


@lru_cache(maxsize=4096)
def _read(key: str) -> _Section | None:
    sections = [section for section, *_ in _sections(plain(key))]
    return sections[0] if len(sections) == 1 else None


def statutes_in(text: str) -> Iterator[Found]:
    """Yield the sections that a text (made plain) names, in order."""
    for section, start, end in _sections(text):
        yield Found(KeyKind.STATUTE, str(section), start, end)


def _sections(text: str) -> Iterator[tuple[_Section, int, int]]:
    if not _HINT.search(text):
        return
    position = 0
    while match := _mention().search(text, position):
        position = match.end() + (match.start() == match.end())
        code = _code_of(match)
        if code is None:
            continue
        if match["of"]:
            section = _Section(_name(code, match), match["of"], subs=_subs(match["of_subs"]))
            yield section, match.start(), match.end()
            continue
        for section, start, end in _listed(match, code, text):
            position = end
            yield section, start, end


def _listed(match: re.Match[str], code: _Code, text: str) -> Iterator[tuple[_Section, int, int]]:
    """Read the sections after a code's name; a bare "(b)" belongs to the section before it."""
    name = _name(code, match)
    item = _item(first=True, plural=False, hyphen=code.hyphen).match(text, match.end())
    start, previous = match.start(), None
    plural = bool(item and re.fullmatch("§ ?§|(?i:sections|secs.?|ss.)", item["mark"] or ""))
    if item and not (code.name or "." in item["number"] or "§" in (item["mark"] or "")):
        return  # "section 230" of nothing is mostly housing or the internet
    while item:
        if previous and item["alone"]:
            subs = _beside(previous.subs, _subs(item["alone"]))
            section = _Section(name, previous.first, subs=subs)
        else:
            section = _numbered(name, item)
        yield section, start, item.end()
        previous = section
        item = _item(first=False, plural=plural, hyphen=code.hyphen).match(text, item.end())
        start = item.end("and") if item else start


def _numbered(name: str, item: re.Match[str]) -> _Section:
    first, last, subs = item["number"], item["last"] or "", _subs(item["subs"])
    if last and _order(last) <= _order(first):
        # 42 U.S.C. § 1395w-4: a hyphen of the number's own.
        first, last = f"{first}-{last}" if item.groupdict().get("dash") else first, ""
    return _Section(name, first, last, () if last else subs)


def _subs(written: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"\([^)]*\)", written or ""))


def _beside(before: tuple[str, ...], subs: tuple[str, ...]) -> tuple[str, ...]:
    """Resolve "(D)" said after "(a)(1)(C)": it replaces the part of its own kind."""
    for depth, part in enumerate(before):
        if _sort(part) == _sort(subs[0]):
            return before[:depth] + subs
    return subs


def _sort(part: str) -> str:
    inner = part.strip("()")
    return "digit" if inner.isdigit() else "upper" if inner.isupper() else "lower"


def _name(code: _Code, match: re.Match[str]) -> str:
    return f"{_title(match)} {code.name}" if code.titled else code.name


def _title(match: re.Match[str]) -> str | None:
    return match["title"] or match["title_alone"] or match["title_of"]


def _compact(word: str) -> str:
    return re.sub("[^a-z&]", "", re.sub(r"\band\b", "&", word.casefold()))


def _code_of(match: re.Match[str]) -> _Code | None:
    codes = _codes()
    if _title(match):
        return codes.get(("", _compact(match["titled"] or match["titled_of"] or "U.S.C.")))
    words = match["words"] or match["words_alone"] or match["words_of"]
    if not words:
        return _Code("", titled=False, hyphen=False)
    state = match["state"] or match["state_of"]
    return codes.get(((jurisdiction_id(state) or "") if state else "us-ca", _compact(words)))


@cache
def _codes() -> dict[tuple[str, str], _Code]:
    """By jurisdiction ("" for titled codes) and compact spelling."""
    data = tomllib.loads(files("facts.law.keys").joinpath("statutes.toml").read_text("utf-8"))
    starts = {
        word: id_ for id_, row in jurisdictions().items() for word in (row.name, *row.short)
    } | {"Or.": "us-or"}
    codes = {}
    for row in data["code"]:
        titled = row.get("titled", False)
        state = next((starts[word] for word in starts if row["name"].startswith(f"{word} ")), "")
        code = _Code(row["name"], titled=titled, hyphen=row.get("hyphen", False))
        for word in row["words"]:
            codes["" if titled else state, _compact(word)] = code
    return codes


@cache
def _words() -> tuple[list[str], list[str], list[str]]:
    """Spellings of titled codes, of codes that stand alone, and of all others."""
    data = tomllib.loads(files("facts.law.keys").joinpath("statutes.toml").read_text("utf-8"))
    titled: list[str] = []
    alone: list[str] = []
    stated: list[str] = []
    for row in data["code"]:
        kind = titled if row.get("titled") else alone if row.get("alone") else stated
        kind += row["words"]
    return titled, alone, stated


@cache
def _mention() -> re.Pattern[str]:
    titled, alone, stated = (f"(?i:{one_of(words)})" for words in _words())
    any_code = f"(?:{alone}|{stated})"
    place = rf"(?:{beside_a_number()}|Or\.)(?:'s)?"
    return re.compile(
        # 8 U.S.C. § 1373; title 8, section 1373
        rf"(?<![\w.§-])(?:(?:(?i:title) ?)?(?P<title>[0-9]{{1,2}}),? (?P<titled>{titled}),? ?"
        rf"|(?i:title) (?P<title_alone>[0-9]{{1,2}}),? (?=§|(?i:sec))"
        # Tex. Gov't Code § 752.053; Gov. Code, § 7284.6
        rf"|(?P<state>{place}) ?(?P<words>{any_code}),? ?|(?P<words_alone>{alone}),? ?)"
        rf"(?={_MARK.replace('(?P<mark>', '(?:')}? ?[0-9])"
        # section 7284.6 of the Government Code; section 1373 of title 8
        rf"|(?<!\w)(?:§|(?i:section|sec\.)) ?(?P<of>{_NUMBER})(?P<of_subs>{_SUBDIVISION})?"
        rf",? of (?:(?:the )?(?:(?P<state_of>{place}) )?(?P<words_of>{any_code})"
        rf"|(?i:title )(?P<title_of>[0-9]{{1,2}})(?:,? of the)?(?: (?P<titled_of>{titled}))?)(?!\w)"
        # § 7284.6 of nothing named
        rf"|(?<![\w])(?=(?:§|(?i:section|secs?\.)) ?§? ?[0-9])"
    )


@cache
def _item(*, first: bool, plural: bool, hyphen: bool) -> re.Pattern[str]:
    number = _HYPHENED if hyphen else _NUMBER
    to = " (?:to|through) " if hyphen else "(?P<dash>-)| - | (?:to|through) "
    last = rf"(?:(?:{to})(?P<last>{number}))?(?: et seq\.?)?"
    numbered = rf"(?P<number>{number})(?P<subs>{_SUBDIVISION})?{last}"
    if first:
        return re.compile(rf"(?P<and>){_MARK}? ?{numbered}(?P<alone>){_ENDS}")
    # "Penal Code 187, 2017": only "§§" or a point makes another number a section.
    dotted = "" if plural else r"(?=[0-9a-z]+[.-][0-9])"
    return re.compile(
        rf"(?P<and>{_AND})(?:{_MARK} ?)?(?:{dotted}{numbered}|(?P<alone>{_SUBDIVISION})){_ENDS}"
    )


def section_parts(key: str) -> tuple[str, str, str] | None:
    """Take a section's key apart: `Cal. Gov. Code`, `7284.6`, `(a)(1)`; None for what is none.

    A range's number is in words, `7284 to 7284.12`.
    """
    section = _read(key)
    if section is None:
        return None
    number = f"{section.first} to {section.last}" if section.last else section.first
    return section.code, number, "".join(section.subs)


def code_in_words(name: str) -> str:
    """`Cal. Gov. Code` → `Government Code`; a code with no name in words stays as it is."""
    return _names_in_words().get(name, name)


@cache
def _names_in_words() -> dict[str, str]:
    data = tomllib.loads(files("facts.law.keys").joinpath("statutes.toml").read_text("utf-8"))
    return {
        row["name"]: max(full, key=len).replace("&", "and")
        for row in data["code"]
        if row.get("alone") and (full := [word for word in row["words"] if "." not in word])
    }
