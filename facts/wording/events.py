"""A law's own events in sentences: each kind that a question asks for, or that it is not on file.

    answer_event(law, EventKind.SIGNED, today=today).sentence
        "Gov. Jerry Brown signed the California Values Act (SB 54 of 2017–2018) on October 5, 2017."

Where the kind is not on file, the answer says so, and gives what a reader who asks must know
instead, under its own name: that a bill died, that Congress overrode a veto, that only its
operative date is known.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache

from facts.dates import EdtfDate
from facts.model import Event, EventKind, Law
from facts.model.value import Value
from facts.wording.names import (
    by_whom,
    capital,
    law_name,
    legislature,
    provisions_in_words,
    with_commas,
)
from facts.wording.table import read

STARTING = (EventKind.EFFECTIVE, EventKind.OPERATIVE)
ENACTING = (
    EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED, EventKind.VETO_OVERRIDDEN,
)  # fmt: skip
FAILING = (EventKind.DIED, EventKind.WITHDRAWN, EventKind.VETOED)
_ENDING = (
    EventKind.REPEALED, EventKind.EXPIRED, EventKind.DIED, EventKind.WITHDRAWN, EventKind.VETOED,
)  # fmt: skip
# Of these, that a bill came to nothing is no answer by itself.
_BEFORE_ENACTMENT = (
    EventKind.INTRODUCED, EventKind.PASSED_HOUSE, EventKind.PASSED, EventKind.VETO_OVERRIDDEN,
    *FAILING,
)  # fmt: skip
# What answers a question for a kind that is not on file, the first that is.
_ANSWERED_BY = {
    EventKind.SIGNED: (EventKind.LAW_UNSIGNED, EventKind.ADOPTED, EventKind.VETO_OVERRIDDEN),
    EventKind.PASSED: (EventKind.PASSED_HOUSE,),
}
# What is told beside it, after saying that it is not on file: the first of these that is.
_TOLD_BESIDE = {
    EventKind.INTRODUCED: ENACTING,
    EventKind.PASSED_HOUSE: (EventKind.PASSED, *ENACTING),
    EventKind.PASSED: ENACTING,
    EventKind.LAW_UNSIGNED: ENACTING,
    EventKind.ADOPTED: ENACTING,
    EventKind.VETOED: ENACTING,
    EventKind.VETO_OVERRIDDEN: (EventKind.VETOED, *ENACTING),
    EventKind.DIED: (EventKind.WITHDRAWN, EventKind.VETOED, *ENACTING),
    EventKind.WITHDRAWN: (EventKind.DIED, EventKind.VETOED, *ENACTING),
    EventKind.CHAPTERED: ENACTING,
    EventKind.EFFECTIVE: (EventKind.OPERATIVE, *ENACTING),
    EventKind.OPERATIVE: (EventKind.EFFECTIVE, *ENACTING),
    EventKind.REPEALED: (EventKind.EXPIRED,),
    EventKind.EXPIRED: (EventKind.REPEALED,),
    EventKind.REVIVED: (EventKind.REPEALED, EventKind.EXPIRED, EventKind.DIED),
}


class EventSentence(Value):
    """The sentence about an event that was asked for, and the events it names.

    `to_come` are those of them that had not come. `missing` is the kind of event that it says is
    not on file. `tells_end` means that it says already what became of a bill that never was law.
    """

    sentence: str
    events: tuple[Event, ...] = ()
    to_come: tuple[Event, ...] = ()
    missing: EventKind | None = None
    tells_end: bool = False


@cache
def _texts() -> dict[str, dict[str, str]]:
    return {kind: dict(texts) for kind, texts in read("events.toml").items()}


def event_line(event: Event, law: Law | None = None) -> str:
    """Say an event in a list, without its date: `Signed by Gov. Jerry Brown`."""
    texts = _texts()[event.event]
    template = texts["by"] if event.by else texts["line"]
    line = template.format(
        by=by_whom(event.by or ""),
        body=(legislature(law) if law else "the legislature")
        or by_whom(event.by or "the governing body"),
    )
    return f"{line}: {provisions_in_words(event.provisions)}" if event.provisions else line


def event_sentence(
    law: Law, kind: EventKind, *, on: date | None = None, today: date | None = None
) -> str:
    """Answer when something happened to a law, or that it is not on file.

    Given `on`, it speaks for the end of that past day: what came later had not happened yet.
    """
    return answer_event(law, kind, on=on, today=today).sentence


def answer_event(
    law: Law, kind: EventKind, *, on: date | None = None, today: date | None = None
) -> EventSentence:
    """Answer as `event_sentence` does, with the events that the sentence names.

    A date after `today` is told as still to come; without `today` none is.
    """
    day = on or today
    answer = _answer(law, kind, day, is_past=on is not None)
    return answer.model_copy(update={"sentence": capital(with_commas(answer.sentence))})


def clause(law: Law, event: Event, *, when: str | None = None) -> str:
    """Go on about a law just named: `it was signed by Gov. Jerry Brown on October 5, 2017`."""
    texts = _texts()[event.event]
    said = texts.get("it_by" if event.by else "it") or texts.get("it")
    if said is None:
        line = event_line(event.model_copy(update={"provisions": ()}), law)
        said = f"it was {line[:1].lower()}{line[1:]}"
    said = said.format(by=by_whom(event.by or ""))
    if event.provisions:
        said = said.replace("it ", f"{provisions_in_words(event.provisions)} of it ", 1)
    return f"{said} {when or event.on.when()}"


def failed(law: Law, day: date | None) -> Event | None:
    """Return the event by which a bill had come to nothing by the end of a day, if it had."""
    ends = _of(law, FAILING, day)
    if not ends or _of(law, ENACTING, day) or _revivals(law, ends[-1], day):
        return None
    return ends[-1]


def _revivals(law: Law, end: Event, day: date | None) -> list[Event]:
    """Return the revivals of a law, or of the same sections, after an end of it."""
    revived = _of(law, (EventKind.REVIVED,), day)
    return [
        one
        for one in revived
        if one.provisions in ((), end.provisions) and not one.on.is_before(end.on)
    ]


def _answer(law: Law, kind: EventKind, day: date | None, *, is_past: bool) -> EventSentence:
    for kinds in ((kind,), *((one,) for one in _ANSWERED_BY.get(kind, ()))):
        events = _of(law, kinds)
        come = _of(law, kinds, day)
        if come or (events and not is_past):
            return _happened(law, come if is_past else events, day)
        if events and day is not None:
            text = _texts()[events[0].event]["not_yet"]
            return EventSentence(sentence=_filled(text, law, on=EdtfDate.of(day).full()))
    end = failed(law, day)
    if end is not None and kind not in _BEFORE_ENACTMENT:
        return _ended(law, end, _texts()[kind].get("never", "became law"))
    return _missing(law, kind, end, day)


def _happened(law: Law, events: Sequence[Event], day: date | None) -> EventSentence:
    """Tell events of one kind in order; what a reader must know with it goes on in the sentence."""
    told = list(events)
    first = events[0]
    sentences = []
    if first.event is EventKind.VETO_OVERRIDDEN and (vetoes := _of(law, (EventKind.VETOED,), day)):
        told = [vetoes[-1], *events]
        sentences = [f"{_sentence(law, vetoes[-1], day)[:-1]}, and {clause(law, first)}."]
    elif first.event is EventKind.VETOED:
        sentences = [_sentence(law, first, day)]
        if overrides := _of(law, (EventKind.VETO_OVERRIDDEN,), day):
            told += overrides[:1]
            sentences = [f"{sentences[0][:-1]}, and {clause(law, overrides[0])}."]
    else:
        sentences = [
            _sentence(law, one, day, name="it" if place else "") for place, one in enumerate(events)
        ]
    if first.event is EventKind.EFFECTIVE and not first.provisions:
        for later in _of(law, (EventKind.OPERATIVE,)):
            if not later.provisions and later.on != first.on and (not later.on.is_before(first.on)):
                verb = "becomes" if day and later.on.has_come(day) is False else "became"
                sentences[0] = f"{sentences[0][:-1]} and {verb} operative {later.on.when()}."
                told.append(later)
    if first.event in _ENDING and (revivals := _revivals(law, events[-1], day)):
        told.append(revivals[0])
        sentences[-1] = f"{sentences[-1][:-1]}; {clause(law, revivals[0])}."
    if first.event is EventKind.INTRODUCED and not first.by and law.author:
        sentences.append(f"Its author is {law.author}.")
    texts = _texts()[first.event]
    if all(event.provisions for event in events) and "rest" in texts:
        sentences.append(texts["rest"])
    to_come = tuple(one for one in told if day and one.on.has_come(day) is not True)
    return EventSentence(
        sentence=" ".join(map(capital, sentences)),
        events=tuple(one for one in told if one not in to_come),
        to_come=to_come,
    )


def _sentence(law: Law, event: Event, day: date | None, *, name: str = "") -> str:
    texts = _texts()[event.event]
    has_come = day is None or event.on.has_come(day)
    if has_come is False:
        text = texts.get("future", texts["was"])
    elif has_come is None:
        text = texts.get("undated", texts["was"])
    else:
        text = texts["did" if event.by else "was"]
    return capital(_filled(text, law, event=event, name=name))


def _ended(law: Law, end: Event, never: str) -> EventSentence:
    texts = _texts()[end.event]
    text = _filled(texts["ended_by" if end.by else "ended"], law, event=end, never=never)
    return EventSentence(sentence=capital(text), events=(end,), tells_end=True)


def _missing(law: Law, kind: EventKind, end: Event | None, day: date | None) -> EventSentence:
    """Say that an event is not on file, and beside it what became of the law instead."""
    sentences = [capital(_filled(_texts()[kind]["missing"], law))]
    beside: list[Event] = [end] if end else []
    for other in () if beside else _TOLD_BESIDE.get(kind, ()):
        beside = beside or _of(law, (other,), day)[:1]
    if kind is EventKind.INTRODUCED and law.author:
        sentences.append(f"Its author is {law.author}.")
    elif kind is EventKind.CHAPTERED and law.chapter:
        sentences.append(f"Its chapter is {law.chapter}.")
    elif beside:
        vetoes = _of(law, (EventKind.VETOED,), day)
        if beside[0].event is EventKind.VETO_OVERRIDDEN and vetoes:
            beside = [vetoes[-1], *beside]
        said = ", and ".join(clause(law, one) for one in beside)
        sentences.append(capital(f"{said}."))
    return EventSentence(sentence=" ".join(sentences), events=tuple(beside), missing=kind)


def _filled(
    text: str,
    law: Law,
    *,
    event: Event | None = None,
    name: str = "",
    on: str = "",
    never: str = "",
) -> str:
    name = name or law_name(law)
    if event is not None and event.provisions:
        name = f"{provisions_in_words(event.provisions)} of {name}"
    by = by_whom(event.by) if event is not None and event.by else ""
    return text.format(
        law=name,
        by=by,
        body=legislature(law) or by or "the governing body",
        when=event.on.when() if event else "",
        full=event.on.full() if event else "",
        on=on,
        never=never,
    )


def _of(law: Law, kinds: Sequence[EventKind], day: date | None = None) -> list[Event]:
    """Return the events of these kinds in order of date; given a day, those that may have come."""
    found = [
        event
        for event in law.events
        if event.event in kinds and (day is None or event.on.has_come(day) is not False)
    ]
    return sorted(found, key=lambda event: (bool(event.provisions), event.on.order))
