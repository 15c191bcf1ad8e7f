"""SQLite and PostgreSQL give the same answers: every question, every quote of the test sets."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from databases import PostgresDatabases, SqliteDatabases

from facts import Answer, Desk, Quote, open_desk, starter_bodies, wording

DATA = Path(__file__).parents[1]


@pytest.fixture
async def both(
    tmp_path: Path, starter_file: Path, starter_on_postgres: str
) -> AsyncIterator[tuple[Desk, Desk]]:
    """The starter facts on a desk of each database."""
    files = SqliteDatabases(tmp_path, starter_file)
    url = files.empty()
    files.fill(url)
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(open_desk(url))
        other = await stack.enter_async_context(open_desk(starter_on_postgres))
        yield one, other


@pytest.fixture
def starter_on_postgres(postgres: PostgresDatabases) -> str:
    url = postgres.empty()
    postgres.fill(url)
    return url


def lines(name: str) -> list[str]:
    return [json.loads(line)["text"] for line in (DATA / name).read_text("utf-8").splitlines()]


def read(answer: Answer) -> object:
    """Return what a person reads of an answer, and how sure it is."""
    matches = [
        (one.fact.id, one.probability, [line.printed for line in wording.card_lines(one)])
        for one in answer.matches
    ]
    return answer.outcome, matches, answer.left, [one.id for one in answer.related]


async def test_every_question_is_answered_alike(both: tuple[Desk, Desk]) -> None:
    differing = []
    for text in lines("newsroom_questions.jsonl"):
        first, second = [read(await desk.answers.look_up(desk.answers.read(text))) for desk in both]
        if first != second:
            differing.append((text, first, second))
    assert differing == []


async def test_every_quote_is_checked_alike(both: tuple[Desk, Desk]) -> None:
    quotes = [body for _, body in starter_bodies() if isinstance(body, Quote)]
    passages = [f"{one.speaker} said, “{words}”" for one in quotes for words in one.passages]
    shortened = [" ".join(words.split()[2:-3]) + "”" for words in passages]
    for text in (*lines("quotations.jsonl"), *passages, *shortened):
        first, second = [(await desk.quotes.check(text)).message for desk in both]
        assert first == second, text
