"""How long `/fact` takes to be acknowledged over HTTP, beside a bare Bolt handler, in one run.

    .venv/bin/python benchmarks/fact_command.py [--requests 300]

Both apps run in this process in the same mode (`process_before_response=True`), each behind its own
server on loopback, with the starter facts on SQLite (WAL, synchronous=FULL). Requests go to the two
in turn, so that whatever else the machine does weighs on both; each waits until the one before has
been posted, since all three parties share one process here. Half of the questions have an answer
that is posted. Prints p50 and p99 in milliseconds.
"""

import argparse
import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles

from slack_bolt.async_app import AsyncAck, AsyncApp

import rehearsal
from bot.app import slack_client
from bot.server import health_pages, running, serving, slack_events
from bot.settings import Settings
from facts import now_utc, open_desk, starter_bodies

TOKEN = "xoxb-benchmark"  # noqa: S105 (opens nothing)
SECRET = "benchmark"  # noqa: S105 (opens nothing)
QUESTIONS = ("SB 54", "who signed SB 54 in 2017", "price of eggs", "F-1")


async def main(requests: int) -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        slacks = [
            await stack.enter_async_context(
                rehearsal.StandIn(
                    rehearsal.newsroom(), bot_token=TOKEN, app_token="", signing_secret=SECRET
                )
            )
            for _ in range(2)
        ]
        ours, bare = slacks
        url = f"sqlite+aiosqlite:///{Path(folder) / 'facts.db'}"
        desk = await stack.enter_async_context(open_desk(url, create=True))
        await desk.filing.load_starter(starter_bodies())
        settings = Settings.read(
            _env_file=None,
            SLACK_BOT_TOKEN=TOKEN,
            SLACK_SIGNING_SECRET=SECRET,
            SLACK_APP_TOKEN=None,
            FACTDESK_SLACK_API_URL=ours.api_url,
        )
        bot = await stack.enter_async_context(running(desk, settings, clock=now_utc))
        pages = {ours: bot.asgi, bare: health_pages(desk, slack_events(_bare_app(bare), SECRET))}
        for slack, asgi in pages.items():
            port = await stack.enter_async_context(serving(asgi, host="127.0.0.1", port=0))
            slack.bot_url = f"http://127.0.0.1:{port}"
        taken: dict[rehearsal.StandIn, list[float]] = {ours: [], bare: []}
        for number in range(requests + 20):
            for slack, times in taken.items():
                text = f"/fact {QUESTIONS[number % len(QUESTIONS)]}"
                exchange = await slack.command(rehearsal.REPORTER, "C0NEWSROOM", text)
                await ours.until(lambda: not _waiting(ours))
                if number >= 20:  # noqa: PLR2004 (the first ones warm up)
                    times.append(exchange.seconds * 1000)
        for name, slack in (("bare Bolt no-op", bare), ("/fact", ours)):
            cuts = quantiles(taken[slack], n=100)
            print(f"{name:16} p50 {cuts[49]:6.1f} ms   p99 {cuts[98]:6.1f} ms   n={requests}")
        difference = quantiles(taken[ours], n=100)[49] - quantiles(taken[bare], n=100)[49]
        print(f"{'difference':16} p50 {difference:6.1f} ms")


def _waiting(slack: rehearsal.StandIn) -> bool:
    """Whether an opening has no card under it yet."""
    openings = [one for one in slack.messages("C0NEWSROOM") if one.is_bots]
    return bool(openings) and len(slack.messages("C0NEWSROOM", openings[-1].ts)) == 1


def _bare_app(slack: rehearsal.StandIn) -> AsyncApp:
    client = slack_client(TOKEN, api_url=slack.api_url, session=None)
    app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)

    @app.command("/fact")
    async def nothing(ack: AsyncAck) -> None:
        await ack()

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300)
    asyncio.run(main(parser.parse_args().requests))
