"""Questions that a newsroom types, over the starter facts: the right fact, or an honest nothing."""

import json
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import builders as b
import pytest

from benchmarks.desk import load
from facts import Desk, FiledFact, Outcome, starter_bodies
from facts.explanation import ReasonKind
from facts.question import Question
from facts.search import Resolution, decide, evidence_of
from facts.search.ranking import Features, Ranked, shipped

QUESTIONS = Path(__file__).parents[1] / "newsroom_questions.jsonl"

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
        answer = await desk.answers.look_up(desk.answers.read(question["text"]))
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
                "force since then; the Supreme Court declined on June 15, 2020, to hear the "
                "federal challenge."
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
    answer = await desk.answers.look_up(desk.answers.read(asked))
    assert answer.match.sentence == sentence


async def test_a_section_that_was_not_blocked_is_not_answered_with_those_that_were(
    desk: Desk,
) -> None:
    asked = desk.answers.read("was Labor Code section 90.2 of AB 450 blocked?")
    told = (await desk.answers.look_up(asked)).match.sentence
    assert told.startswith(
        "The federal district court in eastern California refused on July 5, 2018 to block Labor "
        "Code section 90.2 while the case went on. Enjoined in part since July 5, 2018;"
    )
    blocked = desk.answers.read("was Labor Code section 1019.2(a) of AB 450 blocked?")
    told = (await desk.answers.look_up(blocked)).match.sentence
    assert told.startswith("Enjoined in part since July 5, 2018;")


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (
            (
                "Hi, I am writing a story on deadline about sanctuary laws and my editor wants to "
                "know when exactly Governor Brown signed the Values Act, can you help me please?"
            ),
            "us-ca/2017-2018/sb-54",
        ),
        ("what does AB 103 cover", "us-ca/2017-2018/ab-103"),
        ("Confirm: Values Act signed Oct. 5, 2017?", "us-ca/2017-2018/sb-54"),
        ("Confirm: the Ninth Circuit affirmed on April 18, 2019", "ca9/18-16496/2019-04-18"),
        ("what happend to the 2019 packaging bill", "us-ca/2019-2020/sb-54"),
        ("teh Values Act, when has it entered into force?", "us-ca/2017-2018/sb-54"),
        ("the Nineth Circuit and the Values Act, what did it hold", "ca9/18-16496/2019-04-18"),
        ("what's SB 54, the immigration one", "us-ca/2017-2018/sb-54"),
    ],
)
async def test_what_a_question_says_beside_what_it_asks_need_not_be_on_file(
    desk: Desk, asked: str, key: str
) -> None:
    answer = await desk.answers.look_up(desk.answers.read(asked))
    assert [match.fact.body.key for match in answer.matches] == [key]


@pytest.mark.parametrize(
    "asked",
    [
        "did the Values Act ban plastic straws?",
        "I am writing about Gavin Newsom and laws; on what day was the Values Act signed?",
        "Confirm: the Ninth Circuit affirmed on April 19, 2019",
        "who signed the Values Act in 2019",
        "what did the Values Act say about parking",
        "What did Miyamoto say about parking in immigrant communities",
        "Was Sheriff Luna elected?",
    ],
)
async def test_what_it_asks_and_every_name_in_it_must_be_on_file(desk: Desk, asked: str) -> None:
    answer = await desk.answers.look_up(desk.answers.read(asked))
    assert answer.outcome == "nothing"


class TestInOtherWords:
    """Words on file are found by a question that does not hold their every word."""

    async def test_a_question_with_a_word_too_many_is_answered_all_the_same(
        self, desk: Desk
    ) -> None:
        await file_made_up(desk)
        answer = await desk.answers.look_up(
            desk.answers.read("Did Tampa plant oak trees beside playgrounds for pupils?")
        )
        assert answer.outcome == "found"
        assert "Tampa" in answer.match.fact.body.heading
        assert 0.9 < answer.match.probability < 1.0

    async def test_the_same_question_of_another_place_or_number_is_not(self, desk: Desk) -> None:
        await file_made_up(desk)
        for asked in (
            "Did Omaha plant oak trees beside playgrounds for pupils?",
            "Did Tampa plant 40 oak trees beside playgrounds for pupils?",
            "Did Tampa not plant oak trees beside playgrounds for pupils?",
        ):
            answer = await desk.answers.look_up(desk.answers.read(asked))
            assert answer.outcome == "nothing", asked

    async def test_a_fact_that_holds_every_word_and_says_the_reverse_is_only_related(
        self, desk: Desk
    ) -> None:
        await file_made_up(desk)
        asked = "Tampa school board refused to plant oak trees beside its playgrounds"
        answer = await desk.answers.look_up(desk.answers.read(asked))
        assert answer.outcome == "nothing"
        assert [fact.body.heading for fact in answer.related]

    async def test_a_body_whose_name_is_a_small_word_is_named_all_the_same(
        self, desk: Desk
    ) -> None:
        await file_made_up(desk)
        asked = "Did the WHO plant oak trees beside its playgrounds?"
        assert (await desk.answers.look_up(desk.answers.read(asked))).outcome == "nothing"

    async def test_a_fact_that_holds_every_word_and_is_likelier_no_answer_is_only_related(
        self, desk: Desk
    ) -> None:
        await file_made_up(desk)
        question = desk.answers.read("oak trees beside playgrounds")
        (fact,) = [
            match.fact
            for match in (
                await desk.answers.look_up(desk.answers.read(f"Tampa {question.text} planted"))
            ).matches
        ]
        none = Features(bm25=0.0, bm25_gap=0.0, bm25_z=0.0, covered=1.0)

        def decided(asked: Question, probability: float) -> Resolution:
            likeliest = Ranked(fact.id.number, none, probability)
            model = shipped(with_meaning=False)
            return decide(evidence_of(asked, [fact], {}, model=model, likeliest=likeliest))

        doubted = decided(question, 0.4)
        assert (doubted.outcome, doubted.related) == (Outcome.NOTHING, (fact,))
        assert [reason.kind for _, reason in doubted.reasons] == [ReasonKind.TOO_COMMON]
        by_words = decided(question, 0.6)
        assert (by_words.outcome, by_words.facts, by_words.probability) == (
            Outcome.FOUND,
            (fact,),
            0.9,
        )
        said = desk.answers.read("who said oak trees beside playgrounds")
        assert decided(said, 0.4) == by_words

    async def test_words_said_after_the_day_that_is_asked_about_are_no_answer(
        self, desk: Desk
    ) -> None:
        await file_made_up(desk)
        question = desk.answers.read(
            "Did Tampa plant oak trees beside playgrounds for pupils?",
            as_of="2019",
        )
        assert (await desk.answers.look_up(question)).outcome == "nothing"


async def file_made_up(desk: Desk) -> None:
    """File words of boards about several things, so that words differ in how rare they are."""
    about = (
        "stopped teaching cursive handwriting this fall",
        "made lunches free of charge for every pupil",
        "raised what a ride on its buses costs",
        "found lead in the pipes of two buildings",
        "took novels off the shelves of libraries",
    )
    alone = "planted oak trees beside its playgrounds"
    places = ("Tampa", "Denver", "Boise", "Akron")
    bodies = [
        b.quote(
            passages=[f"{place}’s school board {what}."],
            speaker=f"{place} school board",
            said_on="2020-03-02",
            role=None,
            topic=None,
        )
        for place, what in [*product(places, about), ("Tampa", alone)]
    ]
    filings = [(str(number), body) for number, body in enumerate(bodies)]
    async for _ in load(desk, filings, editor="U1", reason="made up"):
        pass
