"""A law's own events, in lines and in sentences."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from facts.dates import EdtfDate
from facts.model import Event, EventKind, Law
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


def event_sentence(law: Law, kind: EventKind, *, on: date | None = None) -> str:
    """Answer when something happened to a law, or that it is not on file.

    Given `on`, it speaks for the end of that day: what came later had not happened yet.
    """
    events = _asked(law, kind)
    come = [event for event in events if on is None or not event.on.is_after(on)]
    if come:
        return " ".join(_sentence(law, event) for event in come)
    if events and on is not None:
        text = _texts()[events[0].event]["not_yet"]
        return capital(text.format(law=law_name(law), on=EdtfDate.of(on).full()))
    return f"{_texts()[kind]['missing'].format(law=law_name(law))}{_instead(law, kind, on)}"


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


def _instead(law: Law, kind: EventKind, on: date | None) -> str:
    """Add what a reader who asked must know: that it failed, or when it was signed."""
    wanted = (*_FAILED, *_SIGNED) if kind in _AROUND_SIGNING else _FAILED
    for event in law.events:
        if event.event in wanted and (on is None or not event.on.is_after(on)):
            line = event_line(event)
            was = "It" if event.event in _ACTIVE else "It was"
            return f" {was} {line[:1].lower()}{line[1:]} {event.on.when()}."
    return ""
