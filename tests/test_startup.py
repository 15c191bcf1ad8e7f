"""Starting a command: nobody waits for libraries that their command does not use."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIST_MODULES = """
import sys
from bot.cli import app
try:
    app(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""
SLACK = {"slack_bolt", "slack_sdk", "aiohttp", "starlette", "uvicorn", "rehearsal"}


def imported_by(*arguments: str, folder: Path) -> set[str]:
    """Return the modules that a command has imported when it ends."""
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", LIST_MODULES, *arguments],
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "FACTDESK_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'facts.db'}",
            "FACTDESK_MODEL_FOLDER": str(folder),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def test_help_needs_none_of_the_libraries(tmp_path: Path) -> None:
    imported = imported_by("--help", folder=tmp_path)
    assert "bot" in imported
    assert not imported & (SLACK | {"facts", "pydantic", "sqlalchemy", "rich", "asyncio"})


def test_asking_needs_no_library_of_migrations_or_citations(tmp_path: Path) -> None:
    imported_by("load-starter", folder=tmp_path)
    for question in ("who signed SB 54 in 2017", "what did Sheriff Luna say about warrants"):
        imported = imported_by("ask", question, folder=tmp_path)
        assert {"facts", "sqlalchemy"} <= imported
        assert not imported & (SLACK | {"alembic", "eyecite", "dateparser", "edtf", "numpy"})
        assert not imported & {"facts.desk.corrections", "facts.desk.editing", "facts.store.outbox"}
        assert not imported & {"facts.quotes", "bot.cards.quotes"}


@pytest.mark.parametrize(
    "command",
    [("load-starter",), ("keys", "SB 54"), ("doctor",), ("role", "U012AB3CD", "editor")],
    ids=lambda command: command[0],
)
def test_only_the_bot_needs_slacks_libraries(command: tuple[str, ...], tmp_path: Path) -> None:
    imported_by("load-starter", folder=tmp_path)
    assert not imported_by(*command, folder=tmp_path) & SLACK
