"""`known on`: a fact is never used for a day before the desk had approved it."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facts import Answer, Outcome, open_desk, starter_bodies

FILED = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKED = FILED + timedelta(days=30)
QUESTIONS = (
    "F-1", "SB 54", "did the Supreme Court uphold SB 54", "921 F.3d 865", "who won US v California",
    "what did Sheriff Luna say about warrants", 'who said "public safety, not deportation"',
)  # fmt: skip


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database whose facts were all filed on one day."""
    folder: Path = tmp_path_factory.mktemp("clocks")
    url = f"sqlite+aiosqlite:///{folder / 'facts.db'}"

    async def load() -> None:
        async with open_desk(url, create=True, clock=lambda: FILED) as desk:
            await desk.filing.load(starter_bodies())

    asyncio.run(load())
    return url


def asked(url: str, question: str, known_on: date) -> Answer:
    async def ask() -> Answer:
        async with open_desk(url, clock=lambda: ASKED) as desk:
            read = desk.answers.read(question, known_on=known_on.isoformat())
            return await desk.answers.look_up(read)

    return asyncio.run(ask())


@given(
    day=st.dates(min_value=date(1990, 1, 1), max_value=FILED.date() - timedelta(days=1)),
    question=st.sampled_from(QUESTIONS),
)
@settings(max_examples=40)
@example(day=FILED.date() - timedelta(days=1), question="SB 54")
def test_before_a_fact_was_filed_it_is_never_used(filed: str, day: date, question: str) -> None:
    answer = asked(filed, question, day)
    assert (answer.outcome, answer.matches, answer.related) == (Outcome.NOTHING, (), ())


@pytest.mark.parametrize("question", QUESTIONS)
def test_from_the_day_on_that_it_was_filed_it_is(filed: str, question: str) -> None:
    assert asked(filed, question, FILED.date()).outcome is not Outcome.NOTHING
