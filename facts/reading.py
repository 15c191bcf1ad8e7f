"""Read the form of a question: what it asks for outright, and the dates it names.

A long question tells about itself ("I am writing about ...; on what day was it signed?"). Only the
part that asks must be answered word for word. A yes-or-no question ("did ...", "confirm: ...",
"..., right?") is answered with yes or no, where that is certain.
"""

import re
from enum import StrEnum
from functools import lru_cache

from facts.dates import MONTHS, EdtfDate
from facts.model import EventKind
from facts.model.value import Value
from facts.people import people_words

_AUXILIARIES = (
    "is|are|was|were|be|do|does|did|has|have|had|will|would|can|could|should|may|might|must"
)
_WH = "what|what's|whats|when|where|which|who|who's|whos|whom|whose|why|how"
_SENTENCE_END = re.compile(
    r"(?<=[?!;])\s+|(?<=[^\W\d_]{3}[.:])\s+|\s[\u2013\u2014-]\s|(?<=\d[.:])\s+"
)
_SHORTENED = re.compile(
    rf"\b(?:{'|'.join(month[:3] for month in MONTHS)}|sept|nos?|secs?|arts?|chs?|stats?|cir|dist"
    r"|cal|app|inc|corp|bros|dept|supp)\.\Z",
    re.IGNORECASE,
)
"""A word with a period that ends no sentence: months, parts of citations (Bluebook, tables T1 and
T6). Titles are those of `facts.people`."""
_ASKS = re.compile(rf"\b(?:{_WH})\b", re.IGNORECASE)
_INVERTED = re.compile(
    rf"(?:^|[,:;]\s*(?:and|so|but|then)?\s*|\b(?:and|so|but)\s+)(?:{_AUXILIARIES})(?:n['\u2019]?t)?\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:(?:tell|show|give|ask) (?:me|us)|know|check|confirm|verify|find out|wonder(?:ing)?"
    r"|see|sure)"
    r",? (?=(?:whether|if|that|what|when|which|who|how|why|where|on|from|in|by|at)\b)",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    rf"^\W*(?:(?:so|and|but|hi|hello|hey|please|ok|okay|quick question|question)\b\W*)*"
    rf"(?:(?:{_AUXILIARIES})(?:n['\u2019]?t)?\b"
    r"|(?:can|could) you (?:please )?(?:confirm|verify|check)\b"
    r"|(?:to |please )?(?:double-?check|confirm|confirming|verify|check|fact-?check)\b"
    r"|(?:is it )?(?:true|correct|right|accurate)(?: or false)?\b(?=.{12})"
    r"|whether\b|if\b)",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"^\W*(?:can|could|would|will|do) (?:you|we|i|anyone|anybody|somebody)\b", re.IGNORECASE
)
_TAG = re.compile(
    rf"(?:,\s*|\s)(?:right|correct|true|yes|no|true or false|yes or no"
    r"|is (?:that|this|it) (?:right|correct|true|so)"
    rf"|(?:{_AUXILIARIES})(?:n['\u2019]?t| not)? (?:it|they|he|she|that))\s*\?*\s*$",
    re.IGNORECASE,
)
_CONFIRM = re.compile(
    r"^\W*(?:please\s+|(?:can|could) you (?:please )?)?"
    r"(?:double-?check|confirm|confirming|verify|check|fact-?check|true|correct"
    r"|is(?:n['\u2019]?t)? (?:it|this) (?:true|correct|right|accurate|so))\b"
    r"(?:\s+(?:that|this|whether|if))?[\s:,\u2013\u2014-]*",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"\b(?:right (?:now|away)|for (?:good|now)|so far|as yet|by now|at (?:first|last|once|present)"
    r"|in (?:fact|the end)|of course|these days)\b",
    re.IGNORECASE,
)
"""Adverbs of several words that say when or how surely (WordNet has each as one adverb)."""
_TURNED = re.compile(
    r"\b(?:not|never|no|nobody|none|without|neither|nor|only|solely|before|after|until|unless"
    r"|because|first|last|ever since|all|entire(?:ly)?|whole|every|any|fully|completely|instead)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
"""Words that turn or narrow what is asked: a lead cannot be certain then."""
_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]})?\.?" for month in MONTHS) + r"|sept\.?"
_DATES = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<month>{_MONTH})\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+))?(?:of\s+)?(?P<year>[12]\d{{3}})"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<named>{_MONTH}),?\s+(?P<then>[12]\d{{3}})"
    r"|(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"
    r"|(?<=\bin )(?P<alone>(?:1[89]|20)\d{2})(?![-/\u2013\w]))\b",
    re.IGNORECASE,
)


class DateNamed(Value):
    """A date as a question writes it."""

    on: EdtfDate
    text: str
    start: int
    end: int


class QuestionForm(Value):
    """The form of a question."""

    clause: str
    """The part that asks; the whole question where no part can be told apart."""
    frame: tuple[tuple[int, int], ...]
    """Where it only says that it asks ("confirm:", "..., right?"), or when or how surely ("right
    now"): offsets in the text."""
    is_yes_no: bool
    """Whether it asks for a yes or a no."""
    is_plain: bool
    """Whether nothing in it turns or narrows what is asked: no "not", "only", "before" ...; and all
    its years and months are in `dates`."""
    dates: tuple[DateNamed, ...] = ()
    """The dates that it names, to the month or the day; of a year alone, those after "in"."""


class Act(StrEnum):
    """What a question says that a court did."""

    UPHOLD = "uphold"
    STRIKE = "strike"
    BLOCK = "block"
    LIFT = "lift"
    AFFIRM = "affirm"
    REVERSE = "reverse"
    OVERTURN = "overturn"
    """Of a law that it struck it down, of an order that it reversed it."""
    HEAR = "hear"
    RULE = "rule"
    DISMISS = "dismiss"
    DISSENT = "dissent"
    REFUSE = "refuse"
    """With another act: that it did not do that."""


class State(StrEnum):
    """How a question says that a law stands."""

    IN_FORCE = "in_force"
    LAW = "law"
    """That it became law."""


class ToConfirm(Value):
    """What a yes-or-no question asks to have confirmed, of one fact."""

    events: tuple[EventKind, ...] = ()
    """The events of a law that it names."""
    acts: tuple[Act, ...] = ()
    state: State | None = None
    dates: tuple[EdtfDate, ...] = ()
    people: tuple[str, ...] = ()
    """Those on file for the fact whom it names, as on file."""
    sections: tuple[str, ...] = ()
    """The keys of the sections that it names."""
    courts: tuple[str, ...] = ()
    """The ids of the courts that it can mean."""
    bodies: tuple[str, ...] = ()
    """Stems of the bodies and offices that it names: a council, the voters."""
    is_of_order: bool = False
    """Whether it names what a court did before, as what was affirmed or reversed."""
    is_by_court: bool = True
    """Whether a court may have done it, by what it says."""
    is_suing: bool = False
    """Whether it says that somebody went to court."""
    is_signing: bool = False
    """Whether it says "signed", and not only that it became law."""


@lru_cache(maxsize=2048)
def read_form(text: str) -> QuestionForm:
    """Read the form of a question, given its text on one line."""
    sentences = _sentences(text)
    opening, tag = _CONFIRM.match(text), _TAG.search(text)
    said = text[opening.end() :] if opening else ""
    if said:
        clause, is_yes_no = said, not _ASKS.match(said)
    else:
        clause = _asking(sentences)
        is_yes_no = bool(_YES_NO.match(clause) or _TAG.search(clause)) and not _ASKS.match(clause)
    return QuestionForm(
        clause=clause,
        frame=tuple(found.span() for found in (opening, tag, *_ADVERBS.finditer(text)) if found),
        is_yes_no=is_yes_no,
        is_plain=not _TURNED.search(_TAG.sub("", clause)),
        dates=tuple(dates_named(text)),
    )


def _sentences(text: str) -> list[str]:
    """Split a text into sentences; a title or another shortened word ends none: "Gov. Brown"."""
    made: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        part = text[start : end.start()]
        last = part.rsplit(maxsplit=1)[-1:]
        if last and (_SHORTENED.search(last[0]) or _is_title(last[0])):
            continue
        made.append(part)
        start = end.end()
    return [part for part in (*made, text[start:]) if part.strip()] or [text]


def _is_title(word: str) -> bool:
    """Whether it is a shortened title: "Gov.", but no "mayor." at a sentence's end."""
    bare = word.removesuffix(".").casefold()
    return word.endswith(".") and len(bare) <= _LONGEST_SHORTENED and bare in people_words().titles


_LONGEST_SHORTENED = 4


def _asking(sentences: list[str]) -> str:
    """Return the part that asks: from the first word that asks, in the last sentence with one."""
    marked = [part for part in sentences if part.rstrip().endswith("?")] or sentences
    for sentence in reversed(marked):
        if _YES_NO.match(sentence) and not _POLITE.match(sentence):
            return sentence
        told = _TELLS.search(sentence)
        found = [each for each in (_ASKS.search(sentence), _INVERTED.search(sentence)) if each]
        if told is None and not found:
            continue
        start = told.end() if told else min(each.start() for each in found)
        asked = sentence[start:] if told or len(sentence.split()) > _SHORT else sentence
        return asked.strip(" ,:;") or sentence
    return " ".join(sentences)


_SHORT = 9
"""A sentence of at most this many words is all question: "SB 54, when was it signed"."""


def dates_named(text: str) -> list[DateNamed]:
    """Return the dates that a text names, in order; what is no date of the calendar is left out."""
    made = []
    for found in _DATES.finditer(text):
        year = found["year"] or found["then"] or found["y"] or found["alone"]
        month = found["month"] or found["named"]
        day = found["day"] or found["first"] or found["d"]
        number = int(found["m"]) if found["m"] else _month(month) if month else 0
        written = found["iso"] or "-".join(
            [year, *([f"{number:02}"] if number else []), *([f"{int(day):02}"] if day else [])]
        )
        try:
            on = EdtfDate.parse(written)
        except ValueError:
            continue
        made.append(DateNamed(on=on, text=found.group(), start=found.start(), end=found.end()))
    return made


def _month(name: str) -> int:
    return next(at for at, month in enumerate(MONTHS, 1) if month[:3] == name[:3].title())
