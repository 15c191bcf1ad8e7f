"""Bills: their numbers in any spelling, with the jurisdiction and session that the text names.

A key has only the parts that the text names: `sb-54`, `us-ca/sb-54`, `2017/sb-54`,
`us-ca/2017/sb-54`, `us-ca/2017-2018/sb-54`, `us/115/hr-1`. The middle part is a session as its
legislature counts them, or a year within one; `bill_matches` compares the two. `bills.toml` lists
the types of measure.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from facts.law.keys.jurisdictions import beside_number, jurisdiction_id
from facts.law.keys.key import KeyKind, KeySpan, any_of
from facts.model.value import Value

_MEASURE = r"[a-z]{1,8}(?:x[0-9])?-[0-9]{1,5}[a-e]?"
_PERIOD = r"[0-9]{4}(?:-[0-9]{4})?|[0-9]{2,3}"
_JURISDICTION = r"[a-z]{2}(?:-[a-z0-9]+)*"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# A year after one of these words dates the question ("in 2018 SB 54 was ..."), not the bill.
_DATING = re.compile(
    r"(?:\b(?:in|as of|of|since|by|until|till|before|after|during|on|around|about|from)"
    rf"|\b(?:{_MONTHS})[a-z]*\.?(?: [0-9]{{1,2}},?)?|[-/]) *$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b[A-Za-z]\. *$")
_NUMBER = r"0{0,3}[1-9][0-9]{0,4}(?:[A-Ea-e](?![A-Za-z]))?(?!\w|[.,][0-9])"
_REGULAR = r"(?:(?: Regular| Reg\.?)?(?i: sess)(?:ion\b|\.))?"
_SPAN = r"(?:1[89]|20)[0-9]{2}[-/](?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
_YEAR = rf"(?:{_SPAN}|(?:1[89]|20)[0-9]{{2}}(?![0-9]))"
_ORDINAL = r"[0-9]{2,3}(?:th|st|nd|rd|d)\b"
_NO_SESSION = r"(?! ?(?i:c[ir]|dist|court|amend|day|anniv|birth|time|hour|floor|vote))"
# "s-54" is a key only as the whole text: an S-400 is a missile and an H-1B a visa.
_ALONE = re.compile(
    r" *(?P<bill>(?P<kind>[a-z])-[0-9]{1,5}"
    r"|(?P<kinds>[a-z]{2,8})(?:x[0-9])?-[0-9]{1,5}[a-e]?) *"
)
# How a place or session after a number may begin; the pattern of all of them takes long to compile.
_MAY_FOLLOW = re.compile(r" ?\(|,? (?:[0-9]|(?:of|from|in|the) )")
_LONGEST_SESSION = 4  # years; no American legislature is elected for longer
_LOOK_BACK = 90  # characters: enough for the longest name, a few words and a session


class BillKey(Value):
    """The parts of a bill's key, None where not named; `session` may be a year within a session."""

    jurisdiction: str | None = None
    session: str | None = None
    bill: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.jurisdiction, self.session, self.bill) if part)


def bill_parts(key: str) -> BillKey:
    """Split a bill's key into its parts; ValueError if it is not a bill's key."""
    parts = re.fullmatch(
        rf"(?:({_JURISDICTION})/)?(?:({_PERIOD})/)?([a-z0-9]+(?:-[a-z0-9]+)*)", key.strip().lower()
    )
    if not parts:
        raise ValueError(
            f"“{key[:60]}” is not a bill’s key: write it like sb-54 or us-ca/2017-2018/sb-54"
        )
    return BillKey(jurisdiction=parts[1], session=parts[2], bill=parts[3])


def bill_matches(asked: str, on_file: str) -> bool:
    """Whether the key `asked` can mean the law with the full key `on_file`.

    A part that `asked` lacks matches anything. A year matches the session that contains it, and so
    does the number of a Congress or of a legislature that counts them. "Senate Bill" matches what
    the jurisdiction itself calls one (`s-54` in Congress).
    """
    want, have = bill_parts(asked), bill_parts(on_file)
    if want.jurisdiction and want.jurisdiction != have.jurisdiction:
        return False
    if want.session and not _session_matches(want.session, have.session, have.jurisdiction):
        return False
    return _local_form(have.jurisdiction, want.bill) == _local_form(have.jurisdiction, have.bill)


def bill_forms(key: str) -> tuple[str, ...]:
    """Return the bare numbers under which the bill of a key may be on file: `s-77` and `sb-77`."""
    parts = bill_parts(key)
    kind, _, number = parts.bill.partition("-")
    local = _words()["local_forms"].get(parts.jurisdiction or "", {})
    others = [f"{general}-{number}" for general, own in local.items() if own == kind]
    return tuple(dict.fromkeys((parts.bill, *others)))


def bill_number(bill: str) -> str | None:
    """Return a bill as it is printed, `SB 54` or `H.R. 842`; None for a slug that is no number."""
    found = re.fullmatch(r"([a-z]{1,8}(?:x[0-9])?)-([0-9]{1,5}[a-e]?)", bill)
    if not found:
        return None
    shown = {row["slug"]: row.get("shown") for row in _words()["type"]}.get(found[1])
    return f"{shown or found[1].upper()} {found[2].upper()}"


def session_body(jurisdiction: str) -> str:
    """Return what a numbered session is one of: `Congress`, `Legislature`, `General Assembly`."""
    bodies: dict[str, str] = _words()["bodies"]["named"]
    return bodies.get(jurisdiction, "Legislature")


def _session_matches(want: str, have: str | None, jurisdiction: str | None) -> bool:
    if have is None or want == have:
        return want == have
    years, on_file = (session_years(session, jurisdiction) for session in (want, have))
    if len(years) == 1:
        return bool(years & on_file)
    is_counted = min(len(want), len(have)) < len("2017")
    # Most legislatures that count by two years sit in the first alone, and are filed under it.
    return years == on_file or (is_counted and bool(on_file) and on_file < years)


def session_years(session: str, jurisdiction: str | None) -> frozenset[int]:
    """Return the years of a session, such as `2017-2018` or the `115` of `us`.

    None where nothing says which years a legislature's number means.
    """
    if re.fullmatch(r"[0-9]{2,3}", session):
        counted = _words()["counted"].get(jurisdiction or "")
        if counted is None or int(session) < counted["from"]:
            return frozenset()
        began = counted["zero"] + 2 * int(session)
        return frozenset((began, began + 1))
    first, _, last = session.partition("-")
    return frozenset(range(int(first), int(last or first) + 1))


def real_session(session: str, jurisdiction: str) -> tuple[int, int] | None:
    """Return the number and the first year of the session that a law's session must be part of.

    Two years, or a number, of a legislature that counts its sessions (`counted`): `2018-2019` of
    `us` can only be the 115th, of 2017 and 2018. None where nothing is known of its sessions.
    """
    counted = _words()["counted"].get(jurisdiction)
    if counted is None:
        return None
    first, _, last = session.partition("-")
    is_number = len(first) < len("2017")
    number = int(first) if is_number else (int(first) - counted["zero"]) // 2
    known = number >= counted["from"] and (is_number or last)
    return (number, counted["zero"] + 2 * number) if known else None


def sessions_overlap(one: str, other: str, jurisdiction: str | None) -> bool:
    """Whether two sessions of a legislature may be the same: `2017` and `2017-2018`."""
    years, others = (session_years(session, jurisdiction) for session in (one, other))
    return one == other or bool(years & others)


def _local_form(jurisdiction: str | None, bill: str) -> str:
    kind, _, number = bill.partition("-")
    return f"{_words()['local_forms'].get(jurisdiction or '', {}).get(kind, kind)}-{number}"


def bills_in(text: str) -> Iterator[KeySpan]:
    """Yield the bills in a normalized text: full keys first, then numbers as people write them."""
    if (alone := _ALONE.fullmatch(text)) and (alone["kind"] or alone["kinds"]) in _slugs():
        yield KeySpan(KeyKind.BILL, alone["bill"], *alone.span("bill"))
    for match in _whole_key().finditer(text):
        parts = bill_parts(match.group())
        if parts.jurisdiction or _kind(parts.bill) in _slugs():
            yield KeySpan(KeyKind.BILL, str(parts), *match.span())
    ended = 0
    for match in _number().finditer(text):
        # After a slash only the next of several bills counts (SB 54/AB 32), not a part of a path.
        if not text[: match.start()].endswith("/") or match.start() == ended + 1:
            yield from _numbers_of(match, text)
            ended = match.end()


def _kind(bill: str) -> str:
    return re.sub("(?:x[0-9])?$", "", bill.partition("-")[0])


def _numbers_of(match: re.Match[str], text: str) -> Iterator[KeySpan]:
    context = _Context.read(text, match.start(), match.end())
    if match["beside"] and not context.jurisdiction:
        return
    if match["dotted"] and _INITIAL.search(text, max(0, match.start() - 4), match.start()):
        return  # the "S." of "410 U. S. 113"
    kind = _slug_for(match["type"]) + (f"x{match['special']}" if match["special"] else "")
    numbers = list(re.finditer(_NUMBER, match["numbers"]))
    for place, number in enumerate(numbers):
        if context.jurisdiction is None and len(kind) == 1 and number.group()[-1].isalpha():
            continue  # without a jurisdiction "H. 1B" is not a bill
        bill = f"{kind}-{number.group().lower().lstrip('0')}"
        key = BillKey(
            jurisdiction=context.jurisdiction,
            session=context.session,
            bill=_local_form(context.jurisdiction, bill),
        )
        start = match.start("numbers") + number.start() if place else context.start
        last = place == len(numbers) - 1
        end = context.end if last else match.start("numbers") + number.end()
        yield KeySpan(KeyKind.BILL, str(key), start, end)


@dataclass(frozen=True, slots=True)
class _Context:
    """The jurisdiction and session named right before or after a number, and the span of it all."""

    start: int
    end: int
    jurisdiction: str | None
    session: str | None

    @classmethod
    def read(cls, text: str, start: int, end: int) -> "_Context":
        """Read the context of `text[start:end]`; the span grows by the words that belong to it."""
        places: list[str] = []
        written: list[str] = []
        if before := _before().search(text, max(0, start - _LOOK_BACK), start):
            dates = bool(_DATING.search(text, max(0, before.start() - 20), before.start()))
            # After "in" the first year dates the question; a year after the place never does.
            own = [] if dates else [before["year"] or before["alone"]]
            written += filter(None, (*own, before["inside"]))
            places += [before["place"]] * bool(before["place"])
            if any(map(_session, written)) or places:
                start = before.start("place") if dates else before.start()
        if _MAY_FOLLOW.match(text, end) and (after := _after().match(text, end)):
            end = after.end()
            for found in _session_pattern().finditer(after.group()):
                if _session(found.group()) is None:  # a month, such as 2018-03
                    end = after.start() + len(after.group()[: found.start()].rstrip(" ,;("))
                    break
                written.append(found.group())
            places += [found.group() for found in _place().finditer(text[after.start() : end])]
        counted = next((one for one in written if _session(one)), "")
        places += [found.group() for found in _place().finditer(counted)]
        jurisdiction = jurisdiction_id(places[0]) if places else None
        is_congress = bool(re.search("cong", counted, re.IGNORECASE))
        return cls(start, end, "us" if is_congress else jurisdiction, _session(counted))


def _session(written: str) -> str | None:
    """Return `2017-2018` for `2017-18 session` and `2017/2018`, `115` for `115th Congress`.

    None if it is not a session, such as the month 2018-03.
    """
    numbers: list[str] = re.findall("[0-9]+", written)
    if len(numbers) < 2:  # noqa: PLR2004 (the first and the last year)
        return numbers[0] if numbers else None
    first, *rest = numbers
    last = f"{first[: 4 - len(rest[0])]}{rest[0]}"
    return f"{first}-{last}" if 0 < int(last) - int(first) <= _LONGEST_SESSION else None


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("facts.law.keys").joinpath("bills.toml").read_text("utf-8"))


@cache
def _slugs() -> frozenset[str]:
    return frozenset(row["slug"] for row in _words()["type"])


@cache
def _by_spelling() -> dict[str, str]:
    return {
        _compact(word): row["slug"]
        for row in _words()["type"]
        for name in ("words", "dotted", "beside")
        for word in row.get(name, ())
    }


def _compact(word: str) -> str:
    return re.sub("[^a-z]", "", word.casefold())


def _slug_for(written: str) -> str:
    compact = _compact(written)
    slugs = _by_spelling()
    return slugs.get(compact) or slugs[compact.removesuffix("s")]


def _spellings(name: str) -> list[str]:
    return [word for row in _words()["type"] for word in row.get(name, ())]


@cache
def _whole_key() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/.-])(?:(?i:{_JURISDICTION}/(?:{_PERIOD})/[a-z0-9]+(?:-[a-z0-9]+)*"
        rf"|{_JURISDICTION}/{_MEASURE}|(?:{_PERIOD})/{_MEASURE}))(?![\w/-])"
    )


@cache
def _number() -> re.Pattern[str]:
    words = any_of(_spellings("words"))
    dotted = "|".join(re.escape(word).replace(r"\.", r"\. ?") for word in _spellings("dotted"))
    beside = any_of(_spellings("beside"))
    return re.compile(
        rf"(?<![\w$-])(?P<type>(?i:{words})(?P<plural>[sS])?|(?P<dotted>{dotted})|(?P<beside>{beside}))"
        r"(?:[xX](?P<special>[0-9]))?[ -]{0,3}(?:(?i:nos?\b\.?|numbers?|#) {0,3})?"
        rf"(?P<numbers>{_NUMBER}(?(plural)(?:(?:, ?(?:and )?| and | & ){_NUMBER})*))"
    )


@cache
def _counted() -> str:
    """Return a pattern for a numbered session: `115th Congress`, `88th Texas Legislature`."""
    bodies = any_of(_words()["bodies"]["words"])
    return rf"(?:{_ORDINAL} (?:{beside_number()} )?(?i:{bodies})(?!\w)(?:{_REGULAR}))"


@cache
def _session_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_YEAR}{_REGULAR}|{_counted()}|{_ORDINAL}")


@cache
def _before() -> re.Pattern[str]:
    between = any_of(_words()["between"]["words"])
    session = rf"(?:{_YEAR}{_REGULAR}|{_counted()})"
    return re.compile(
        rf"(?<![\w-])(?:(?:(?P<year>{session})(?:'s)? +)?(?P<place>{beside_number()})(?:'s?)?"
        rf"(?: +(?i:{between})(?!\w)){{0,4}} +(?:(?P<inside>{session})(?:'s)? +)?"
        rf"|(?P<alone>{session})(?:'s)? +)$"
    )


@cache
def _place() -> re.Pattern[str]:
    # Whole words only: "in California" holds "n C", which is North Carolina's "N.C.".
    return re.compile(rf"(?<!\w)(?:{beside_number()})(?!\w)")


@cache
def _after() -> re.Pattern[str]:
    place = beside_number()
    session = rf"(?:{_YEAR}{_REGULAR}|{_counted()})"
    inside = (
        rf"(?:{session}|{_ORDINAL}|{place}(?!\w)"
        r"|(?i:reg(?:ular)?\b|sess(?:ion)?\b|state|the|of)|[ ,;.])"
    )
    return re.compile(
        rf"(?: ?\( ?{inside}+\)"
        rf"| (?:of|from) (?:the )?{session}(?: session)?"
        # Two years, or a legislature's number, are a session with no word before them as well.
        rf"|,? (?:of |from |in )?(?:the )?"
        rf"(?:{_SPAN}{_REGULAR}|{_counted()}|{_ORDINAL}{_NO_SESSION})"
        # A party does not say where a bill is from: "SB 54 in United States v. California".
        rf"| (?:of|from|in) (?:the state of )?{place}(?!\w)(?! v(?:s|ersus)?\b))*"
    )
