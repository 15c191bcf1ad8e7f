"""What comes before an answer: yes or no where that is certain, and details asked for.

A lead is given only where the facts on file decide the question; in doubt there is none, and the
answer stands by itself. What a court did is compared with its effects on the law in question; what
happened to a law with the events that the answer names.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from facts.law.courts import court
from facts.law.keys import statute_covers, statute_key
from facts.law.standing import Standing, StandingState
from facts.model import Decision, Disposition, Effect, EventKind, Law, Outcome, Posture
from facts.model.law import Event
from facts.reading import Act, State, ToConfirm
from facts.wording.events import EventSentence
from facts.wording.laws import author_sentence
from facts.wording.names import law_name, listed, named_once
from facts.wording.table import read

_FOR = {
    Act.UPHOLD: Outcome.UPHELD,
    Act.STRIKE: Outcome.STRUCK_DOWN,
    Act.BLOCK: Outcome.ENJOINED,
    Act.LIFT: Outcome.INJUNCTION_LIFTED,
}
_OF_LAWS = {Act.OVERTURN: Act.STRIKE}
_OF_ORDERS = {Act.OVERTURN: Act.REVERSE, Act.STRIKE: Act.REVERSE, Act.UPHOLD: Act.AFFIRM}
_TURNED = (Disposition.REVERSED, Disposition.VACATED)
_ENDED = (StandingState.FAILED, StandingState.REPEALED, StandingState.EXPIRED)
_BLOCKED = (StandingState.ENJOINED, StandingState.STRUCK_DOWN)
_BLOCKED_IN_PART = (StandingState.ENJOINED_IN_PART, StandingState.STRUCK_DOWN_IN_PART)
_NOW = {
    Act.BLOCK: (StandingState.ENJOINED, StandingState.ENJOINED_IN_PART),
    Act.STRIKE: (StandingState.STRUCK_DOWN, StandingState.STRUCK_DOWN_IN_PART),
}
_BECAME = (EventKind.SIGNED, EventKind.LAW_UNSIGNED, EventKind.ADOPTED, EventKind.VETO_OVERRIDDEN)
_BY_PERSONS = (EventKind.SIGNED, EventKind.VETOED)
_UNSIGNED = (EventKind.LAW_UNSIGNED, EventKind.VETOED, EventKind.VETO_OVERRIDDEN)
_DAYS = ("On", "In", "Throughout")
_OPENS = frozenset(
    {
        "The", "No", "It", "A", "An", "Its", "Enjoined", "Struck", "Introduced", "Passed", "Signed",
        "Became", "Adopted", "Vetoed", "Veto", "Died", "Withdrawn", "Chaptered", "Operative",
        "Amended", "Repealed", "Expired", "Revived", "Proposed", *_DAYS,
    }
)  # fmt: skip
"""First words of our sentences that are no names, and go on with a small letter: articles,
pronouns, and the words that lines begin with in `events.toml` and `standings.toml`."""
_OF_A_DAY = re.compile(rf"(?:{'|'.join(_DAYS)})\b[^:.;]*: ")
"""How the answer for a past day begins: `On August 1, 2018: in force ...`."""


class Lead(StrEnum):
    """What an answer begins with."""

    YES = "yes"
    NO = "no"
    PART = "part"
    UNFILED = "unfiled"
    """That no such decision is on file, where a court could have made it that is not named."""


def with_lead(lead: Lead | None, sentence: str) -> str:
    """Put a lead before an answer: `No: on June 15, 2020 it declined ...`.

    Before one for a past day: `Yes, on August 1, 2018: in force ...`.
    """
    if lead is None or not sentence:
        return sentence
    is_of_day = _OF_A_DAY.match(sentence) is not None
    first = sentence.split(maxsplit=1)[0]
    if first in _OPENS and lead is not Lead.UNFILED:
        sentence = sentence[:1].lower() + sentence[1:]
    text = str(read("replies.toml")["lead"][lead])
    text = text.replace(": ", ", ") if is_of_day else text
    return text.format(sentence=sentence)


# ---- A law


def law_lead(
    asked: ToConfirm | None, law: Law, standing: Standing, answered: Sequence[EventSentence]
) -> Lead | None:
    """Return the lead of an answer about a law; `answered` are the events that were asked for."""
    if asked is None or asked.sections or Act.REFUSE in asked.acts:
        return None
    if answered:
        return _event_lead(asked, law, standing, answered)
    if len(asked.acts) == 1 and not asked.events and asked.acts[0] in _NOW:
        whole, part = _NOW[asked.acts[0]]
        return {whole: Lead.YES, part: Lead.PART}.get(standing.state)
    if asked.state is State.IN_FORCE and not asked.acts and not asked.dates:
        return _in_force(standing.state)
    return None


def _in_force(state: StandingState) -> Lead | None:
    if state is StandingState.IN_FORCE:
        return Lead.YES
    if state in (StandingState.IN_FORCE_IN_PART, *_BLOCKED_IN_PART):
        return Lead.PART
    ended = (*_ENDED, *_BLOCKED, StandingState.PROPOSED, StandingState.ENACTED_NOT_YET_IN_EFFECT)
    return Lead.NO if state in ended else None


def _event_lead(
    asked: ToConfirm, law: Law, standing: Standing, answered: Sequence[EventSentence]
) -> Lead | None:
    events = [event for one in answered for event in one.events]
    if asked.acts or len(answered) != 1 or not events:
        return None
    if asked.state is State.LAW:
        return None if asked.dates or asked.people else _became_law(law, events)
    mine = [event for event in events if _is_asked(asked, event.event)]
    if not mine:
        is_unsigned = asked.is_signing and all(event.event in _UNSIGNED for event in events)
        return Lead.NO if is_unsigned else None
    named = [event for event in mine if event.by in asked.people] if asked.people else mine
    if not named:
        return Lead.NO if all(event.by for event in mine) else None
    # The answer begins with the first event: a lead before it must be about that one.
    is_it = len(named) == 1 and named[0] is events[0] and not named[0].provisions
    if named and named[0].event in _BY_PERSONS and not _is_by(named[0], asked.bodies):
        return None
    is_it = is_it and not answered[0].missing and named[0].on.has_come(standing.on) is True
    return _dated(asked, named[0]) if is_it else None


def _is_by(event: Event, bodies: Iterable[str]) -> bool:
    """Whether all of these bodies are named, by their stems, as who did it: "County Council"."""
    by = (event.by or "").casefold()
    return all(body in by for body in bodies)


def _is_asked(asked: ToConfirm, kind: EventKind) -> bool:
    if asked.events[:1] == (EventKind.SIGNED,) and not asked.is_signing:
        return kind in _BECAME  # "adopted", "enacted"
    return kind in asked.events[:1]


def _became_law(law: Law, events: Sequence[Event]) -> Lead | None:
    if any(event.event in _BECAME for event in law.events):
        return Lead.YES
    failed = any(event.event in (EventKind.DIED, EventKind.WITHDRAWN) for event in events)
    return Lead.NO if failed else None


def _dated(asked: ToConfirm, event: Event) -> Lead | None:
    """Return yes if the event has all dates asked about, no if it lacks one for certain."""
    if all(one.lower <= event.on.lower and event.on.upper <= one.upper for one in asked.dates):
        return Lead.YES
    apart = [one for one in asked.dates if event.on.upper < one.lower or one.upper < event.on.lower]
    return Lead.NO if apart else None


def missing_decision(asked: ToConfirm, law: Law, decisions: Sequence[Decision]) -> str:
    """Say that no decision on file did what is asked; "" where one did, or none is asked for."""
    if (
        asked.events
        or asked.sections
        or not asked.is_by_court
        or not (len(asked.acts) == 1 or asked.is_suing)
    ):
        return ""
    texts = read("replies.toml")["no_decision"]
    effects = [one for each in decisions for one in each.effects if one.law == law.key]
    if not effects:
        return str(texts["any"]).format(law=law_name(law))
    if len(asked.acts) != 1:
        return ""
    act = asked.acts[0]
    outcome = _FOR.get(act)
    blocking = {Outcome.ENJOINED, Outcome.STRUCK_DOWN} if act is Act.BLOCK else {outcome}
    if act not in texts or any(one.outcome in blocking for one in effects):
        return ""
    return str(texts[act]).format(law=law_name(law))


# ---- A decision


def decision_lead(
    asked: ToConfirm | None,
    decision: Decision,
    *,
    law: Law | None,
    case: Sequence[Decision],
) -> Lead | None:
    """Return the lead of an answer about a decision.

    `law` is the law that the question names, if any; `case` are the decisions about it: "no" is
    certain only where a court or judge is named and no decision of that court did what is asked.
    """
    if asked is None or asked.events or Act.REFUSE in asked.acts:
        return None
    lead = _of(asked, decision, law)
    others = [
        one
        for one in case
        if one.key != decision.key and (not asked.courts or one.court in asked.courts)
    ]
    if lead is not Lead.NO:
        return lead
    if any(_may_have(asked, one, law) for one in others):
        return None
    # Of a court or judge named, the decision on file answers. Otherwise any court may have done
    # it since, and an order may be lifted at any time.
    is_named = bool(asked.courts or asked.people) and _act(asked) is not Act.LIFT
    return Lead.NO if is_named else Lead.UNFILED


def _may_have(asked: ToConfirm, decision: Decision, law: Law | None) -> bool:
    """Whether a decision did what is asked, or something of the kind."""
    wanted = _FOR.get(_act(asked) or Act.DISSENT)
    if any(one.outcome is wanted for one in _effects(decision, law)):
        return True
    return _of(asked, decision, law) in (Lead.YES, Lead.PART)


def _effects(decision: Decision, law: Law | None) -> list[Effect]:
    return [one for one in decision.effects if law is None or one.law == law.key]


def _act(asked: ToConfirm) -> Act | None:
    """Return the one act that a question asks about; None where it asks about several."""
    acts = list(asked.acts)
    for beside in (Act.BLOCK, Act.RULE, Act.HEAR):  # "reversed the injunction", "ruled that ..."
        if len(acts) > 1 and beside in acts:
            acts.remove(beside)
    if len(acts) != 1 or Act.DISSENT in acts:
        return None
    return (_OF_ORDERS if asked.is_of_order else _OF_LAWS).get(acts[0], acts[0])


def _of(asked: ToConfirm, decision: Decision, law: Law | None) -> Lead | None:
    act = _act(asked)
    if act is None:
        return None
    effects = _effects(decision, law)
    if asked.sections:
        effects = [one for one in effects if _touches(one, asked.sections)]
    if act in _FOR:
        return _by_outcome(act, decision, effects, asked)
    if law is None and not asked.sections:  # "Did the Sixth Circuit affirm in ..."
        asked = asked.model_copy(update={"is_of_order": True})
    return _by_disposition(act, decision, asked, effects)


def _by_outcome(
    act: Act, decision: Decision, effects: Sequence[Effect], asked: ToConfirm
) -> Lead | None:
    own = [one for one in effects if one.outcome is _FOR[act]]
    if not effects or (own and decision.posture is Posture.STAY):
        return None
    if own and decision.under_review is not None and act is Act.BLOCK:
        return None  # it was asked about an order that stood already
    if act is Act.BLOCK and decision.posture is Posture.APPEAL_OF_PRELIMINARY_INJUNCTION and own:
        return None  # it let another court's order stand
    if act is Act.BLOCK and any(one.outcome is Outcome.STRUCK_DOWN for one in effects):
        return None
    if not own:
        return Lead.NO
    # An order is lifted as far as it went; a law may be blocked only in some sections.
    by_section = act is not Act.LIFT and not asked.sections
    is_whole = len(own) == len(effects) and not any(
        one.limited_to or one.in_part or (one.provisions and by_section) for one in own
    )
    return Lead.YES if is_whole else Lead.PART


def _by_disposition(
    act: Act, decision: Decision, asked: ToConfirm, effects: Sequence[Effect]
) -> Lead | None:
    did, is_review = decision.disposition, decision.posture is Posture.CERTIORARI
    if is_review and did is Disposition.DENIED and act is not Act.DISMISS:
        return Lead.NO
    match act:
        case Act.HEAR:
            return Lead.YES if is_review and did is Disposition.GRANTED else None
        case Act.DISMISS:
            return Lead.YES if did is Disposition.DISMISSED else None
        case Act.AFFIRM:
            return _reviewed(Disposition.AFFIRMED, _TURNED, decision, asked, effects)
        case Act.REVERSE:
            return _reviewed(
                Disposition.REVERSED, (Disposition.AFFIRMED,), decision, asked, effects
            )
        case _:
            return None


def _reviewed(
    yes: Disposition,
    no: tuple[Disposition, ...],
    decision: Decision,
    asked: ToConfirm,
    effects: Sequence[Effect],
) -> Lead | None:
    """Return the lead where a court is said to have affirmed or reversed what came before."""
    did = decision.disposition
    if did is yes and asked.is_of_order and _is_that_order(asked, effects):
        return Lead.YES
    if asked.sections:
        return None
    if did is Disposition.AFFIRMED_IN_PART:
        is_certain = len({one.law for one in effects}) != 1 and Act.BLOCK not in asked.acts
        return Lead.PART if is_certain else None
    return Lead.NO if did in no else None


def _is_that_order(asked: ToConfirm, effects: Sequence[Effect]) -> bool:
    """Whether the order below that was affirmed or reversed can be the one that is named.

    "Affirmed the injunction" is not said of a refusal to block.
    """
    if Act.BLOCK not in asked.acts:
        return True
    outcomes = {one.outcome for one in effects}
    return bool(outcomes) and outcomes <= {Outcome.ENJOINED, Outcome.INJUNCTION_LIFTED}


def _touches(effect: Effect, sections: Iterable[str]) -> bool:
    keys = [statute_key(one) for one in effect.provisions]
    return any(
        statute_covers(key, section) or statute_covers(section, key)
        for section in sections
        for key in keys
    )


def decision_details(decision: Decision, details: frozenset[str]) -> str:
    """Say the details that were asked for: the judges, the docket number, citations, dissents."""
    texts = read("replies.toml")
    where = court(decision.court).sentence
    case = f"{decision.case} in {where}"
    said = []
    if "judges" in details:
        many = "many" if len(decision.judges) > 1 else "one"
        text = texts["judges"][many if decision.judges else "missing"]
        said.append(text.format(case=case, judges=listed(decision.judges)))
    if "docket" in details:
        said.append(texts["docket"]["one"].format(case=case, docket=decision.docket))
    if "citation" in details:
        text = texts["citation"]["one" if decision.citations else "missing"]
        said.append(text.format(case=case, citations=listed(decision.citations)))
    if "dissent" in details:
        views = (decision.separate_views or "").rstrip(".")
        text = texts["dissent"]["one" if views else "missing"]
        said.append(text.format(case=case, views=views))
    return " ".join(said)


def introduction(law: Law, sentence: str) -> str:
    """Say before an answer about its introduction that it is not on file who introduced a law."""
    said = [str(read("replies.toml")["who"]["introduced"])]
    if not (law.author and law.author in sentence):
        said.append(author_sentence(law))
    return named_once(law, (*said, sentence))


def author_lead(asked: ToConfirm | None, law: Law) -> Lead | None:
    """Return the lead of an answer that begins with a law's author."""
    if asked is None or asked.acts or asked.dates or not asked.people or not law.author:
        return None
    return (
        Lead.YES
        if asked.people == (law.author,)
        else None
        if law.author in asked.people
        else Lead.NO
    )


def dissent_lead(asked: ToConfirm | None, decision: Decision) -> Lead | None:
    """Return the lead where a question says that a judge dissented, whom the decision names."""
    views = decision.separate_views
    if asked is None or asked.acts != (Act.DISSENT,) or not views or "dissented" not in views:
        return None
    named = [name for name in asked.people if name != views]
    if not named:
        return None
    surnames = [name.split()[-1] for name in named]
    return Lead.YES if all(one in views for one in surnames) else Lead.NO
