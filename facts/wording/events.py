"""A law's own events, in lines and in sentences."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from facts.dates import EdtfDate
from facts.model import Event, EventKind, Law
from facts.model.value import Value
from facts.wording.names import capital, law_name, provisions_in_words
from facts.wording.table import read

# What a reader means who asks for one kind and another is on file.
_ALSO = {
    EventKind.SIGNED: (EventKind.LAW_UNSIGNED, EventKind.ADOPTED, EventKind.VETOED),
    EventKind.PASSED: (EventKind.PASSED_HOUSE,),
    EventKind.EFFECTIVE: (EventKind.OPERATIVE,),
    EventKind.OPERATIVE: (EventKind.EFFECTIVE,),
    EventKind.REPEALED: (EventKind.EXPIRED,),
}
_FAILED = (EventKind.DIED, EventKind.VETOED, EventKind.WITHDRAWN)
_SIGNED = (EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED)
_ACTIVE = (EventKind.DIED, EventKind.LAW_UNSIGNED)
_AROUND_SIGNING = (
    EventKind.INTRODUCED, EventKind.PASSED_HOUSE, EventKind.PASSED, EventKind.CHAPTERED,
    EventKind.EFFECTIVE, EventKind.OPERATIVE,
)  # fmt: skip


@cache
def _texts() -> dict[str, dict[str, str]]:
    return {kind: dict(texts) for kind, texts in read("events.toml").items()}


def event_line(event: Event) -> str:
    """Say an event in a list, without its date: `Signed by Gov. Jerry Brown`."""
    texts = _texts()[event.event]
    line = texts["by"].format(by=event.by) if event.by else texts["line"]
    return f"{line}: {provisions_in_words(event.provisions)}" if event.provisions else line


class EventTold(Value):
    """What was said of an event that was asked for: the sentence, and which events it names.

    `missing` is the kind that it says is not on file.
    """

    sentence: str
    events: tuple[Event, ...] = ()
    missing: EventKind | None = None


def event_sentence(law: Law, kind: EventKind, *, on: date | None = None) -> str:
    """Answer when something happened to a law, or that it is not on file.

    Given `on`, it speaks for the end of that day: what came later had not happened yet.
    """
    return event_told(law, kind, on=on).sentence


def event_told(law: Law, kind: EventKind, *, on: date | None = None) -> EventTold:
    """Answer as `event_sentence` does, with the events that the sentence names."""
    events = _asked(law, kind)
    come = tuple(event for event in events if on is None or not event.on.is_after(on))
    if come:
        return EventTold(sentence=" ".join(_sentence(law, event) for event in come), events=come)
    if events and on is not None:
        text = _texts()[events[0].event]["not_yet"]
        text = text.format(law=law_name(law), on=EdtfDate.of(on).full())
        return EventTold(sentence=capital(text))
    missing = _texts()[kind]["missing"].format(law=law_name(law))
    instead = _instead(law, kind, on)
    if instead is None:
        return EventTold(sentence=missing, missing=kind)
    line = event_line(instead)
    was = "It" if instead.event in _ACTIVE else "It was"
    said = f"{missing} {was} {line[:1].lower()}{line[1:]} {instead.on.when()}."
    return EventTold(sentence=said, events=(instead,), missing=kind)


def _asked(law: Law, kind: EventKind) -> Sequence[Event]:
    for kinds in ((kind,), _ALSO.get(kind, ())):
        found = sorted(
            (event for event in law.events if event.event in kinds), key=lambda one: one.on.order
        )
        if found:
            return found
    return ()


def _sentence(law: Law, event: Event) -> str:
    texts = _texts()[event.event]
    name = law_name(law)
    if event.provisions:
        name = f"{provisions_in_words(event.provisions)} of {name}"
    text = texts["did" if event.by else "was"]
    return capital(text.format(law=name, by=event.by, when=event.on.when()))


def _instead(law: Law, kind: EventKind, on: date | None) -> Event | None:
    """Return what a reader who asked must know: that it failed, or when it was signed."""
    wanted = (*_FAILED, *_SIGNED) if kind in _AROUND_SIGNING else _FAILED
    for event in law.events:
        if event.event in wanted and (on is None or not event.on.is_after(on)):
            return event
    return None
