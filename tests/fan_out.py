"""A correction to a fact that many threads carry, told by a bot that is killed meanwhile.

`make test` runs it at 200 threads, `make soak` at 5,000: the same code, a real process, a real
`kill -9`, Slack's own pace of one message a second in each channel.
"""

import re
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from soak.process import PATIENCE_S, BotProcess, bot_process, prepare

import rehearsal
from rehearsal import EDITOR, REPORTER, SECOND_EDITOR, Conversation, Message, StandIn

EVERYBODY = {REPORTER, EDITOR, SECOND_EDITOR, rehearsal.BOT_USER_ID}
LONGEST_S = 900.0
"""The longest that a round of notices may take."""


@dataclass(frozen=True, slots=True)
class FannedOut:
    """What came of it. `acks_s` are seconds that Slack waited for, the approval's first."""

    threads: int
    kills: int
    told: int
    twice: int
    struck: int
    is_finished: bool
    acks_s: tuple[float, ...]
    peaks_mb: tuple[float, ...]
    """The most memory that each of the processes held."""
    shown: tuple[str, ...]
    """What the editor who approved was shown, as it changed."""

    @property
    def is_kept(self) -> bool:
        """Whether the promise is: every thread told once, and every card struck."""
        return self.told == self.struck == self.threads and not self.twice and self.is_finished

    def __str__(self) -> str:
        peaks = ", ".join(f"{one:.0f}" for one in self.peaks_mb)
        return (
            f"fan-out under {self.kills} kills: {self.told} of {self.threads} threads told, "
            f"{self.twice} twice, {self.struck} cards struck; the approval acknowledged in "
            f"{1000 * self.acks_s[0]:.0f} ms, commands meanwhile in "
            f"{1000 * max(self.acks_s[1:], default=0):.0f} ms at most; memory at most {peaks} MB; "
            f"the editor was shown {len(self.shown)} states, last: {self.shown[-1]!r}"
        )


async def fan_out(folder: Path, *, threads: int, kills: int, channels: int) -> FannedOut:
    """Correct a fact that `threads` threads in `channels` channels carry; kill the bot meanwhile.

    First as soon as the first thread has been told, while the rest is still being worked off.
    """
    file = folder / "facts.db"
    url = f"sqlite+aiosqlite:///{file}"
    await prepare(url)
    async with _stand_in(channels) as slack:
        async with bot_process(slack, url) as bot:
            card = await _carried_once(slack)
            draft = await _corrected(slack)
            peaks = [_peak_mb(bot)]
        openings = [(card.channel, card.thread_ts or ""), *_copied(slack, file, card, threads - 1)]
        watch = _Watch(slack)
        acks: list[float] = []
        for life in range(kills + 1):
            async with bot_process(slack, url) as bot:
                if life == 0:
                    pressed = await slack.click(
                        SECOND_EDITOR, channel=draft.channel, ts=draft.ts, action_id="approve"
                    )
                    assert pressed.is_acknowledged, pressed
                    acks.append(pressed.seconds)
                goal = max(1, threads * life // kills) if life < kills else threads
                await _asked_until_told(slack, watch, goal, acks)
                if life == kills:
                    await slack.until(lambda: watch.has_ended(threads), timeout=LONGEST_S)
                peaks.append(_peak_mb(bot))
        counts = [len(slack.messages(*one)) - 2 for one in openings]
        return FannedOut(
            threads=threads,
            kills=kills,
            told=sum(count > 0 for count in counts),
            twice=sum(count > 1 for count in counts),
            struck=sum(
                all("CORRECTED" in str(old.blocks) for old in slack.messages(*one)[:2])
                for one in openings
            ),
            is_finished=watch.has_ended(threads),
            acks_s=tuple(acks),
            peaks_mb=tuple(peaks),
            shown=tuple(watch.shown),
        )


def _stand_in(channels: int) -> StandIn:
    workspace = rehearsal.newsroom()
    for number in range(channels):
        workspace.add_conversation(
            Conversation(f"C0FAN{number:04}", f"fan-{number:04}", members=set(EVERYBODY))
        )
    return StandIn(
        workspace,
        bot_token="xoxb-fan-out",
        app_token="",
        signing_secret="fan-out-signing-secret",
        commands=["/fact", "/fact-add"],
        events=["app_mention", "message.im"],
        ack_timeout=PATIENCE_S,
        triggers_live=PATIENCE_S,
    )


async def _carried_once(slack: StandIn) -> Message:
    """The card of the law, posted as it is for anybody who asks."""
    asked = await slack.command(REPORTER, "C0FAN0000", "/fact who signed SB 54 in 2017")
    assert asked.is_acknowledged, asked
    opening = (await slack.until(lambda: slack.messages("C0FAN0000")))[0]
    return (await slack.until(lambda: slack.messages("C0FAN0000", opening.ts)[1:]))[0]


async def _corrected(slack: StandIn) -> Message:
    """A correction of the law, filed in the form; it waits for the second editor."""
    await slack.command(EDITOR, "C0NEWSROOM", "/fact-add F-1")
    view = slack.top_view(EDITOR)
    assert view is not None
    await slack.click(EDITOR, view_id=view.id, action_id="correct")
    form = slack.top_view(EDITOR)
    assert form is not None
    signed = next(
        block["block_id"].rpartition(".")[0]
        for block in form.blocks
        if "'signed'" in str((block.get("element") or {}).get("initial_option"))
    )
    values = {
        "change": "correction",
        "was_wrong": "The day of signing.",
        "is_right": "It was signed on October 6.",
        "reason": "Misread in the bill history",
        f"{signed}.on": "2017-10-06",
    }
    answer = await slack.submit(EDITOR, form.id, values)
    assert answer.errors == {}, answer.errors
    return (await slack.until(lambda: [m for m in slack.messages("C0DESK") if m.is_bots]))[-1]


def _copied(slack: StandIn, file: Path, card: Message, count: int) -> list[tuple[str, str]]:
    """Let the same card stand in so many more threads, in Slack and in the ledger.

    Returns the channel and ts of each one's opening.
    """
    workspace = slack.workspace
    channels = [one for one in workspace.conversations if one.startswith("C0FAN")]
    opening = slack.messages(card.channel, card.thread_ts)[0]
    openings: list[tuple[str, str]] = []
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.row_factory = sqlite3.Row
        (question,) = raw.execute("SELECT * FROM question").fetchall()
        above, below = raw.execute(
            "SELECT * FROM delivery WHERE question_number IS NOT NULL ORDER BY delivery_number"
        ).fetchall()
        carried = raw.execute("SELECT * FROM delivery_fact").fetchall()
        number = 1_000
        for at in range(count):
            channel = channels[(at + 1) % len(channels)]
            first, second = workspace.timestamps.next(), workspace.timestamps.next()
            workspace.add(replace(opening, channel=channel, ts=first))
            workspace.add(replace(card, channel=channel, ts=second, thread_ts=first))
            openings.append((channel, first))
            asked = {"question_number": number}
            _insert(raw, "question", question, **asked, channel=channel)
            for row, delivery, under in ((above, number, None), (below, number + 1, number)):
                _insert(
                    raw, "delivery", row, **asked, delivery_number=delivery, channel=channel,
                    posted_channel=channel, under_delivery=under, mark=secrets.token_hex(16),
                    ts=second if under else first, thread_ts=first if under else None,
                    lane=f"{channel}:{first}" if under else None,
                )  # fmt: skip
            for row in carried:
                below_it = row["delivery_number"] == below["delivery_number"]
                _insert(raw, "delivery_fact", row, delivery_number=number + below_it)
            number += 2
    return openings


def _insert(raw: sqlite3.Connection, table: str, row: sqlite3.Row, **other: object) -> None:
    values = {**dict(row), **other}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    raw.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608 (names of ours)


async def _asked_until_told(slack: StandIn, watch: "_Watch", goal: int, acks: list[float]) -> None:
    """Ask something at every 25th notice, until so many have been posted."""
    while watch.notices() < goal:
        asked = await slack.command(REPORTER, "C0NEWSROOM", "/fact who chaired the zoning board")
        assert asked.is_acknowledged, asked
        acks.append(asked.seconds)
        next_ = min(goal, watch.notices() + 25)
        await slack.until(lambda next_=next_: watch.notices() >= next_, timeout=LONGEST_S)


class _Watch:
    """Counts what was posted, and keeps what the editor who approved was shown."""

    def __init__(self, slack: StandIn) -> None:
        self._slack = slack
        self._read = len(slack.calls)
        self._notices = 0
        self._struck: set[str] = set()
        self.shown: list[str] = []

    def notices(self) -> int:
        """How many notices have been posted."""
        self._catch_up()
        return self._notices

    def has_ended(self, threads: int) -> bool:
        """Whether all openings and cards are struck, and the editor is told that all was told."""
        self._catch_up()
        last = self.shown[-1] if self.shown else ""
        return (
            len(self._struck) >= 2 * threads
            and f"Notified {threads:,} of {threads:,} threads" in last
        )

    def _catch_up(self) -> None:
        calls = self._slack.calls
        for call in calls[self._read :]:
            if not (call.answer and call.answer.get("ok")):
                continue
            if call.method == "chat.update" and "CORRECTED on" in call.arguments["text"]:
                self._struck.add(call.arguments["ts"])
            if call.method == "chat.postMessage" and call.arguments.get("thread_ts"):
                self._notices += 1
            if "threads" in str(call.arguments.get("text")):
                self.shown.append(call.arguments["text"])
        self._read = len(calls)


def _peak_mb(bot: BotProcess) -> float:
    """The most memory that the process has held, in MB (Linux's VmHWM)."""
    status = Path(f"/proc/{bot.process.pid}/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
