"""Drive the stand-in Slack with a small Bolt app, and the blocks and views that its tests send."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import (
    EDITOR,
    StandIn,
    newsroom,
)

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-rehearsal", "xapp-rehearsal", "signing-secret"


Listeners = Callable[[AsyncApp], None]


def stand_in(**settings: object) -> StandIn:
    """A newsroom with the app's commands and shortcut; settings override."""
    workspace = settings.pop("workspace", None) or newsroom()
    given = {
        "bot_token": BOT_TOKEN,
        "app_token": APP_TOKEN,
        "signing_secret": SECRET,
        "commands": ["/fact", "/fact-add"],
        "shortcuts": [("check_quote", "Check this quote")],
        "ack_timeout": 60.0,
        "triggers_live": 60.0,
    }
    return StandIn(workspace, **{**given, **settings})


def client_of(slack: StandIn, token: str = BOT_TOKEN) -> AsyncWebClient:
    """A Web API client of the newsroom that resends nothing."""
    return AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[])


def bolt_app(slack: StandIn, listeners: Listeners) -> AsyncApp:
    app = AsyncApp(client=client_of(slack), signing_secret=SECRET, process_before_response=True)
    listeners(app)
    return app


@asynccontextmanager
async def served(app: AsyncApp) -> AsyncIterator[str]:
    """The app over HTTP on loopback; its address."""

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", handle)
    runner = web.AppRunner(server)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def rehearsing(listeners: Listeners, **settings: object) -> AsyncIterator[StandIn]:
    """A newsroom with a bot that has these listeners, over HTTP."""
    async with (
        stand_in(**settings) as slack,
        served(bolt_app(slack, listeners)) as url,
    ):
        slack.bot_url = url
        yield slack


def choices(app: AsyncApp) -> None:
    """`/fact` answers the asker alone with two buttons; picking one posts and clears them."""
    pick = {"type": "button", "action_id": "pick"}
    blocks = [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": year},
            "accessory": pick | {"text": {"type": "plain_text", "text": "This one"}, "value": key},
        }
        for year, key in (("2017", "F-1"), ("2022", "F-2"))
    ]

    @app.command("/fact")
    async def on_fact(ack: AsyncAck) -> None:
        await ack("Which one?", blocks=blocks)

    @app.action("pick")
    async def on_pick(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:  # fmt: skip
        await client.chat_postMessage(channel=body["channel"]["id"], text=action["value"])
        await respond(delete_original=True)
        await ack()


def answers_mentions(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def on_mention(event: dict[str, Any], client: AsyncWebClient) -> None:
        thread = event.get("thread_ts", event["ts"])
        await client.chat_postMessage(channel=event["channel"], thread_ts=thread, text="Here.")

    @app.event("message")
    async def on_direct_message(event: dict[str, Any], client: AsyncWebClient) -> None:
        if "subtype" not in event:
            await client.chat_postMessage(channel=event["channel"], text=f"You: {event['text']}")


Block = dict[str, Any]


def plain(words: str = "x") -> Block:
    return {"type": "plain_text", "text": words}


def section(words: str = "x", **more: object) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}, **more}


def button(**more: object) -> Block:
    return {"type": "button", "text": plain(), "action_id": "press", **more}


def option(value: str = "x", words: str = "x") -> Block:
    return {"text": plain(words), "value": value}


def select(**more: object) -> Block:
    return {"type": "static_select", "action_id": "choose", "options": [option()], **more}


def asked(element: Block | None = None, **more: object) -> Block:
    text = {"type": "plain_text_input", "action_id": "typed"}
    return {"type": "input", "label": plain(), "element": element or text, **more}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def table(rows: int, columns: int = 1) -> Block:
    cell = {"type": "raw_text", "text": "x"}
    return {"type": "table", "rows": [[cell] * columns] * rows}


GOOD = {
    "section at its limit": section("x" * 3000),
    "ten fields": {"type": "section", "fields": [plain("x" * 2000)] * 10},
    "twenty-five buttons": {
        "type": "actions", "elements": [button(action_id=str(n)) for n in range(25)],
    },
    "a header of 150": {"type": "header", "text": plain("x" * 150)},
    "a button with an empty value": {"type": "actions", "elements": [button(value="")]},
    "a hundred options": section(accessory=select(options=[option(str(n)) for n in range(100)])),
    "mrkdwn in a radio option": section(
        accessory={
            "type": "radio_buttons", "action_id": "r",
            "options": [{"text": {"type": "mrkdwn", "text": "*x*"}, "value": "x"}],
        }
    ),
    "a quote in rich text": rich(
        {
            "type": "rich_text_quote",
            "elements": [{"type": "text", "text": "x", "style": {"strike": True}}],
        }
    ),
    "a table at its limit": table(100, 20),
    "feedback": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons", "action_id": "f",
                "positive_button": {"text": plain(), "value": "good"},
                "negative_button": {"text": plain(), "value": "bad"},
            }
        ],
    },
}  # fmt: skip


def asks(block_id: str, element: Block, **more: object) -> Block:
    element = {"action_id": "value", **element}
    return {
        "type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more,
    }  # fmt: skip


def options(*values: str) -> list[Block]:
    return [{"text": plain(value), "value": value} for value in values]


def form(*blocks: Block, **more: object) -> Block:
    return {
        "type": "modal", "callback_id": "file", "title": plain("File a quote"),
        "submit": plain("File"), "blocks": list(blocks), **more,
    }  # fmt: skip


def filing(view: Block, answer: Block | None = None) -> Listeners:
    """A bot that opens `view` on /fact-add and answers its submission with `answer`."""

    def listeners(app: AsyncApp) -> None:
        @app.command("/fact-add")
        async def on_add(ack: AsyncAck, body: Block, client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=view)
            await ack()

        @app.view("file")
        async def on_file(ack: AsyncAck) -> None:
            await ack(**(answer or {}))

        @app.view_closed("file")
        async def on_close(ack: AsyncAck) -> None:
            await ack()

    return listeners


async def opened(slack: StandIn, user: str = EDITOR) -> str:
    """The id of the form that /fact-add opened."""
    await slack.command(user, "C0NEWSROOM", "/fact-add")
    view = slack.top_view(user)
    assert view is not None
    return view.id
