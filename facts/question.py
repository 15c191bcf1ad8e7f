"""Parse a question: its two dates, its keys, quoted words, a fact's id."""

import re
from datetime import date

from facts.dates import EdtfDate, read_date
from facts.errors import BadInput, NotOnFile
from facts.law.keys import Key, find_keys
from facts.model import FactId
from facts.model.value import Value
from facts.text import in_figures, question_text, read_post

_CLOCKS = re.compile(r"\b(?P<clock>as\s+of|known\s+on)\s+(?P<date>\S.*)$", re.IGNORECASE)
# "in March 2018" dates the answer only where a state of the law is asked for: in "who signed SB 54
# in 2017" the year says which law is meant.
_STATE_ASKED = re.compile(
    r"\b(?:in (?:force|effect)|on the books|(?:il)?legal|valid|standing|status|enjoined|blocked"
    r"|enforce(?:d|able)?)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:in|on|during|by)\s+(?=\S*\d|[A-Z])", re.IGNORECASE)
_PLAIN_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_FACT_ID = re.compile(r"\s*f[-\u2010-\u2015]?(\d{1,9})\s*[?.!]*", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”„«»‟]([^\"“”„«»‟]+)[\"“”„«»‟]?")
_DATE_WORDS = 4


class Question(Value):
    """A question, parsed. Nothing has been looked up yet."""

    text: str
    """On one line, cleaned, at most 500 characters."""
    was_cut: bool = False
    subject: str = ""
    """The text without "as of ..." and "known on ..."; of a pasted post, the words it says."""
    as_of: EdtfDate | None = None
    """The date that the answer is for; None means today."""
    known_on: EdtfDate | None = None
    """Use only what the desk had approved by the end of that day."""
    keys: tuple[Key, ...] = ()
    quoted: tuple[str, ...] = ()
    speaker: str | None = None
    posted_by: str | None = None
    """Who signed a pasted post; a fact need not be about this person."""
    fact: FactId | None = None

    @property
    def sought(self) -> str:
        """The text to search for; an answer need not contain all of it."""
        return " ".join(filter(None, (self.speaker, self.subject, self.posted_by)))

    @property
    def is_empty(self) -> bool:
        """Whether it has no letter or digit, and so nothing to look up."""
        return not any(char.isalnum() for char in self.subject)


def read_question(
    raw: str,
    *,
    today: date,
    as_of: str | None = None,
    known_on: str | None = None,
    speaker: str | None = None,
) -> Question:
    """Parse a question; `as_of` and `known_on`, if given, override those in its text.

    BadInput, naming the field, for a date that is invalid, in the future, or not one day, month
    or year. "As of" before something without a digit ("as of late") stays in the text.
    """
    text, was_cut = question_text(raw)
    post = read_post(text)
    subject, clocks = _take_clocks(in_figures(post.text), today)
    if "as_of" not in clocks and not as_of:
        subject, dated = _take_state_date(subject, today)
        clocks |= {"as_of": dated} if dated else {}
    for name, value in (("as_of", as_of), ("known_on", known_on)):
        if value:
            clocks[name] = _given_date(name, value, today)
    return Question(
        text=text,
        was_cut=was_cut,
        subject=subject,
        as_of=clocks.get("as_of"),
        known_on=clocks.get("known_on"),
        keys=find_keys(subject),
        quoted=tuple(" ".join(found.split()) for found in _QUOTED.findall(text)),
        speaker=question_text(speaker)[0] or None if speaker else None,
        posted_by=post.author,
        fact=_fact_id(subject),
    )


def _fact_id(subject: str) -> FactId | None:
    found = _FACT_ID.fullmatch(subject)
    try:
        return FactId.parse(f"F-{found[1]}") if found else None
    except NotOnFile:  # pragma: no cover (the pattern is narrower than the id's)
        return None


def _asked_date(text: str, today: date) -> EdtfDate:
    """Parse a date that an answer can be for: a day, a month or a year, not after today.

    BadInput for a date in the future: nothing on file can say how a law will stand.
    """
    read = read_date(text, today=today)
    if not _PLAIN_DATE.fullmatch(read.edtf):
        raise ValueError(f"{read.edtf} is not one day, month or year")
    if read.lower > today:
        raise BadInput(
            f"{read.full()} is in the future: the desk can answer for dates up to today.",
            field="as-of",
        )
    return read if read.upper <= today else EdtfDate.of(today)


def _given_date(name: str, value: str, today: date) -> EdtfDate:
    try:
        return _asked_date(value, today)
    except ValueError as error:
        raise _not_a_date(name, value) from error


def _not_a_date(name: str, text: str) -> BadInput:
    return BadInput(
        f"“{text[:40]}” is not a date: enter a day, month or year, like July 18, 2025.",
        field=name.replace("_", "-"),
    )


def _take_clocks(text: str, today: date) -> tuple[str, dict[str, EdtfDate]]:
    """Cut "as of DATE" and "known on DATE" out of a text, each with its longest date."""
    clocks: dict[str, EdtfDate] = {}
    rest = text
    while found := _last_clock(rest):
        name = "as_of" if found["clock"].lower().startswith("as") else "known_on"
        words = found["date"].split()
        for count in range(min(_DATE_WORDS, len(words)), 0, -1):
            try:
                read = _asked_date(" ".join(words[:count]), today)
            except ValueError:
                continue
            clocks.setdefault(name, read)
            rest = " ".join([rest[: found.start()].rstrip(" ,;"), *words[count:]]).strip()
            break
        else:
            if words and any(char.isdigit() for char in words[0]):
                raise _not_a_date(name, words[0])
            break
    return rest, clocks


def _take_state_date(text: str, today: date) -> tuple[str, EdtfDate | None]:
    """Cut "in March 2018" out of a question about a law's state."""
    if not _STATE_ASKED.search(text):
        return text, None
    for found in _DATED.finditer(text):
        words = text[found.end() :].split()
        for count in range(min(_DATE_WORDS, len(words)), 0, -1):
            try:
                read = _asked_date(" ".join(words[:count]), today)
            except ValueError:
                continue
            return " ".join([text[: found.start()].rstrip(" ,;"), *words[count:]]).strip(), read
    return text, None


def _last_clock(text: str) -> re.Match[str] | None:
    last = None
    for start in re.finditer(r"\b(?:as\s+of|known\s+on)\s", text, re.IGNORECASE):
        last = _CLOCKS.search(text, start.start())
    return last
