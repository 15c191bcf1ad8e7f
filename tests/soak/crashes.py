"""Commands under kills: what was acknowledged is posted, and once, however often the bot dies."""

import asyncio
import random
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import aiohttp

from rehearsal import (
    ADMIN,
    REPORTER,
    Fault,
    Message,
    StandIn,
    closed,
    http_status,
    rate_limited,
    reset,
    truncated,
)
from soak.process import BotProcess, bot_process, prepare, stand_in

CHANNELS = 10
WITHOUT_HISTORY = ("commands", "chat:write", "app_mentions:read", "im:history", "im:write")
LONGEST_LIFE_S = 1.2
ASK_AGAIN_S = 0.25
_FIRST_DAY = date(2018, 1, 2)

_POSTING: tuple[tuple[Fault, float], ...] = (
    (rate_limited(1), 0.05),
    (http_status(500), 0.03),
    (http_status(500, takes_effect=True), 0.02),
    (http_status(200, body="<html>Oops"), 0.02),
    (http_status(200, body="<html>Oops", takes_effect=True), 0.02),
    (truncated(), 0.02),
    (reset(), 0.03),
    (reset(takes_effect=True), 0.02),
    (closed(takes_effect=True), 0.05),
)
_LOOKING: tuple[tuple[Fault, float], ...] = (
    (rate_limited(1), 0.05),
    (http_status(500), 0.05),
    (reset(), 0.03),
)
"""What goes wrong, and with what probability each time."""


@dataclass(frozen=True, slots=True)
class Crashes:
    """What came of it. `lost` and `duplicated` name the questions, as they were typed."""

    history: bool
    kills: int
    typed: int
    acknowledged: int
    sent: int
    lost: tuple[str, ...]
    duplicated: tuple[str, ...]
    sent_again: int
    """How often an admin pressed “Try again” on what was given up."""
    is_whole: bool
    """Whether the database is, and nothing in it is still on its way."""

    @property
    def is_kept(self) -> bool:
        """Whether the promise is: nothing is lost, and where Slack can be asked, nothing twice."""
        return self.is_whole and not self.lost and not (self.history and self.duplicated)

    def __str__(self) -> str:
        history = "history readable" if self.history else "history not readable"
        return (
            f"commands under kills, {history}: {self.kills} kills, {self.typed} typed, "
            f"{self.acknowledged} acknowledged; {self.sent} messages sent, {len(self.lost)} lost, "
            f"{len(self.duplicated)} duplicated; sent again by an admin {self.sent_again} times; "
            f"database {'whole' if self.is_whole else 'NOT WHOLE'}"
        )


async def commands_under_kills(
    folder: Path, *, kills: int, commands: int, history: bool, seed: int = 5
) -> Crashes:
    """Type until `commands` are acknowledged, and kill the bot so often meanwhile.

    Each question speaks for a day of its own, by which its opening and its card are known again.
    """
    chance = random.Random(seed)  # noqa: S311 (a load that can be repeated)
    database = folder / "facts.db"
    url = f"sqlite+aiosqlite:///{database}"
    await prepare(url)
    load = _Load(commands)
    scopes = None if history else WITHOUT_HISTORY
    async with stand_in(channels=CHANNELS, scopes=scopes) as slack:
        _go_wrong(slack, chance)
        for life in range(kills):
            async with bot_process(slack, url) as bot:
                asked = load.next(-(-(commands - load.acknowledged) // (kills - life)))
                typing = [asyncio.create_task(load.type(slack, text)) for text in asked]
                # Now and then it has not read the first one yet, now and then all is posted.
                await asyncio.wait([bot.reading], timeout=chance.uniform(0, LONGEST_LIFE_S))
                await bot.kill()
                await asyncio.gather(*typing)
        async with bot_process(slack, url) as bot:
            while rest := load.next(commands - load.acknowledged):
                await asyncio.gather(*(load.type(slack, text) for text in rest))
            pressed = await _drained(slack, bot)
            await bot.stop()
    return _counted(slack, load, database, history=history, kills=kills, pressed=pressed)


class _Load:
    """Questions to type; one that Slack says failed is typed again, in other words."""

    def __init__(self, commands: int) -> None:
        self._commands = commands
        self._numbers = iter(range(10_000))
        self.typed: dict[str, bool] = {}
        """Each question, and whether it was acknowledged."""

    @property
    def acknowledged(self) -> int:
        return sum(self.typed.values())

    def next(self, count: int) -> list[str]:
        days = [_FIRST_DAY + timedelta(days=next(self._numbers)) for _ in range(count)]
        return [f"F-1 as of {day}" for day in days]

    async def type(self, slack: StandIn, text: str) -> None:
        self.typed[text] = False
        channel = f"C0BEAT{len(self.typed) % CHANNELS:02}"
        exchange = await slack.command(REPORTER, channel, f"/fact {text}")
        self.typed[text] = exchange.is_acknowledged


def _go_wrong(slack: StandIn, chance: random.Random) -> None:
    """Let calls fail by chance; in the admin's own messages, too."""
    plans = {
        "chat.postMessage": _POSTING,
        "conversations.replies": _LOOKING,
        "conversations.history": _LOOKING,
    }
    for method, faults in plans.items():
        for fault, often in faults:
            slack.faults.plan(
                method, fault, times=None, fits=lambda _, often=often: chance.random() < often
            )


async def _drained(slack: StandIn, bot: BotProcess) -> int:
    """Wait until nothing is on its way; an admin sends again what was given up: how often."""
    pressed = 0
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{bot.url}/readyz") as page:
                shown = await page.json()
            dead = shown["dead"]
            if not dead and not {"waiting", "sending", "unknown"} & set(shown["outbox"]):
                return pressed
            for alarm in _alarms(slack) if dead else []:
                pressed += 1
                await slack.click(ADMIN, channel=alarm.channel, ts=alarm.ts, action_id="try_again")
            ended, _ = await asyncio.wait([bot.reading], timeout=ASK_AGAIN_S)
            assert not ended, "".join(bot.log)


def _alarms(slack: StandIn) -> list[Message]:
    direct = slack.workspace.direct_message(ADMIN).id
    return [one for one in slack.messages(direct) if "try_again" in str(one.blocks)]


def _counted(
    slack: StandIn, load: _Load, database: Path, *, history: bool, kills: int, pressed: int
) -> Crashes:
    openings, cards = _posted(slack)
    lost = [
        text for text, was_taken in load.typed.items()
        if (was_taken or openings[text]) and not (openings[text] and cards[text])
    ]  # fmt: skip
    twice = [text for text in load.typed if openings[text] > 1 or cards[text] > 1]
    return Crashes(
        history, kills, len(load.typed), load.acknowledged, openings.total() + cards.total(),
        tuple(lost), tuple(twice), pressed, _is_whole(database),
    )  # fmt: skip


def _posted(slack: StandIn) -> tuple[Counter[str], Counter[str]]:
    """Count the openings and the cards of each question."""
    openings: Counter[str] = Counter()
    cards: Counter[str] = Counter()
    for number in range(CHANNELS):
        for opening in slack.messages(f"C0BEAT{number:02}"):
            text = opening.text.partition("\n")[0].rpartition("asked: ")[2].strip()
            openings[text] += 1
            cards[text] += len(slack.messages(opening.channel, opening.ts)) - 1
    return openings, cards


def _is_whole(database: Path) -> bool:
    with sqlite3.connect(database) as raw:
        checked = raw.execute("PRAGMA integrity_check").fetchall()
        states = {state for (state,) in raw.execute("SELECT DISTINCT state FROM delivery")}
    raw.close()
    return checked == [("ok",)] and not states & {"waiting", "sending", "unknown"}
