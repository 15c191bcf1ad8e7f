"""Statutes: sections of codes, and chapters of session laws.

Sections are read in Bluebook and in California style, alone, in ranges and in lists. A key is the
code and the section: `Cal. Gov. Code § 7284.6(a)(1)`, `8 U.S.C. § 1373`, `Cal. Gov. Code
§§ 7284–7284.12`; `§ 7284.6` where no code is named. `statutes.toml` lists the codes.

A chapter's key is `Stats. 2017, ch. 495` in California and `Pub. L. 115-97` in Congress.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from facts.law.keys.jurisdictions import beside_number, jurisdiction_id, jurisdictions
from facts.law.keys.key import KeyKind, KeySpan, any_of, normalize

_SUB = r" ?\((?:[0-9]{1,3}|[A-Za-z]{1,2}|[ivxIVX]{1,5})\)"
_SUBDIVISION = rf"(?:(?:,? ?(?i:subd(?:ivision|s)?\b\.?))?(?:{_SUB})+)"
# A hyphen and one letter are a section's suffix in every code: Penal Law § 265.01-d.
_NUMBER = r"[0-9]{1,6}[a-z]{0,2}(?:\.[0-9]{1,5}[a-z]?)*(?:-[a-z](?!\w))?"
_HYPHENED = rf"{_NUMBER}(?:-[0-9]{{1,6}}[a-z]?(?:\.[0-9]{{1,5}})*(?:-[a-z](?!\w))?)*"
_MARK = r"(?P<mark>§ ?§|§|(?i:sections?|secs?\.?|ss?\.))"
_AND = r"(?:,? (?:and|or|&) |[,;] ?)"
# A number before one of these is not a section: "§ 1373 and 18 U.S.C. § 4", "and 3 others".
_YEAR = r"(?:18|19|20)[0-9]{2}"
_ENDS = r"(?![\w§]|\.[0-9]| ?(?:U\. ?S\.|U\.?S\.?C|C\. ?F|CFR|F\.|Cal\.|S\. ?Ct|Stat))"
_PLAIN_KEY = re.compile(
    r"(?P<code>[A-Z][^§]*) § (?P<number>[0-9]{1,6}[a-z]{0,2}(?:\.[0-9]{1,5}[a-z]?)*)"
    r"(?P<subs>(?:\((?:[0-9]{1,3}|[A-Za-z]{1,2}|[ivxIVX]{1,5})\))*)"
)
_OTHER_KEY = re.compile(
    rf"(?P<code>[A-Z][^§]*[^§ ]) ?§ ?(?P<number>{_HYPHENED})(?P<subs>{_SUBDIVISION})?"
)
# Most questions name no section, and this pattern is a hundred times cheaper than the full one.
_HINT = re.compile(
    r"§|(?i:code|sec|stat|(?:penal|executive) law|proc|title)"
    r"|(?i:c\.? ?c\.? ?p|u\.? ?s\.? ?c|c\.? ?f\.? ?r)"
    # The states' short forms, before a number: A.R.S. § 16-121, RCW 10.98.320.
    r"|\b[A-Z](?:\.? ?[A-Z]){1,4}\.?,? ?[0-9]"
    r"|\([0-9]{2}"
)


@dataclass(frozen=True, slots=True)
class _Code:
    """A code of statutes: whether it has numbered titles, and section numbers with hyphens."""

    name: str
    titled: bool
    hyphen: bool


@dataclass(frozen=True, slots=True)
class _Section:
    """A section or a range of sections of one code; `code` is "" where the text names none."""

    code: str
    first: str
    last: str = ""
    subs: tuple[str, ...] = ()

    def __str__(self) -> str:
        # A number with hyphens needs the word "to": a dash would look like part of it.
        to = " to " if "-" in self.first + self.last else "–"
        mark, number = ("§§", f"{self.first}{to}{self.last}") if self.last else ("§", self.first)
        return f"{self.code} {mark} {number}{''.join(self.subs)}".lstrip()


def statute_key(written: str) -> str:
    """Return the key of a section that an editor wrote.

    Text that does not name exactly one section or range comes back as it is, with single spaces.
    """
    keys = list(statutes_in(normalize(written)))
    return keys[0].key if len(keys) == 1 else " ".join(written.split())


def statute_covers(whole: str, part: str) -> bool:
    """Whether `whole` covers `part`: § 7284.6 covers its (a)(1), §§ 7284–7284.12 cover § 7284.6.

    Section numbers are compared part by part, so 7284.12 comes after 7284.6. If one of the two
    names no code, the code is ignored. False if either is not a section.
    """
    outer, inner = _single(whole), _single(part)
    if outer is None or inner is None or (outer.code and inner.code and outer.code != inner.code):
        return False
    if outer.last:
        last = inner.last or inner.first
        return _order(outer.first) <= _order(inner.first) and _order(last) <= _order(outer.last)
    same = (outer.first, "") == (inner.first, inner.last)
    return same and inner.subs[: len(outer.subs)] == outer.subs


def statutes_meet(ours: Iterable[str], asked: Iterable[str]) -> bool:
    """Whether a section asked about is one of ours, part of one, or has one as its part."""
    sections = tuple(asked)
    return any(
        statute_covers(one, section) or statute_covers(section, one)
        for one in ours
        for section in sections
    )


def section_parts(key: str) -> tuple[str, str, str] | None:
    """Split a section's key into code, number and subdivisions; None if it is not a section.

    `Cal. Gov. Code § 7284.6(a)(1)` gives `Cal. Gov. Code`, `7284.6` and `(a)(1)`. The number of a
    range is `7284 to 7284.12`.
    """
    section = _single(key)
    if section is None:
        return None
    number = f"{section.first} to {section.last}" if section.last else section.first
    return section.code, number, "".join(section.subs)


def code_in_words(name: str) -> str:
    """Return `Government Code` for `Cal. Gov. Code`; other codes as they are."""
    return _full_names().get(name, name)


@cache
def _full_names() -> dict[str, str]:
    return {
        row["name"]: max(full, key=len).replace("&", "and")
        for row in _code_rows()
        if row.get("alone") and (full := [word for word in row["words"] if "." not in word])
    }


def _order(section: str) -> tuple[tuple[int, str], ...]:
    parts = re.findall(r"[0-9]+|[a-z]+", section)
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


@lru_cache(maxsize=4096)
def _single(key: str) -> _Section | None:
    # Most provisions on file are keys: they are split without the patterns for people's text.
    if (plain := _PLAIN_KEY.fullmatch(key)) and plain["code"] in _untitled():
        return _Section(plain["code"], plain["number"], subs=_subs(plain["subs"]))
    text = normalize(key)
    sections = [section for section, *span in _sections(text) if span == [0, len(text)]]
    if sections:
        return sections[0]
    # A code that the list lacks is named as it was filed, and what follows "§" is one section.
    other = _OTHER_KEY.fullmatch(text)
    return _Section(other["code"], other["number"], subs=_subs(other["subs"])) if other else None


def statutes_in(text: str) -> Iterator[KeySpan]:
    """Yield the sections in a normalized text, in order."""
    for section, start, end in _sections(text):
        yield KeySpan(KeyKind.STATUTE, str(section), start, end)


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
            last = match["of_last"] or ""
            subs = () if last else _subs(match["of_subs"])
            section = _Section(_name(code, match), match["of"], last, subs)
            yield section, match.start(), match.end()
            continue
        for section, start, end in _listed(match, code, text):
            position = end
            yield section, start, end


def _listed(match: re.Match[str], code: _Code, text: str) -> Iterator[tuple[_Section, int, int]]:
    """Read the sections listed after a code's name; a bare "(b)" continues the one before it."""
    name = _name(code, match)
    item = _item(first=True, plural=False, hyphen=code.hyphen).match(text, match.end())
    plural = bool(item and re.fullmatch("§ ?§|(?i:sections|secs.?|ss.)", item["mark"] or ""))
    if not code.name:  # "section 16-548", "section 21-2-229": no range without a plural
        joined = _item(first=True, plural=False, hyphen=True).match(text, match.end())
        longer = joined and (item is None or joined.end() > item.end())
        item = joined if joined and (longer or not plural) else item
    start, previous = match.start(), None
    number = f"{item['number']}{item['last'] or ''}" if item else ""
    if item and not (code.name or "§" in (item["mark"] or "") or re.search("[.-]", number)):
        return  # "section 230" without a code is mostly about housing or the internet
    while item:
        if previous and item["alone"]:
            subs = _continued(previous.subs, _subs(item["alone"]))
            section = _Section(name, previous.first, subs=subs)
        else:
            section = _numbered(name, item)
        yield section, start, item.end()
        previous = section
        item = _item(first=False, plural=plural, hyphen=code.hyphen).match(text, item.end())
        start = item.end("and") if item else start


def _numbered(name: str, item: re.Match[str]) -> _Section:
    first, last, subs = item["number"], item["last"] or "", _subs(item["subs"])
    is_joined = bool(item.groupdict().get("dash")) and _is_one_number(first, last)
    if last and (is_joined or _order(last) <= _order(first)):
        # 42 U.S.C. § 1395w-4: the hyphen is part of the number.
        first, last = f"{first}-{last}" if item.groupdict().get("dash") else first, ""
    return _Section(name, first, last, () if last else subs)


def _is_one_number(first: str, last: str) -> bool:
    """Whether a hyphen joins title and section, as in 16-121.03, rather than the ends of a range.

    The ends of a range are of one length: 7284-7284.12, 187-190.
    """
    return len(re.match("[0-9]*", first)[0]) < len(re.match("[0-9]*", last)[0])  # type: ignore[index]


def _subs(written: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"\([^)]*\)", written or ""))


def _continued(before: tuple[str, ...], subs: tuple[str, ...]) -> tuple[str, ...]:
    """Resolve "(D)" after "(a)(1)(C)": it replaces the first part of the same type."""
    for depth, part in enumerate(before):
        if _type(part) == _type(subs[0]):
            return before[:depth] + subs
    return subs


def _type(part: str) -> str:
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
    if state:
        return codes.get((jurisdiction_id(state) or "", _compact(words)))
    return codes.get(("us-ca", _compact(words))) or codes.get(("", _compact(words)))


@cache
def _code_rows() -> list[dict[str, Any]]:
    text = files("facts.law.keys").joinpath("statutes.toml").read_text("utf-8")
    return list(tomllib.loads(text)["code"])


@cache
def _codes() -> dict[tuple[str, str], _Code]:
    """Codes by jurisdiction and compact spelling.

    The jurisdiction is "" for codes with titles, and for short forms that name their state.
    """
    starts = {
        word: id_ for id_, row in jurisdictions().items() for word in (row.name, *row.short)
    } | {"Or.": "us-or"}
    codes = {}
    for row in _code_rows():
        titled = row.get("titled", False)
        state = next((starts[word] for word in starts if row["name"].startswith(f"{word} ")), "")
        code = _Code(row["name"], titled=titled, hyphen=row.get("hyphen", False))
        for word in row["words"]:
            codes["" if titled else state, _compact(word)] = code
        codes |= {("", _compact(word)): code for word in row.get("short", [])}
    return codes


@cache
def _untitled() -> frozenset[str]:
    return frozenset(row["name"] for row in _code_rows() if not row.get("titled"))


@cache
def _words() -> tuple[list[str], list[str], list[str]]:
    """Spellings of codes with titles, of codes that need no state's name, and of all others."""
    titled: list[str] = []
    alone: list[str] = []
    stated: list[str] = []
    for row in _code_rows():
        kind = titled if row.get("titled") else alone if row.get("alone") else stated
        kind += row["words"]
        alone += row.get("short", [])
    return titled, alone, stated


@cache
def _mention() -> re.Pattern[str]:
    titled, alone, stated = (f"(?i:{any_of(words)})" for words in _words())
    any_code = f"(?:{alone}|{stated})"
    place = rf"(?:{beside_number()}|Or\.)(?:'s)?"
    return re.compile(
        # 8 U.S.C. § 1373; title 8, section 1373
        rf"(?<![\w.§-])(?:(?:(?i:title) ?)?(?P<title>[0-9]{{1,2}}),? (?P<titled>{titled}),? ?"
        rf"|(?i:title) (?P<title_alone>[0-9]{{1,2}}),? (?=§|(?i:sec))"
        # Tex. Gov't Code § 752.053; Gov. Code, § 7284.6
        rf"|(?P<state>{place}) ?(?P<words>{any_code}),? ?|(?P<words_alone>{alone}),? ?)"
        rf"(?={_MARK.replace('(?P<mark>', '(?:')}? ?[0-9])"
        # section 7284.6 of the Government Code; section 1373 of title 8
        rf"|(?<!\w)(?:§ ?§?|(?i:sections?|secs?\.?)) ?(?P<of>{_HYPHENED})"
        rf"(?P<of_subs>{_SUBDIVISION})?"
        rf"(?: (?:to|through) (?P<of_last>{_HYPHENED}))?"
        rf",? of (?:(?:the )?(?:(?P<state_of>{place}) )?(?P<words_of>{any_code})"
        rf"|(?i:title )(?P<title_of>[0-9]{{1,2}})(?:,? of the)?(?: (?P<titled_of>{titled}))?)(?!\w)"
        # § 7284.6 without a code
        rf"|(?<![\w])(?=(?:§|(?i:sections?|secs?\.?)) ?§? ?[0-9])"
        # "that part (16-548)", but no years
        rf"|(?<=\()(?!{_YEAR}[-)])(?=[0-9]{{2,6}}[a-z]?(?:[.-][0-9]{{2,5}}[a-z]?)+\))"
    )


@cache
def _item(*, first: bool, plural: bool, hyphen: bool) -> re.Pattern[str]:
    number = _HYPHENED if hyphen else _NUMBER
    to = " (?:to|through) " if hyphen else "(?P<dash>-)| - | (?:to|through) "
    last = rf"(?:(?:{to})(?P<last>{number}))?(?: et seq\.?)?"
    numbered = rf"(?P<number>{number})(?P<subs>{_SUBDIVISION})?{last}"
    if first:
        return re.compile(rf"(?P<and>){_MARK}? ?{numbered}(?P<alone>){_ENDS}")
    # "Penal Code 187, 2017": after "§" a second number is a section only if it has a period.
    dotted = "" if plural else r"(?=[0-9a-z]+[.-][0-9])"
    return re.compile(
        rf"(?P<and>{_AND})(?:{_MARK} ?)?(?:{dotted}{numbered}|(?P<alone>{_SUBDIVISION})){_ENDS}"
    )


# ---- Chapters of session laws ----

_STATUTES = r"(?:stats?\.?|statutes)"
# California Style Manual § 2:11: "Stats. 2017, ch. 495, § 3"; bills say "Chapter 495, Statutes of
# 2017"; Bluebook T1 says "2017 Cal. Stat. 495".
_CH = r"(?:ch(?:apter|ap)?\.?) ?"
_CHAPTER = re.compile(
    rf"(?<!\w)(?:{_STATUTES} ?(?:of )?(?P<year1>{_YEAR}),? ?{_CH}(?P<ch1>[0-9]{{1,4}})"
    rf"|{_CH}(?P<ch2>[0-9]{{1,4}}),? ?(?:of )?(?:the )?{_STATUTES} ?(?:of )?(?P<year2>{_YEAR})"
    rf"|(?P<year3>{_YEAR}) ?cal\.? ?stats?\.? ?(?:{_CH})?(?P<ch3>[0-9]{{1,4}})"
    # North Carolina: "S.L. 2023-45"
    rf"|(?:session laws?|s\.l\.) ?(?:nos?\.? ?)?(?P<year4>{_YEAR})-(?P<ch4>[0-9]{{1,4}})"
    r"|p(?:ub(?:lic)?)?\.? ?l(?:aw)?\.? ?(?:no\.? ?)?(?P<congress>[0-9]{2,3})-(?P<law>[0-9]{1,4})"
    r")(?!\w)",
    re.IGNORECASE,
)


def chapter_key(written: str) -> str:
    """Return the key of a chapter that an editor wrote.

    Text that is not a chapter comes back as it is, with single spaces.
    """
    first = next(chapters_in(normalize(written)), None)
    return first.key if first else " ".join(written.split())


def chapters_in(text: str) -> Iterator[KeySpan]:
    """Yield the chapters in a normalized text, in order."""
    for match in _CHAPTER.finditer(text):
        if match["congress"]:
            key = f"Pub. L. {match['congress']}-{int(match['law'])}"
        elif match["year4"]:
            key = f"S.L. {match['year4']}-{int(match['ch4'])}"
        else:
            year = match["year1"] or match["year2"] or match["year3"]
            number = match["ch1"] or match["ch2"] or match["ch3"]
            key = f"Stats. {year}, ch. {int(number)}"
        yield KeySpan(KeyKind.CHAPTER, key, *match.span())
