"""A law's own events in sentences: each kind that a question asks for, or that it is not on file.

    answer_event(law, EventKind.SIGNED, today=today).sentence
        "Gov. Jerry Brown signed the California Values Act (SB 54 of 2017–2018) on October 5, 2017."

Where the kind is not on file, the answer says so, and gives what a reader who asks must know
instead, under its own name: that a bill died, that Congress overrode a veto, that only its
operative date is known.
"""

from collections.abc import Iterator, Sequence
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
    named_once,
    provisions_in_words,
    with_commas,
)
from facts.wording.table import read

STARTING = (EventKind.EFFECTIVE, EventKind.OPERATIVE)
ENACTING = (
    EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED, EventKind.VETO_OVERRIDDEN,
)  # fmt: skip
FAILING = (EventKind.DIED, EventKind.WITHDRAWN, EventKind.VETOED)
# Where one of these is on file it became law; where one of the others has come as well.
_ENACTING_AT_LAST = (*ENACTING, EventKind.CHAPTERED)
_SHOWING_LAW = (*STARTING, EventKind.REPEALED, EventKind.EXPIRED)
_ENDING = (
    EventKind.REPEALED, EventKind.EXPIRED, EventKind.DIED, EventKind.WITHDRAWN, EventKind.VETOED,
)  # fmt: skip
# Asked for one of these, "it died" alone does not answer.
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
    law: Law,
    kind: EventKind,
    *,
    on: date | None = None,
    today: date | None = None,
    chamber: str = "",
) -> EventSentence:
    """Answer as `event_sentence` does, with the events that the sentence names.

    A date after `today` is told as still to come; without `today` none is. `chamber` is the one
    asked about ("senate"): what another did is no answer to when it passed a bill.
    """
    day = on or today
    answer = _answer(law, kind, day, is_past=on is not None)
    if kind is EventKind.PASSED_HOUSE and chamber and answer.events:
        own = [one for one in answer.events if chamber in (one.by or "").casefold()]
        answer = _happened(law, own, day) if own else _by_no(law, chamber, answer)
    return answer.model_copy(update={"sentence": capital(with_commas(answer.sentence))})


def _by_no(law: Law, chamber: str, others: EventSentence) -> EventSentence:
    """Say that no vote of a chamber is on file, and then what is."""
    missing = f"The day when the {capital(chamber)} passed {law_name(law)} is not on file."
    return EventSentence(
        sentence=named_once(law, (missing, others.sentence)), missing=EventKind.PASSED_HOUSE
    )


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
    ends = [one for one in _of(law, FAILING, day) if not one.provisions]
    return (
        ends[-1] if ends and not is_law(law, day) and not _revivals(law, ends[-1], None) else None
    )


def is_law(law: Law, day: date | None) -> bool:
    """Whether a measure was ever made law, or is known by a day to have been in effect or to end.

    Ever: what was vetoed and made law later has not "never become law" on the days between.
    """
    shown = [*_of(law, _ENACTING_AT_LAST), *_of(law, _SHOWING_LAW, day)]
    return any(not one.provisions for one in shown)


def _revivals(law: Law, end: Event, day: date | None) -> list[Event]:
    """Return the revivals of a law, or of the same sections, after an end of it."""
    revived = _of(law, (EventKind.REVIVED,), day)
    return [
        one
        for one in revived
        if one.provisions in ((), end.provisions) and not one.on.is_before(end.on)
    ]


def _answer(law: Law, kind: EventKind, day: date | None, *, is_past: bool) -> EventSentence:
    end = failed(law, day)
    for kinds in ((kind,), *((one,) for one in _ANSWERED_BY.get(kind, ()))):
        come = _of(law, kinds, day)
        events = come if end else _of(law, kinds)
        if come or (events and not is_past):
            return _happened(law, come if is_past else events, day)
        if events and day is not None:
            text = _texts()[events[0].event]["not_yet"]
            return EventSentence(sentence=_filled(text, law, on=EdtfDate.of(day).full()))
    if end is not None and kind not in _BEFORE_ENACTMENT:
        return _ended(law, end, _texts()[kind].get("never", "became law"))
    return _missing(law, kind, end, day)


def _happened(law: Law, events: Sequence[Event], day: date | None) -> EventSentence:
    """Tell events of one kind in order; what a reader must know with it goes on in the sentence."""
    first = events[0]
    if first.event in (EventKind.VETOED, EventKind.VETO_OVERRIDDEN):
        vetoes = _of(law, (EventKind.VETOED,), day)
        told = [*vetoes[:1], *_of(law, (EventKind.VETO_OVERRIDDEN,), day)] or list(events)
        sentences = [_sentence(law, told[0], day)]
        if len(told) > 1:
            sentences = [f"{sentences[0][:-1]}, and {clause(law, told[1])}."]
    else:
        told, sentences = list(events), []
        for place, event in enumerate(events):
            said = _sentence(law, event, day, name="it" if place else "")
            for then, text in _goes_on(law, event, events[place + 1 :], day):
                told.append(then)
                said = f"{said[:-1]}{text}."
            sentences.append(said)
    texts = _texts()[first.event]
    if all(event.provisions for event in events) and "rest" in texts:
        sentences.append(texts["rest"])
    to_come = tuple(one for one in told if day and one.on.has_come(day) is not True)
    return EventSentence(
        sentence=" ".join(dict.fromkeys(map(capital, sentences))),
        events=tuple(one for one in told if one not in to_come),
        to_come=to_come,
    )


def _goes_on(
    law: Law, event: Event, others: Sequence[Event], day: date | None
) -> Iterator[tuple[Event, str]]:
    """Yield what the sentence about an event goes on with: a later operative date, a revival."""
    if event.event is EventKind.EFFECTIVE and not event.provisions:
        for later in _of(law, (EventKind.OPERATIVE,)):
            if later.on.is_after(event.on):
                verb = "becomes" if day and later.on.has_come(day) is False else "became"
                part = provisions_in_words(later.provisions)
                yield later, f" and {f'{part} ' if part else ''}{verb} operative {later.on.when()}"
    if event.event in _ENDING:
        revivals = _revivals(law, event, day)
        for revival in revivals[:1]:
            if all(revival.on.is_before(other.on) for other in others[:1]):
                yield revival, f"; {clause(law, revival)}"


def _sentence(law: Law, event: Event, day: date | None, *, name: str = "") -> str:
    texts = _texts()[event.event]
    has_come = day is None or event.on.has_come(day)
    if has_come is False and is_law(law, day):
        text = texts.get("future", texts["was"])
    elif not has_come:
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
        beside = beside or _of(law, (other,), None if kind in _ENDING else day)[:1]
    if beside and day and beside[0].on.has_come(day) is not True:
        sentences.append(_sentence(law, beside[0], day, name="it"))
        return EventSentence(sentence=" ".join(sentences), to_come=tuple(beside), missing=kind)
    if kind is EventKind.CHAPTERED and law.chapter:
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
