"""The form of a law: one measure, its dated events as rows."""

import re

from bot.forms.filing.closing import DATE_HINT, ENDING, read_ending
from bot.forms.filing.parts import INPUT_LIMIT, ChoiceField, Form, Rows, TextField
from bot.forms.filing.reader import Reader
from bot.mrkdwn import Json
from facts import KeyKind, find_keys, jurisdiction_id, statute_key

EVENTS = Rows(
    "events",
    "event",
    (
        ChoiceField("event", "What happened", offers="event", required=True),
        TextField("on", "Date", hint=DATE_HINT, required=True),
        TextField("by", "By whom", hint="Such as: Gov. Jerry Brown, or Senate"),
        TextField(
            "provisions",
            "Only for these sections",
            hint="One a line. Empty: the whole law.",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        TextField("note", "What more there is to it", hint="Such as: Senate concurrence, 27–12"),
        ChoiceField("source", "It rests on", offers="source", first="1"),
    ),
    anchor="event",
)

FORM = Form(
    "law",
    "File a law",
    (
        TextField(
            "jurisdiction",
            "Whose law",
            hint="California, United States, or an id such as us-ca-los-angeles",
            required=True,
        ),
        TextField("session", "Session", hint="2017-2018, 2020 or 115", required=True),
        TextField(
            "bill",
            "Bill number",
            hint="SB 54. Where it has none, a slug: ice-cooperation-policy",
            required=True,
        ),
        TextField("title", "Title", required=True),
        TextField("aliases", "Popular names", hint="One a line", lines=True, limit=INPUT_LIMIT),
        TextField(
            "subject",
            "What it does",
            hint="A clause fit to print, such as: limits local police work with immigration "
            "authorities",
        ),
        TextField(
            "summary",
            "In more words",
            hint="What it does, in some sentences. Found by questions; no part of an answer.",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        TextField("author", "Author"),
        TextField("chapter", "Chapter", hint="Stats. 2017, ch. 495"),
        TextField(
            "provisions",
            "Its sections",
            hint="One a line, such as: Gov. Code, § 7284.6(a)(1). After a colon, what it is about.",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        EVENTS,
        *ENDING,
    ),
)


_AS_TYPED = ("title", "subject", "summary", "author", "chapter")


def read(reader: Reader) -> Json:
    """Read a law's data."""
    ending = read_ending(reader)
    jurisdiction = as_jurisdiction(reader, "jurisdiction")
    return {
        "jurisdiction": jurisdiction,
        "session": _session(reader.text("session")),
        "bill": _bill(reader.text("bill")),
        **{name: reader.text(name) for name in _AS_TYPED},
        "aliases": reader.lines("aliases"),
        "provisions": [_provision(line) for line in reader.lines("provisions")],
        "events": [_event(row, reader.found.rows["sources"]) for row in reader.rows(EVENTS)],
        **ending,
    }


def as_section(line: str) -> str:
    """Return a section in the one spelling that keys have; what names none stays as typed."""
    return statute_key(line) or line


def _provision(line: str) -> Json:
    key, _, about = line.partition(": ")
    return {"key": as_section(key.strip())} | ({"about": about.strip()} if about.strip() else {})


def as_jurisdiction(reader: Reader, name: str) -> str | None:
    """Return the id of a place named in words; an id stays, for the model to judge."""
    typed = reader.text(name)
    if typed is None:
        return None
    text = typed.strip()
    return jurisdiction_id(text) or re.sub("[\u2010-\u2015]", "-", text).lower()


def _session(typed: str | None) -> str | None:
    """`2017–2018`, `2017-18` and `2017/2018` → `2017-2018`; `115th Congress` → `115`."""
    if typed is None:
        return None
    text = re.sub("[\u2010-\u2015\u2212/]", "-", typed.strip())
    if years := re.fullmatch(r"(\d{4}) ?- ?(\d{2}|\d{4})(?: \D*)?", text):
        first, last = years.groups()
        return f"{first}-{first[: 4 - len(last)]}{last}"
    if congress := re.fullmatch(r"(\d{2,3})(?:st|nd|rd|th)(?: \D*)?", text, re.IGNORECASE):
        return congress[1]
    return text


def _bill(typed: str | None) -> str | None:
    """`SB 54`, `Senate Bill No. 54` → `sb-54`; anything else is a slug for the model to judge."""
    if typed is None:
        return None
    text = re.sub("[\u2010-\u2015\u2212]", "-", typed.strip())
    if short := re.fullmatch(r"([A-Za-z]{1,6})[ -]?(\d{1,5})([A-Za-z]?)", text):
        return f"{short[1]}-{short[2].lstrip('0') or '0'}{short[3]}".lower()
    bills = [key for key in find_keys(text) if key.kind is KeyKind.BILL]
    if len(bills) == 1 and bills[0].text == text:
        return bills[0].key.rpartition("/")[2]
    return text.lower()


def _event(row: Reader, sources: list[int]) -> Json:
    read: Json = {
        "event": row.text("event"),
        "on": row.date("on"),
        "by": row.text("by"),
        "note": row.text("note"),
        "provisions": [as_section(line) for line in row.lines("provisions")] or None,
    }
    chosen = row.text("source") or ""
    shown = int(chosen) - 1 if chosen.isdecimal() else 0
    if shown in sources:
        read["source"] = sources.index(shown) + 1
    elif sources:
        row.problem("source", f"source {shown + 1} is empty: fill it in, or choose another")
    return {name: value for name, value in read.items() if value is not None}
