"""How long `/fact` takes to be acknowledged over HTTP, and how much of it is inbox and outbox.

Three apps run in this process in the same mode (`process_before_response=True`), each behind its
own server on loopback: a bare Bolt handler that does nothing; one that looks the question up, draws
the card and acknowledges, but writes nothing; and Factdesk, which writes the inbound key, the
question, the answer and its deliveries in one transaction before it acknowledges. All have the
starter facts on SQLite (WAL, synchronous=FULL). Requests go to the three in turn, so that other
load on the machine affects them equally; each waits until the one before has been posted, since all
share one process here. Half of the questions have an answer that is posted. Prints p50 and p99 in
milliseconds, and the ratio of Factdesk to the app that writes nothing.
"""

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles

from slack_bolt.async_app import AsyncAck, AsyncApp

import rehearsal
from bot.app import slack_client
from bot.listeners.ask import found_drafts, private_message
from bot.listeners.interaction import Conversation, ephemeral
from bot.mrkdwn import Json, unescape
from bot.server import health_pages, running, serving, slack_events
from bot.settings import Settings
from facts import Desk, Outcome, open_desk, starter_bodies

TOKEN = "xoxb-benchmark"  # noqa: S105 (opens nothing)
SECRET = "benchmark"  # noqa: S105 (opens nothing)
QUESTIONS = ("SB 54", "who signed SB 54 in 2017", "price of eggs", "F-1")


async def measure(requests: int) -> None:
    """Send this many requests to each app, and print the times."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        bare, unwritten, ours = [
            await stack.enter_async_context(
                rehearsal.StandIn(
                    rehearsal.newsroom(), bot_token=TOKEN, app_token="", signing_secret=SECRET
                )
            )
            for _ in range(3)
        ]
        url = f"sqlite+aiosqlite:///{Path(folder) / 'facts.db'}"
        desk = await stack.enter_async_context(open_desk(url, create=True))
        await desk.filing.load(starter_bodies())
        settings = Settings.read(
            _env_file=None,
            SLACK_BOT_TOKEN=TOKEN,
            SLACK_SIGNING_SECRET=SECRET,
            SLACK_APP_TOKEN=None,
            FACTDESK_SLACK_API_URL=ours.api_url,
        )
        bot = await stack.enter_async_context(running(desk, settings))
        pages = {
            bare: health_pages(desk, slack_events(_bare_app(bare), SECRET)),
            unwritten: health_pages(desk, slack_events(_unwritten_app(unwritten, desk), SECRET)),
            ours: bot.asgi,
        }
        for slack, asgi in pages.items():
            port = await stack.enter_async_context(serving(asgi, host="127.0.0.1", port=0))
            slack.bot_url = f"http://127.0.0.1:{port}"
        taken: dict[rehearsal.StandIn, list[float]] = {slack: [] for slack in pages}
        for number in range(requests + 20):
            for slack, times in taken.items():
                text = f"/fact {QUESTIONS[number % len(QUESTIONS)]}"
                exchange = await slack.command(rehearsal.REPORTER, "C0NEWSROOM", text)
                if not exchange.is_acknowledged:
                    raise SystemExit(f"{text} was not acknowledged: {exchange.problem}")
                await ours.until(lambda: not _waiting(ours), timeout=60)
                if number >= 20:  # noqa: PLR2004 (the first ones warm up)
                    times.append(exchange.seconds * 1000)
        names = {bare: "bare Bolt no-op", unwritten: "look-up and card", ours: "/fact"}
        cuts = {slack: quantiles(times, n=100) for slack, times in taken.items()}
        for slack, name in names.items():
            p50, p99 = cuts[slack][49], cuts[slack][98]
            print(f"{name:18} p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   n={requests}")
        for percentile, at in (("p50", 49), ("p99", 98)):
            ratio = cuts[ours][at] / cuts[unwritten][at]
            print(f"inbox and outbox   {percentile} x {ratio:.2f}")


def _waiting(slack: rehearsal.StandIn) -> bool:
    """Whether an opening message has no card under it yet."""
    openings = [one for one in slack.messages("C0NEWSROOM") if one.is_bots]
    return bool(openings) and len(slack.messages("C0NEWSROOM", openings[-1].ts)) == 1


def _bare_app(slack: rehearsal.StandIn) -> AsyncApp:
    app = _app(slack)

    @app.command("/fact")
    async def nothing(ack: AsyncAck) -> None:
        await ack()

    return app


def _unwritten_app(slack: rehearsal.StandIn, desk: Desk) -> AsyncApp:
    app = _app(slack)

    @app.command("/fact")
    async def look_up(ack: AsyncAck, command: Json) -> None:
        place = Conversation(command["user_id"], command["channel_id"], opens=True)
        question = desk.answers.read(unescape(command["text"]))
        answer = await desk.answers.look_up(question, place.viewer)
        if answer.outcome is Outcome.FOUND:
            found_drafts(answer.match, question, place, 1)
            await ack()
        else:
            await ack(**ephemeral(private_message(answer, 1)))

    return app


def _app(slack: rehearsal.StandIn) -> AsyncApp:
    client = slack_client(TOKEN, api_url=slack.api_url, session=None)
    return AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)
