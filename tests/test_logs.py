"""What a running bot writes to its log, whatever goes wrong: no secret, and nobody's words."""

import json
import logging
import sqlite3
from urllib.parse import urlencode

import pytest
from soak.process import bot_process, prepare, stand_in

from bot.logs import RedactingFormatter
from rehearsal import (
    ADMIN,
    REPORTER,
    StandIn,
    closed,
    http_status,
    rate_limited,
    refused,
    reset,
    truncated,
)

NEWSROOM, POST = "C0NEWSROOM", "chat.postMessage"
WORDS = "whistleblower"
"""Stands in everything that people write here."""
SENTENCE = f"“The {WORDS} said that nobody would ever hear of it from me again.”"


FAULTS = [
    http_status(500, body=f"<html>{WORDS} xoxb-0123456789-process</html>"),
    http_status(200, body=f"{WORDS} xoxb-0123456789-process"),
    truncated(),
    closed(),
    reset(),
    refused("is_archived"),
    refused("a_word_of_tomorrow"),
    rate_limited(1),
]


async def test_logs_have_no_secrets(database_url: str) -> None:
    """The bot runs, everything fails that can, and its standard error is searched."""
    await prepare(database_url)
    async with stand_in(channels=len(FAULTS)) as slack, bot_process(slack, database_url) as bot:
        await _slack_fails(slack)
        await _nobody_expects(slack)
        await _is_poisoned(slack, database_url)
        assert await bot.says("cannot be posted: JSONDecodeError")
        assert await bot.stop() == 0
    log = "".join(bot.log)
    assert "was refused: is_archived" in log
    assert "words are withheld" in log
    urls = [one.payload["response_url"] for one in slack.exchanges if "response_url" in one.payload]
    assert urls
    tokens = [url.rpartition("/")[2] for url in urls]
    for secret in (slack.app.bot_token, slack.app.signing_secret, WORDS, "/response/", *tokens):
        assert secret not in log


async def _slack_fails(slack: StandIn) -> None:
    for number, fault in enumerate(FAULTS):
        channel = f"C0BEAT{number:02}"
        slack.faults.plan(
            POST, fault, fits=lambda sent, channel=channel: sent["channel"] == channel
        )
        await slack.command(REPORTER, channel, f"/fact {WORDS}")
        await slack.command(REPORTER, channel, "/fact F-1")
    await slack.until(lambda: {c.arguments["channel"] for c in slack.calls if c.method == POST} >= {
        f"C0BEAT{number:02}" for number in range(len(FAULTS))
    })  # fmt: skip
    slack.faults.plan("response_url", http_status(404, body=WORDS))
    await slack.command(REPORTER, "C0POLITICS", "/fact F-1")
    said = await slack.say(ADMIN, NEWSROOM, SENTENCE)
    assert said.ts is not None
    await slack.shortcut(ADMIN, NEWSROOM, said.ts, "check_quote")
    await slack.open_home(ADMIN)


async def _nobody_expects(slack: StandIn) -> None:
    """Signed requests of a form that Slack does not send, with words, a token and an address."""
    who = {"user": {"id": ADMIN}, "team": {"id": "T1"}, "api_app_id": "A1", "trigger_id": "1.2.3",
           "response_url": f"{slack.address}/response/{'s' * 24}"}  # fmt: skip
    message = {"text": f"{WORDS} {slack.app.bot_token}", "ts": "1.1", "user": ADMIN}
    press = who | {"type": "block_actions", "container": {}, "message": message}
    pick = {"action_id": "pick", "type": "button"}
    payloads = [
        press | {"actions": [{"action_id": "no_such_button", "value": WORDS}]},
        press | {"actions": [pick | {"value": f"{{{WORDS}"}]},
        press | {"actions": [pick | {"value": f'{{"{WORDS}": 1}}'}]},
        who | {"type": "message_action", "callback_id": "check_quote", "message": message},
        who | {"type": "message_action", "callback_id": "no_such", "message": message},
        who | {"type": "view_submission", "view": {"callback_id": "file_quote", "state": WORDS}},
    ]
    forms: list[dict[str, str]] = [{"payload": json.dumps(payload)} for payload in payloads]
    for form in [*forms, {"payload": f"{{{WORDS}"}, {"command": "/fact", "text": WORDS}]:
        body = urlencode(form).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        await slack.deliver("/slack/events", body, headers=kind | slack.signed(body))
    await slack.deliver("/slack/events", WORDS.encode())


async def _is_poisoned(slack: StandIn, database_url: str) -> None:
    """A delivery breaks the sender, while words stand in it."""
    direct = slack.workspace.direct_message(REPORTER).id
    slack.faults.plan(POST, rate_limited(1), fits=lambda sent: sent["channel"] == direct)
    await slack.say(REPORTER, direct, f"F-1 {WORDS}")
    with sqlite3.connect(database_url.partition("///")[2]) as raw:
        raw.execute(
            "UPDATE delivery SET message = 'no JSON: whistleblower' "
            "WHERE delivery_number = (SELECT max(delivery_number) FROM delivery)"
        )
    raw.close()


FOREIGN = [
    ("slack_bolt.AsyncApp", f"Unhandled request ({WORDS})", None),
    ("asyncio", f"exception was never retrieved {WORDS}", ValueError(WORDS)),
    ("bot.delivery", f"xoxb-1-{WORDS} xapp-1-{WORDS} https://hooks.slack.com/commands/T1/{WORDS}",
     ValueError(WORDS)),
    ("bot.server", f"wss://wss-primary.slack.com/link/?ticket={WORDS}", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said", "error"), FOREIGN)
def test_of_others_the_place_is_kept_and_of_ours_all_but_secrets(
    name: str, said: str, error: Exception | None
) -> None:
    trouble = (type(error), error, None) if error else None
    made = logging.LogRecord(name, logging.ERROR, "/place.py", 7, said, None, trouble)
    line = RedactingFormatter("%(name)s: %(message)s").format(made)
    assert WORDS not in line
    assert line.startswith(f"{name}: ")
    assert ("/place.py:7" in line) == (not name.startswith("bot"))
    assert ("ValueError" in line) == (error is not None)
