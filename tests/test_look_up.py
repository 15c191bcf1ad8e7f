"""Questions that a newsroom types, over the starter facts: the right fact, or an honest nothing."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            "when did the California Values Act take effect",
            (
                "The California Values Act (SB 54 of 2017–2018) took effect on January 1, 2018. In "
                "force since then; the Supreme Court declined on June 15, 2020 to hear the federal "
                "challenge."
            ),
        ),
        (
            "when was SB 54 of 2021-2022 signed",
            (
                "The Plastic Pollution Prevention and Packaging Producer Responsibility Act (SB 54 "
                "of 2021–2022) was signed on June 30, 2022. Effective date not on file."
            ),
        ),
    ],
)
async def test_what_the_answer_has_told_is_not_said_again(
    desk: Desk, asked: str, sentence: str
) -> None:
    answer = await desk.asking.look_up(desk.asking.read(asked))
    assert answer.match.sentence == sentence


async def test_a_section_that_was_not_blocked_is_not_answered_with_those_that_were(
    desk: Desk,
) -> None:
    asked = desk.asking.read("was Labor Code section 90.2 of AB 450 blocked?")
    told = (await desk.asking.look_up(asked)).match.sentence
    assert told.startswith(
        "The federal district court in eastern California refused on July 5, 2018 to block Labor "
        "Code section 90.2 while the case went on. Enjoined in part since July 5, 2018;"
    )
    blocked = desk.asking.read("was Labor Code section 1019.2(a) of AB 450 blocked?")
    told = (await desk.asking.look_up(blocked)).match.sentence
    assert told.startswith("Enjoined in part since July 5, 2018;")
