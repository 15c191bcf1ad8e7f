"""Questions that a newsroom types, over the starter facts: the right fact, or an honest nothing."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from facts import Desk, FiledFact, starter_bodies

QUESTIONS = Path(__file__).with_name("newsroom_questions.jsonl")

MOST_WRONG = 0.01
LEAST_ANSWERED = 0.90


def labelled() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]


def name_of(fact: FiledFact, stems: dict[int, str]) -> str:
    """Name a fact as the labels do: its key, or for a quote "q1"."""
    return fact.body.key or stems[fact.id.number].split("-")[1]


async def test_at_most_one_in_a_hundred_is_answered_wrongly(
    desk: Desk, record_property: Callable[[str, object], None]
) -> None:
    stems = {number: name for number, (name, _) in enumerate(starter_bodies(), start=1)}
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    missed: list[str] = []
    for question in labelled():
        answer = await desk.asking.look_up(desk.asking.read(question["text"]))
        shown = [name_of(match.fact, stems) for match in answer.matches]
        right = {*question["facts"], *question.get("also", [])}
        expected = question["expect"]
        if answer.outcome == "nothing":
            outcomes["refused rightly" if expected == "nothing" else "missed"] += 1
            if expected != "nothing":
                missed.append(question["text"])
        elif set(shown) <= right:
            outcomes["answered rightly"] += 1
        else:
            outcomes["wrong"] += 1
            wrong.append(f"{question['text']!r}: {answer.outcome} {shown}, not {sorted(right)}")
    answerable = sum(question["expect"] != "nothing" for question in labelled())
    asked = sum(outcomes.values())
    figures = {
        "asked": asked,
        "wrong": f"{outcomes['wrong'] / asked:.1%}",
        "answered": f"{outcomes['answered rightly'] / answerable:.1%}",
    }
    record_property("newsroom questions", figures)
    assert outcomes["wrong"] <= MOST_WRONG * asked, "\n".join([str(figures), *wrong])
    assert outcomes["answered rightly"] >= LEAST_ANSWERED * answerable, "\n".join(
        [str(figures), *missed]
    )
