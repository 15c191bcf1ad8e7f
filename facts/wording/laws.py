"""A law in sentences: its own events, and its standing."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

from facts.dates import EdtfDate
from facts.law.courts import court
from facts.law.keys import session_years, statute_covers
from facts.law.standing import Ground, Part, Standing, StandingState
from facts.model import Decision, Effect, Event, EventKind, Law, Outcome
from facts.wording.court_acts import court_history, decision_clause, filled, wording_of
from facts.wording.events import EventSentence, event_line, failed
from facts.wording.names import capital, law_name, listed, provisions_in_words, with_commas
from facts.wording.table import read

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
_STARTED = {EventKind.EFFECTIVE: "took effect", EventKind.OPERATIVE: "became operative"}


def author_sentence(law: Law) -> str:
    """Say who wrote a law, or that it is not on file."""
    name = law_name(law)
    if law.author is None:
        return f"The author of {name} is not on file."
    return f"{law.author} is the author of {name}."


def subject_sentence(law: Law) -> str:
    """Say what a law does, or that it is not on file."""
    if law.subject is not None:
        return capital(f"{law_name(law)} {law.subject.rstrip('.')}.")
    abouts = list(dict.fromkeys(part.about for part in law.provisions if part.about))
    if abouts:
        return f"On file of what {law_name(law)} is about: {listed(abouts)}."
    return law.summary or f"What {law_name(law)} does is not on file."


def chapter_sentence(law: Law) -> str:
    """Say which chapter of the session laws a law is, or that it is not on file."""
    if law.chapter is None:
        return f"The chapter of {law_name(law)} is not on file."
    return capital(f"{law_name(law)} is {law.chapter}.")


def provisions_sentence(law: Law) -> str:
    """Say which sections of a law are on file; a part of another one is left out."""
    keys = [part.key for part in law.provisions]
    whole = [
        key for key in keys if not any(one != key and statute_covers(one, key) for one in keys)
    ]
    if not whole:
        return f"Which sections {law_name(law)} has is not on file."
    return f"The sections of {law_name(law)} on file: {provisions_in_words(whole)}."


def about_sentence(law: Law, sections: Sequence[str]) -> str:
    """Say what sections that a question names are about; "" where it is not on file."""
    said = []
    for part in law.provisions:
        if part.about and any(statute_covers(part.key, section) for section in sections):
            words = provisions_in_words((part.key,))
            verb = "are" if "sections " in words else "is"
            said.append(capital(f"{words} of {law_name(law)} {verb} about {part.about}."))
    return " ".join(said)


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
        return with_commas(_unknown(law, standing))
    answered = answered if standing.on == today else ()
    said = [_state(law, standing, answered)]
    last = _last_decision(standing)
    if last is not None and standing.state not in _ENDED and last.key not in _blocking(standing):
        said.append(decision_clause(last, law))
    text = "; ".join(filter(None, said))
    if not text:
        return ""
    text = with_commas(f"{text}.{_own_dates(standing, answered)}")
    if today is None or standing.on == today:
        return capital(text)
    return f"{_for(standing)}: {text[:1].lower()}{text[1:]}"


def _for(standing: Standing) -> str:
    """Name the day, or the month or year throughout which a standing holds."""
    if standing.over is None:
        return capital(EdtfDate.of(standing.on).when())
    lasting = "{since}" in _standings()[standing.state]["sentence"]
    return f"Throughout {standing.over.full()}" if lasting else capital(standing.over.when())


def standing_line(standing: Standing, law: Law | None = None) -> str:
    """Say it in one short line, for choices: `In force since Jan 1, 2018.`."""
    if standing.state is not StandingState.UNKNOWN:
        return _filled(standing, "line", law=law)
    if standing.before and standing.then:
        return f"Not known to the day: {_state_words(standing.before)}, then {standing.then}."
    if standing.known_from:
        return f"Nothing on file before {standing.known_from.short()}."
    return "No date on file."


def ground_line(ground: Ground, law: Law) -> str:
    """Say in a list what an event or a decision was, without its date."""
    if ground.decision is not None:
        return court_history((ground.decision,), law)[0].text
    return event_line(ground.event, law) if ground.event is not None else ""


def closing(
    standing: Standing, decision: Decision, law: Law | None = None, *, today: date | None = None
) -> str:
    """Say how the law stands after the answer about a decision; "" where that has said it."""
    if standing.state is StandingState.UNKNOWN:
        return ""
    if decision.key in _blocking(standing):
        return _filled(standing, "unstarted") if _own_dates(standing) else ""
    past = today is not None and standing.on < today
    own = [ground.event for ground in standing.grounds if ground.event]
    if law is not None and not past and (spell := _spell(law, standing, own, ())):
        return f"The law has been {spell[:1].lower()}{spell[1:]}."
    text = _filled(standing, "was" if past else "closing")
    began = standing.since is not None and standing.since == EdtfDate.of(standing.on)
    return re.sub(", as it had been since [^.]+", "", text) if began else text


def _state(law: Law, standing: Standing, answered: Sequence[EventSentence]) -> str:
    """Say the state, without what the events `answered` have said."""
    named = [event for one in answered for event in (*one.events, *one.to_come)]
    if any(one.tells_end for one in answered) and standing.state is StandingState.FAILED:
        return ""
    is_dated = all(one.missing not in _STARTS for one in answered)
    if standing.state is StandingState.ENACTED_DATE_NOT_ON_FILE and not is_dated:
        return _event_words(law, standing, named)
    own = [ground.event for ground in standing.grounds if ground.event]
    texts = _standings()[standing.state]
    if "{since}" in texts["sentence"]:
        starts = (*_STARTS, EventKind.REVIVED)
        # "Since then" after the day of a part would be read as that day.
        is_named = any(one.event in starts and one.on == standing.since for one in named)
        is_named = is_named and not any(one.provisions for one in named)
    else:
        is_named = bool(own) and all(
            one in named for one in own[-1:] + own[:-1] * ("{events" in texts["sentence"])
        )
    if spell := _spell(law, standing, own, named):
        return spell
    unusual = _unusual(law, standing, own)
    usual = "rest" if is_named and "rest" in texts else "sentence"
    is_own = unusual in ("over", "later")
    name = unusual if unusual and (is_own or usual == "sentence") else usual
    return _filled(standing, name, named, law).rstrip("; ")


def _spell(
    law: Law, standing: Standing, own: Sequence[Event], named: Sequence[Event]
) -> str | None:
    """Tell as one the time for which a court had blocked a law that was in force before."""
    started = max((one.on for one in own), key=lambda on: on.order, default=None)
    again = standing.since
    if standing.state is not StandingState.IN_FORCE or started is None or again is None:
        return None
    blocked = [
        ground.on
        for ground in standing.grounds
        if ground.decision and any(_blocks_whole(one, law) for one in ground.decision.effects)
    ]
    if not blocked or not (started.is_before(blocked[0]) and blocked[0].is_before(again)):
        return None
    is_named = any(one.event in _STARTS and one.on == started for one in named)
    return str(_standings()[standing.state]["spell" if len(blocked) == 1 else "spells"]).format(
        since="then" if is_named else started.full(), blocked=blocked[0].full(), again=again.full()
    )


def _blocks_whole(effect: Effect, law: Law) -> bool:
    is_part = effect.provisions or effect.limited_to or effect.in_part
    return effect.law == law.key and effect.outcome in _PLAINLY and not is_part


def _unusual(law: Law, standing: Standing, own: Sequence[Event]) -> str | None:
    """Return the text for a state that came about in a way that its usual sentence would hide."""
    match standing.state:
        case StandingState.IN_FORCE:
            if any(one.event is EventKind.REVIVED and one.on == standing.since for one in own):
                return "again"
            started = [event for event in own if event.event in _STARTS]
            if len({event.on for event in started}) > 1 and started[-1].on == standing.since:
                return "started"
        case StandingState.PROPOSED:
            years = session_years(law.session, law.jurisdiction)
            # A session of one year may go on in the next, in a legislature that sits for two.
            if years and standing.on.year > max(years) + (len(years) == 1):
                return "over"
        case StandingState.FAILED:
            if failed(law, standing.on) is None:
                return "later"
        case StandingState.REPEALED:
            starts = [one for one in law.events if one.event in _STARTS and not one.provisions]
            if standing.since and starts and all(one.on.is_after(standing.since) for one in starts):
                return "unstarted"
        case _:
            pass
    return None


def _event_words(law: Law | None, standing: Standing, named: Sequence[Event]) -> str:
    return capital("; ".join(_event_clauses(law, standing, without=named)))


def _filled(
    standing: Standing, name: str, named: Sequence[Event] = (), law: Law | None = None
) -> str:
    since = standing.since
    full = since.full() if since else ""
    text = _standings()[standing.state][name].format(
        since=f"a day {full}" if full.startswith("between") else full,
        when=since.when() if since else "on a day not on file",
        short=since.short() if since else "",
        on=EdtfDate.of(standing.on).full(),
        events=(" and " if name == "started" else "; ").join(
            _event_clauses(law, standing, without=named)
        ),
        events_short="; ".join(_event_clauses(law, standing, short=True)),
        parts=_parts_told(standing, named),
    )
    return capital(text)


def _parts_told(standing: Standing, named: Sequence[Event]) -> str:
    """Go on about the parts that stand otherwise, but for those whose events are `named`."""
    clauses = _part_clauses(standing, {(one.provisions, one.on) for one in named})
    mark = ": " if standing.state is StandingState.IN_FORCE_IN_PART else "; "
    return mark + "; ".join(clauses) if clauses else ""


def _event_clauses(
    law: Law | None, standing: Standing, *, short: bool = False, without: Sequence[Event] = ()
) -> list[str]:
    events = [ground.event for ground in standing.grounds if ground.event]
    if short and standing.state is StandingState.PROPOSED:
        events = events[-1:]
    left = [event for event in events if event not in without]
    if standing.state is StandingState.IN_FORCE:
        left = [event for event in left if event.event in _STARTS]
    said = [_event_clause(law, event, standing.on, short=short) for event in left]
    return said or ([] if events else ["enacted"])


def _event_clause(law: Law | None, event: Event, on: date, *, short: bool) -> str:
    if event.event in _STARTS and not event.on.has_come(on):
        return f"{_STARTS[event.event]} {event.on.short() if short else event.on.full()}"
    if event.event in _STARTED:
        return f"{_STARTED[event.event]} {event.on.short() if short else event.on.when()}"
    line = event_line(event.model_copy(update={"by": None}) if short else event, law)
    return f"{line[:1].lower()}{line[1:]} {event.on.short() if short else event.on.when()}"


def _part_clauses(standing: Standing, named: Collection[tuple[object, object]]) -> list[str]:
    """Say which parts stand otherwise: what courts blocked first, each with the court's act."""
    decisions = {
        ground.decision.key: ground.decision for ground in standing.grounds if ground.decision
    }
    said = []
    for part in standing.parts:
        if part.decision in decisions:
            when = part.since.when() if part.since and part.since != standing.since else ""
            said.append(_court_clause(decisions[part.decision], part, when))
        elif part.provisions and (part.provisions, part.since) not in named:
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
        f"{said}; that order was on hold for a time and took effect again {part.resumed.when()}"
        if part.resumed
        else said
    )


def _last_decision(standing: Standing) -> Decision | None:
    return next((one.decision for one in reversed(standing.grounds) if one.decision), None)


def _blocking(standing: Standing) -> frozenset[str | None]:
    return frozenset(part.decision for part in standing.parts if part.decision)


def _own_dates(standing: Standing, answered: Sequence[EventSentence] = ()) -> str:
    """Where a court's word is the standing, say what the law's own dates do not."""
    if not _blocking(standing) or any(one.missing in _STARTS for one in answered):
        return ""
    if standing.by_events in (None, StandingState.ENACTED_DATE_NOT_ON_FILE):
        return " Effective date not on file."
    if standing.by_events is StandingState.ENACTED_NOT_YET_IN_EFFECT:
        return f" {capital('; '.join(_event_clauses(None, standing)))}."
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
