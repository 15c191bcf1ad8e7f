"""What `make soak` does for minutes, here with five kills: a real bot, killed under load."""

from pathlib import Path

import pytest
from soak.crashes import commands_under_kills


@pytest.mark.parametrize("history", [True, False], ids=["history", "no history"])
async def test_crash_loop(tmp_path: Path, *, history: bool) -> None:
    """Nothing acknowledged is lost, the outbox drains, the database is whole."""
    came = await commands_under_kills(tmp_path, kills=5, commands=10, history=history)
    assert came.is_kept, (str(came), came.lost, came.duplicated)
    assert came.acknowledged == 10
    assert came.sent >= 20
