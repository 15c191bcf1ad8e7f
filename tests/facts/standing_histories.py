"""Histories of a law and its cases, made by rules: the same number makes the same history."""

from datetime import date, timedelta
from random import Random

import builders as b

from facts.model import Decision, Effect, Event, Law

KEY = b.VALUES_ACT
SECTIONS = ((), (), (), ("§ 1",), ("§ 1(a)",), ("§ 2",), ("§ 1", "§ 2"), ("§ 1(a)", "§ 2"))
PERSONS = (None, None, None, None, "private employers", "the plaintiffs")
# What a court may do, by its rank: posture, disposition, merits reached, outcomes.
TRIAL = (
    ("temporary_restraining_order", "granted", False, ("enjoined",)),
    ("temporary_restraining_order", "denied", False, ("not_enjoined",)),
    ("preliminary_injunction", "granted", False, ("enjoined",)),
    ("preliminary_injunction", "granted", False, ("enjoined",)),
    ("preliminary_injunction", "granted_in_part", False, ("enjoined", "not_enjoined")),
    ("preliminary_injunction", "denied", False, ("not_enjoined",)),
    ("preliminary_injunction", "vacated", False, ("injunction_lifted",)),
    ("motion_to_dismiss", "denied", False, ("left_in_place",)),
    ("motion_to_dismiss", "granted", False, ("not_enjoined",)),
    ("stay", "granted", False, ("injunction_lifted",)),
    ("stay", "denied", False, ("left_in_place",)),
    ("summary_judgment", "granted_in_part", True, ("struck_down", "upheld")),
    ("trial", "judgment_for_law", True, ("upheld",)),
    ("trial", "judgment_for_law", True, ("not_enjoined",)),
    ("trial", "judgment_against_law", True, ("struck_down",)),
    ("trial", "judgment_against_law", True, ("enjoined",)),
    ("trial", "pending", False, ("left_in_place",)),
    ("settlement", "settled", False, ("not_enjoined",)),
)
HIGHER = (
    ("stay", "granted", False, ("injunction_lifted",)),
    ("stay", "granted", False, ("reinstated",)),
    ("stay", "granted_in_part", False, ("injunction_lifted", "left_in_place")),
    ("stay", "granted", False, ("enjoined",)),
    ("stay", "denied", False, ("left_in_place",)),
    ("stay", "vacated", False, ("enjoined",)),
    ("stay", "vacated", False, ("left_in_place",)),
    ("appeal_of_preliminary_injunction", "affirmed", False, ("enjoined",)),
    ("appeal_of_preliminary_injunction", "affirmed", False, ("left_in_place",)),
    ("appeal_of_preliminary_injunction", "reversed", False, ("injunction_lifted",)),
    ("appeal_of_preliminary_injunction", "reversed", False, ("enjoined",)),
    ("appeal_of_preliminary_injunction", "vacated", False, ("remanded",)),
    (
        "appeal_of_preliminary_injunction",
        "affirmed_in_part",
        False,
        ("enjoined", "injunction_lifted"),
    ),
    ("appeal", "affirmed", True, ("struck_down",)),
    ("appeal", "affirmed", True, ("upheld",)),
    ("appeal", "reversed", True, ("reinstated",)),
    ("appeal", "reversed", True, ("struck_down",)),
    ("appeal", "vacated", False, ("remanded",)),
    ("appeal", "dismissed", False, ("left_in_place",)),
)
SUPREME = (
    ("certiorari", "denied", False, ("left_in_place",)),
    ("certiorari", "granted", False, ("left_in_place",)),
    ("certiorari", "vacated", False, ("remanded",)),
    ("merits_review", "affirmed", True, ("upheld",)),
    ("merits_review", "reversed", True, ("upheld",)),
    ("merits_review", "reversed", True, ("reinstated",)),
    ("merits_review", "reversed", True, ("struck_down",)),
    ("merits_review", "affirmed", True, ("struck_down",)),
)
# Courts of one case, from the lowest up.
LADDERS = (
    ("caed", "ca9", "scotus"), ("cand", "ca9", "scotus"), ("txnd", "ca5", "scotus"),
    ("calsuperct", "calctapp4d", "cal", "scotus"), ("calsuperct", "calctapp", "cal"),
)  # fmt: skip


def a_law(random: Random) -> Law:
    """Make a law whose life may end and be revived, and whose sections may have their own dates."""
    start = date(2016, 1, 1) + timedelta(days=random.randrange(60))
    steps: list[tuple[str, tuple[str, ...]]] = [("introduced", ())]
    steps += random.choice(
        (
            [("passed", ()), ("signed", ())],
            [("passed", ()), ("vetoed", ()), ("veto_overridden", ())],
            [("law_unsigned", ()), ("chaptered", ())],
            [("died", ())],
            [("vetoed", ())],
            [("died", ()), ("revived", ()), ("signed", ())],
            [("signed", ())],
            [("adopted", ())],
            [],
        )
    )  # fmt: skip
    steps += random.choice(
        ([("effective", ())], [("effective", ())], [("effective", ()), ("operative", ())], [])
    )
    for _ in range(random.randrange(5)):
        kind = random.choice(
            ("repealed", "revived", "expired", "amended", "operative", "effective")
        )
        provisions = random.choice((("§ 1",), ("§ 1(a)",), ("§ 2",)))
        if kind in ("repealed", "expired", "revived") and random.random() < 0.3:
            provisions = ()
        steps.append((kind, provisions))
    events: list[Event] = []
    for kind, provisions in steps:
        events.append(b.event(kind, _written(random, start), provisions=provisions))
        start += timedelta(days=random.randrange(1, 200))
    if random.random() < 0.3:
        random.shuffle(events)
    return b.law(events=tuple(events))


def _written(random: Random, day: date) -> str:
    text = day.isoformat()
    return text[:7] if random.random() < 0.05 else text


def decisions(random: Random) -> list[Decision]:
    """Make one to four cases of one caption, their orders, stays and appeals in order of time."""
    cases = [
        (random.choice(LADDERS), [str(10 * case + level) for level in range(4)])
        for case in range(random.randrange(1, 5))
    ]
    made: list[Decision] = []
    highest = [0] * len(cases)
    day = date(2016, 6, 1)
    for _ in range(random.randrange(1, 14)):
        number = random.randrange(len(cases))
        ladder, dockets = cases[number]
        own = [one for one in made if one.docket in dockets or one.aliases == (str(number),)]
        level = 0
        if own:
            level = random.choice(
                (0, 0, min(highest[number] + 1, len(ladder) - 1), highest[number])
            )
        highest[number] = max(level, highest[number])
        below = [one for one in own if one.court in ladder[:level]]
        at_same = [one for one in own if one.court == ladder[level]]
        reviewed = None
        if level:
            reviewed = random.choice(below).key if below else None
            if at_same and random.random() < 0.2:
                reviewed = None
            if reviewed and random.random() < 0.1:
                court, docket, _ = reviewed.split("/")
                reviewed = f"{court}/{docket}/2015-12-31"
        acts = TRIAL if level == 0 else HIGHER
        if ladder[level] in ("cal", "scotus"):
            acts = (*HIGHER[:7], *SUPREME)
        posture, disposition, merits, outcomes = random.choice(acts)
        docket = dockets[level]
        if level == 1 and random.random() < 0.1:
            docket = f"{docket}, {cases[number - 1][1][1]}"
        made.append(
            b.decision(
                case="Doe v. California",
                aliases=(str(number),),
                court=ladder[level],
                docket=docket,
                decided_on=_written(random, day),
                posture=posture,
                disposition=disposition,
                merits_reached=merits,
                appeal_from=reviewed,
                effects=_effects(random, outcomes),
            )
        )
        day += timedelta(days=random.randrange(1, 120))
    return made


def _effects(random: Random, outcomes: tuple[str, ...]) -> tuple[Effect, ...]:
    sections = random.sample(SECTIONS[2:], len(outcomes)) if len(outcomes) > 1 else None
    effects = [
        b.effect(
            KEY,
            outcome,
            *(sections[place] if sections else random.choice(SECTIONS)),
            limited_to=random.choice(PERSONS),
            in_part=random.random() < 0.07,
        )
        for place, outcome in enumerate(outcomes)
    ]
    if random.random() < 0.1:
        effects.append(b.effect(b.AB_103, "enjoined"))
    return tuple(effects)


def history_of(number: int) -> tuple[Law, list[Decision], list[date]]:
    """Return a law, its decisions, and days to ask about: the days of change, and days between."""
    random = Random(number)  # noqa: S311 (histories, not secrets)
    law, made = a_law(random), decisions(random)
    dates = [event.on for event in law.events] + [one.decided_on for one in made]
    days = {day for when in dates for day in (when.lower, when.upper)}
    days |= {day - timedelta(days=1) for day in days} | {date(2026, 11, 24)}
    return law, made, [*random.sample(sorted(days), min(9, len(days))), date(2026, 11, 24)]
