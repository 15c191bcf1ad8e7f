"""`make soak`: each scenario in turn, and whether its promise was kept."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from fan_out import fan_out

from soak.crashes import commands_under_kills


class Outcome(Protocol):
    """What a scenario comes to; as text, what is printed."""

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept."""


Scenario = Callable[[Path, int], Awaitable[Outcome]]
"""Runs in a folder of its own, and kills so often."""

SCENARIOS: dict[str, Scenario] = {
    "commands": lambda folder, kills: commands_under_kills(
        folder, kills=kills, commands=2 * kills, history=True
    ),
    "commands-blind": lambda folder, kills: commands_under_kills(
        folder, kills=kills, commands=2 * kills, history=False
    ),
    "fan-out": lambda folder, kills: fan_out(
        folder, threads=5_000, kills=max(1, kills // 20), channels=500
    ),
}


async def main(names: list[str], kills: int) -> bool:
    """Run scenarios; returns whether every promise was kept."""
    kept = True
    for name in names:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="factdesk-soak-") as folder:
            outcome = await SCENARIOS[name](Path(folder), kills)
        verdict = "kept" if outcome.is_kept else "BROKEN"
        print(f"{verdict}: {outcome} ({time.monotonic() - started:.0f} s)", flush=True)
        kept = kept and outcome.is_kept
    return kept


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("scenarios", nargs="*", help=f"of {', '.join(SCENARIOS)}; default: all")
    parser.add_argument("--kills", type=int, default=100)
    given = parser.parse_args()
    sys.exit(not asyncio.run(main(given.scenarios or list(SCENARIOS), given.kills)))
