"""Bills: their numbers in every spelling, with jurisdiction, year and session where named.

A key says as much as the text does: `sb-54`, `us-ca/sb-54`, `2017/sb-54`, `us-ca/2017/sb-54`,
`us-ca/2017-2018/sb-54`, `us/115/hr-1`. The middle part is a session as the legislature counts it
or a year inside it; `bill_matches` knows the difference.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from facts.law.keys.jurisdictions import beside_a_number, jurisdiction_id
from facts.law.keys.key import Found, KeyKind, one_of
from facts.model.value import Value

_MEASURE = r"[a-z]{1,8}(?:x[0-9])?-[0-9]{1,5}[a-e]?"
_PERIOD = r"[0-9]{4}(?:-[0-9]{4})?|[0-9]{2,3}"
_JURISDICTION = r"[a-z]{2}(?:-[a-z0-9]+)*"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# A year after these words dates the question ("in 2018 SB 54 was ..."), not the bill.
_DATING = re.compile(
    r"(?:\b(?:in|as of|of|since|by|until|till|before|after|during|on|around|about|from)"
    rf"|\b(?:{_MONTHS})[a-z]*\.?(?: [0-9]{{1,2}},?)?|[-/]) *$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b[A-Za-z]\. *$")
_NUMBER = r"0{0,3}[1-9][0-9]{0,4}(?:[A-Ea-e](?![A-Za-z]))?(?!\w|[.,][0-9])"
_YEAR = r"(?:1[89]|20)[0-9]{2}(?:[-/](?:(?:19|20)[0-9]{2}|[0-9]{2}))?(?![0-9])"
_CONGRESS = r"[0-9]{2,3}(?:th|st|nd|rd) Congress"
_SESSION = rf"(?:{_YEAR}(?:(?: Regular| Reg\.?)?(?i: sess)(?:ion\b|\.))?|{_CONGRESS})"
# "s-54" is a key only where it is all there is: an S-400 is a missile, an H-1B a visa.
_ALONE = re.compile(
    r" *(?P<bill>(?P<kind>[a-z])-[0-9]{1,5}"
    r"|(?P<kinds>[a-z]{2,8})(?:x[0-9])?-[0-9]{1,5}[a-e]?) *"
)
_LONGEST_SESSION = 4  # years; no legislature is elected for longer
_LOOK_BACK = 90  # characters: the longest name, a few words and a session


class BillKey(Value):
    """The parts of a bill's key: what is not named is None; `session` may be a year inside one."""

    jurisdiction: str | None = None
    session: str | None = None
    bill: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.jurisdiction, self.session, self.bill) if part)


def bill_parts(key: str) -> BillKey:
    """Take a bill's key apart; ValueError for what is none."""
    parts = re.fullmatch(
        rf"(?:({_JURISDICTION})/)?(?:({_PERIOD})/)?([a-z0-9]+(?:-[a-z0-9]+)*)", key.strip().lower()
    )
    if not parts:
        raise ValueError(f"“{key[:60]}” is no bill's key: write sb-54 or us-ca/2017-2018/sb-54")
    return BillKey(jurisdiction=parts[1], session=parts[2], bill=parts[3])


def bill_matches(asked: str, on_file: str) -> bool:
    """Whether a key as asked can mean the law with the full key `on_file`.

    What was not asked for matches anything; a year matches the session it lies in (a Congress sits
    two years from 1789: 1 U.S.C. § 105 and the Twentieth Amendment); a "Senate Bill" is what the
    jurisdiction itself calls one (`s-54` in Congress).
    """
    want, have = bill_parts(asked), bill_parts(on_file)
    if want.jurisdiction and want.jurisdiction != have.jurisdiction:
        return False
    if want.session and not _session_matches(want.session, have.session, have.jurisdiction):
        return False
    return want.bill == have.bill or _called(have.jurisdiction, want.bill) == have.bill


def _session_matches(want: str, have: str | None, jurisdiction: str | None) -> bool:
    if have is None or want == have:
        return want == have
    years, on_file = (_years(session, jurisdiction) for session in (want, have))
    return years == on_file if len(years) != 1 else bool(years & on_file)


def _years(session: str, jurisdiction: str | None) -> frozenset[int]:
    if re.fullmatch(r"[0-9]{2,3}", session):
        if jurisdiction != "us":
            return frozenset()  # other legislatures number their sessions each in its own way
        began = 1787 + 2 * int(session)
        return frozenset((began, began + 1))
    first, _, last = session.partition("-")
    return frozenset(range(int(first), int(last or first) + 1))


def _called(jurisdiction: str | None, bill: str) -> str:
    kind, _, number = bill.partition("-")
    return f"{_words()['called'].get(jurisdiction or '', {}).get(kind, kind)}-{number}"


def bills_in(text: str) -> Iterator[Found]:
    """Yield the bills that a text (made plain) names: whole keys first, then written numbers."""
    if (alone := _ALONE.fullmatch(text)) and (alone["kind"] or alone["kinds"]) in _slugs():
        yield Found(KeyKind.BILL, alone["bill"], *alone.span("bill"))
    for match in _whole_key().finditer(text):
        parts = bill_parts(match.group())
        if parts.jurisdiction or _kind(parts.bill) in _slugs():
            yield Found(KeyKind.BILL, str(parts), *match.span())
    for match in _number().finditer(text):
        yield from _written(match, text)


def _kind(bill: str) -> str:
    return re.sub("(?:x[0-9])?$", "", bill.partition("-")[0])


def _written(match: re.Match[str], text: str) -> Iterator[Found]:
    around = _Around.read(text, match.start(), match.end())
    if match["beside"] and not around.jurisdiction:
        return
    if match["dotted"] and _INITIAL.search(text, max(0, match.start() - 4), match.start()):
        return  # the "S." of "410 U. S. 113"
    kind = _slug_of(match["type"]) + (f"x{match['special']}" if match["special"] else "")
    numbers = list(re.finditer(_NUMBER, match["numbers"]))
    for place, number in enumerate(numbers):
        if around.jurisdiction is None and len(kind) == 1 and number.group()[-1].isalpha():
            continue  # "H. 1B" is no bill of nowhere
        bill = f"{kind}-{number.group().lower().lstrip('0')}"
        key = BillKey(
            jurisdiction=around.jurisdiction,
            session=around.session,
            bill=_called(around.jurisdiction, bill),
        )
        start = match.start("numbers") + number.start() if place else around.start
        last = place == len(numbers) - 1
        end = around.end if last else match.start("numbers") + number.end()
        yield Found(KeyKind.BILL, str(key), start, end)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands directly before and after a number: where it is law, and of which session."""

    start: int
    end: int
    jurisdiction: str | None
    session: str | None

    @classmethod
    def read(cls, text: str, start: int, end: int) -> "_Around":
        """Read around the number at `start`..`end`; the bounds grow by what belongs to it."""
        places: list[str] = []
        sessions: list[str] = []
        if before := _before().search(text, max(0, start - _LOOK_BACK), start):
            dates = bool(_DATING.search(text, max(0, before.start() - 20), before.start()))
            # The first year is the question's date after "in"; one inside the name never is.
            own = [] if dates else [before["year"] or before["alone"]]
            sessions += filter(None, map(_session, filter(None, (*own, before["inside"]))))
            places += [before["place"]] * bool(before["place"])
            if sessions or places:
                start = before.start("place") if dates else before.start()
        if after := _after().match(text, end):
            written = re.findall(_SESSION, after.group())
            sessions += filter(None, map(_session, written))
            places += [found.group() for found in _place().finditer(after.group())]
            end = after.end()
        session = sessions[0] if sessions else None
        of_congress = bool(session) and len(session or "") <= len("115")
        jurisdiction = jurisdiction_id(places[0]) if places else None
        return cls(start, end, "us" if of_congress else jurisdiction, session)


def _session(written: str) -> str | None:
    """`2017-18 session` and `2017/2018` → `2017-2018`; `115th Congress` → `115`.

    None for what is no session after all, such as the month 2018-03.
    """
    numbers: list[str] = re.findall("[0-9]+", written)
    first, *rest = numbers
    if not rest:
        return first
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


def _slug_of(written: str) -> str:
    compact = _compact(written)
    slugs = _by_spelling()
    return slugs.get(compact) or slugs[compact.removesuffix("s")]


def _all(name: str) -> list[str]:
    return [word for row in _words()["type"] for word in row.get(name, ())]


@cache
def _whole_key() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/.-])(?:(?i:{_JURISDICTION}/(?:{_PERIOD})/[a-z0-9]+(?:-[a-z0-9]+)*"
        rf"|{_JURISDICTION}/{_MEASURE}|(?:{_PERIOD})/{_MEASURE}))(?![\w/-])"
    )


@cache
def _number() -> re.Pattern[str]:
    words = one_of(_all("words"))
    dotted = "|".join(re.escape(word).replace(r"\.", r"\. ?") for word in _all("dotted"))
    beside = one_of(_all("beside"))
    return re.compile(
        rf"(?<![\w/$-])(?P<type>(?i:{words})(?P<plural>[sS])?|(?P<dotted>{dotted})|(?P<beside>{beside}))"
        r"(?:[xX](?P<special>[0-9]))?[ -]{0,3}(?:(?i:nos?\b\.?|numbers?|#) {0,3})?"
        rf"(?P<numbers>{_NUMBER}(?(plural)(?:(?:, ?(?:and )?| and | & ){_NUMBER})*))"
    )


@cache
def _before() -> re.Pattern[str]:
    between = one_of(_words()["between"]["words"])
    return re.compile(
        rf"(?<![\w-])(?:(?:(?P<year>{_SESSION})(?:'s)? +)?(?P<place>{beside_a_number()})(?:'s?)?"
        rf"(?: +(?i:{between})(?!\w)){{0,4}} +(?:(?P<inside>{_SESSION})(?:'s)? +)?"
        rf"|(?P<alone>{_SESSION})(?:'s)? +)$"
    )


@cache
def _place() -> re.Pattern[str]:
    # Whole words only: "in California" holds "n C", which is North Carolina's "N.C.".
    return re.compile(rf"(?<!\w)(?:{beside_a_number()})(?!\w)")


@cache
def _after() -> re.Pattern[str]:
    place = beside_a_number()
    inside = rf"(?:{_SESSION}|{place}(?!\w)|(?i:reg(?:ular)?\b|sess(?:ion)?\b|state|the|of)|[ ,;.])"
    return re.compile(
        rf"(?: ?\( ?{inside}+\)"
        rf"| (?:of|from) (?:the )?{_SESSION}(?: session)?"
        rf"| (?:of|from|in) (?:the state of )?{place}(?!\w))*"
    )
