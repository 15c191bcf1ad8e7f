"""A law in sentences: its own events, and its standing."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from facts.dates import EdtfDate
from facts.law.courts import court
from facts.law.standing import Ground, Part, Standing, StandingState
from facts.model import Decision, Event, EventKind, Law, Outcome
from facts.model.value import Value
from facts.wording.court_acts import court_history, decision_clause, filled, wording_of
from facts.wording.names import capital, law_name, listed, provisions_in_words
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
_ENDED = frozenset((StandingState.FAILED, StandingState.REPEALED, StandingState.EXPIRED))
_OUTCOMES = {
    StandingState.ENJOINED: Outcome.ENJOINED,
    StandingState.STRUCK_DOWN: Outcome.STRUCK_DOWN,
}
_PLAINLY = {
    Outcome.ENJOINED: "blocked{when} {what}",
    Outcome.STRUCK_DOWN: "struck down{when} {what}",
}
_STARTS = {EventKind.EFFECTIVE: "in effect from", EventKind.OPERATIVE: "operative from"}


def author_sentence(law: Law) -> str:
    """Say who wrote a law, or that it is not on file."""
    name = law_name(law)
    if law.author is None:
        return f"The author of {name} is not on file."
    return f"{law.author} is the author of {name}."


@cache
def _texts() -> dict[str, dict[str, str]]:
    return {kind: dict(texts) for kind, texts in read("events.toml").items()}


def event_line(event: Event) -> str:
    """Say an event in a list, without its date: `Signed by Gov. Jerry Brown`."""
    texts = _texts()[event.event]
    line = texts["by"].format(by=event.by) if event.by else texts["line"]
    return f"{line}: {provisions_in_words(event.provisions)}" if event.provisions else line


class EventSentence(Value):
    """The sentence about an event that was asked for, and the events it names.

    `missing` is the kind of event that it says is not on file.
    """

    sentence: str
    events: tuple[Event, ...] = ()
    missing: EventKind | None = None


def event_sentence(law: Law, kind: EventKind, *, on: date | None = None) -> str:
    """Answer when something happened to a law, or that it is not on file.

    Given `on`, it speaks for the end of that day: what came later had not happened yet.
    """
    return answer_event(law, kind, on=on).sentence


def answer_event(law: Law, kind: EventKind, *, on: date | None = None) -> EventSentence:
    """Answer as `event_sentence` does, with the events that the sentence names."""
    events = _asked(law, kind)
    come = tuple(event for event in events if on is None or not event.on.is_after(on))
    if come:
        return EventSentence(
            sentence=" ".join(_sentence(law, event) for event in come), events=come
        )
    if events and on is not None:
        text = _texts()[events[0].event]["not_yet"]
        text = text.format(law=law_name(law), on=EdtfDate.of(on).full())
        return EventSentence(sentence=capital(text))
    missing = _texts()[kind]["missing"].format(law=law_name(law))
    instead = _instead(law, kind, on)
    if instead is None:
        return EventSentence(sentence=missing, missing=kind)
    line = event_line(instead)
    was = "It" if instead.event in _ACTIVE else "It was"
    said = f"{missing} {was} {line[:1].lower()}{line[1:]} {instead.on.when()}."
    return EventSentence(sentence=said, events=(instead,), missing=kind)


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


@cache
def _standings() -> dict[str, dict[str, str]]:
    return {state: dict(texts) for state, texts in read("standings.toml").items()}


def law_sentence(
    law: Law,
    standing: Standing,
    *,
    today: date | None = None,
    answered: Sequence[EventSentence] = (),
) -> str:
    """Answer how a law stands: its state, since when, and what a court did last.

    Without a tense, so that it is true of the day it speaks for; given `today`, an answer for
    another day says which. An answer for today repeats nothing of the events `answered` before it;
    "" where nothing is left to say.
    """
    if standing.state is StandingState.UNKNOWN:
        return _unknown(law, standing)
    said = [_state(standing, answered if standing.on == today else ())]
    last = _last_decision(standing)
    if last is not None and standing.state not in _ENDED and last.key not in _blocking(standing):
        said.append(decision_clause(last, law))
    text = capital("; ".join(filter(None, said)))
    if not text:
        return ""
    text = f"{text}.{_own_dates(standing)}"
    if today is None or standing.on == today:
        return text
    return f"{_for(standing)}: {text[:1].lower()}{text[1:]}"


def _for(standing: Standing) -> str:
    """Name the day, or the month or year throughout which a standing holds."""
    if standing.over is None:
        return capital(EdtfDate.of(standing.on).when())
    lasting = "{since}" in _standings()[standing.state]["sentence"]
    return f"Throughout {standing.over.full()}" if lasting else capital(standing.over.when())


def standing_line(standing: Standing) -> str:
    """Say it in one short line, for choices: `In force since Jan 1, 2018.`."""
    if standing.state is not StandingState.UNKNOWN:
        return _filled(standing, "line")
    if standing.before and standing.then:
        return f"Not known to the day: {_state_words(standing.before)}, then {standing.then}."
    if standing.known_from:
        return f"Nothing on file before {standing.known_from.short()}."
    return "No date on file."


def ground_line(ground: Ground, law: Law) -> str:
    """Say in a list what an event or a decision was, without its date."""
    if ground.decision is not None:
        return court_history((ground.decision,), law)[0].text
    return event_line(ground.event) if ground.event is not None else ""


def closing(standing: Standing, decision: Decision, *, today: date | None = None) -> str:
    """Say how the law stands after the answer about a decision; "" where that has said it."""
    if standing.state is StandingState.UNKNOWN:
        return ""
    if decision.key in _blocking(standing):
        return _filled(standing, "unstarted") if _own_dates(standing) else ""
    past = today is not None and standing.on < today
    text = _filled(standing, "was" if past else "closing")
    began = standing.since is not None and standing.since == EdtfDate.of(standing.on)
    return re.sub(", as it had been since [^.]+", "", text) if began else text


def _state(standing: Standing, answered: Sequence[EventSentence]) -> str:
    named = [event for one in answered for event in one.events]
    own = [ground.event for ground in standing.grounds if ground.event]
    texts = _standings()[standing.state]
    if "rest" not in texts or not named:
        return _filled(standing, "sentence")
    if "{since}" in texts["sentence"]:
        is_named = any(one.event in _STARTS and one.on == standing.since for one in named)
    else:
        is_named = bool(own) and all(one in named for one in own)
    if not is_named:
        return _filled(standing, "sentence")
    is_missing = any(one.missing in _STARTS for one in answered)
    if standing.state is StandingState.ENACTED_DATE_NOT_ON_FILE and is_missing:
        return ""
    return _filled(standing, "rest")


def _filled(standing: Standing, name: str) -> str:
    since = standing.since
    full = since.full() if since else ""
    text = _standings()[standing.state][name].format(
        since=f"a day {full}" if full.startswith("between") else full,
        when=since.when() if since else "on a day not on file",
        short=since.short() if since else "",
        on=EdtfDate.of(standing.on).full(),
        events="; ".join(_event_clauses(standing)),
        events_short="; ".join(_event_clauses(standing, short=True)),
        parts="; ".join(_part_clauses(standing)),
    )
    return capital(text)


def _event_clauses(standing: Standing, *, short: bool = False) -> list[str]:
    events = [ground.event for ground in standing.grounds if ground.event]
    if short and standing.state is StandingState.PROPOSED:
        events = events[-1:]
    said = [_event_clause(event, standing.on, short=short) for event in events]
    return said or ["enacted"]


def _event_clause(event: Event, on: date, *, short: bool) -> str:
    if event.event in _STARTS and not event.on.has_come(on):
        return f"{_STARTS[event.event]} {event.on.short() if short else event.on.full()}"
    line = event_line(event.model_copy(update={"by": None}) if short else event)
    return f"{line[:1].lower()}{line[1:]} {event.on.short() if short else event.on.when()}"


def _part_clauses(standing: Standing) -> list[str]:
    """Say which parts stand otherwise: what courts blocked first, each with the court's act."""
    decisions = {
        ground.decision.key: ground.decision for ground in standing.grounds if ground.decision
    }
    said = []
    for part in standing.parts:
        if part.decision in decisions:
            when = part.since.when() if part.since and part.since != standing.since else ""
            said.append(_court_clause(decisions[part.decision], part, when))
        elif part.provisions:
            since = part.since
            start = part.state is StandingState.ENACTED_NOT_YET_IN_EFFECT
            clause = f"in effect from {since.full()}" if start and since else f"{part.state}"
            clause += f" {since.when()}" if since and not start else ""
            said.append(f"{provisions_in_words(part.provisions)} {clause}")
    return said


def _court_clause(decision: Decision, part: Part, when: str) -> str:
    outcome = _OUTCOMES[part.state]
    what = provisions_in_words(part.provisions) or "it"
    if part.in_part:
        what = f"part of {what} (which part is not on file)"
    what += f" as applied to {part.limited_to}" if part.limited_to else ""
    what += f", all but {provisions_in_words(part.excepted)}," if part.excepted else ""
    what += f", except as applied to {listed(part.exempt)}," if part.exempt else ""
    template = wording_of(decision).law.get(outcome, _PLAINLY[outcome])
    said = f"{court(decision.court).sentence} {filled(template, decision, when=when, what=what)}"
    return (
        f"{said}; on hold for a time, that took effect again {part.resumed.when()}"
        if part.resumed
        else said
    )


def _last_decision(standing: Standing) -> Decision | None:
    return next((one.decision for one in reversed(standing.grounds) if one.decision), None)


def _blocking(standing: Standing) -> frozenset[str | None]:
    return frozenset(part.decision for part in standing.parts if part.decision)


def _own_dates(standing: Standing) -> str:
    """Where a court's word is the standing, say what the law's own dates do not."""
    if not _blocking(standing):
        return ""
    if standing.by_events in (None, StandingState.ENACTED_DATE_NOT_ON_FILE):
        return " Effective date not on file."
    if standing.by_events is StandingState.ENACTED_NOT_YET_IN_EFFECT:
        return f" {capital('; '.join(_event_clauses(standing)))}."
    return ""


def _state_words(state: StandingState) -> str:
    return "not on file" if state is StandingState.UNKNOWN else state.value


def _unknown(law: Law, standing: Standing) -> str:
    on = EdtfDate.of(standing.on)
    if standing.before is None:
        if standing.known_from is None:
            return f"No date of {law_name(law)} is on file."
        first = standing.known_from.full()
        return f"Its standing {on.when()} is not on file; the first date on file is {first}."
    first_turn = standing.turns[0]
    if standing.over is None:
        return (
            f"The standing {on.when()} depends on a date known only as {first_turn.on.full()}: "
            f"{_state_words(standing.before)} until then, then {_state_words(first_turn.state)}."
        )
    turns = standing.turns
    said = f"{capital(standing.over.when())}: {_state_words(standing.before)}"
    if standing.before is StandingState.UNKNOWN:
        said = f"{capital(standing.over.when())}: nothing on file before {turns[0].on.full()}"
        said += f"; then {_state_words(turns[0].state)}"
        turns = turns[1:]
    for turn in turns:
        said += f" until {turn.on.full()}; then {_state_words(turn.state)}"
    return f"{said}."
