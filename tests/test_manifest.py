"""The manifest agrees with what is registered, and with Slack's limits."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from driver import Newsroom

MANIFEST = Path(__file__).parents[1] / "app_manifest.yml"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(MANIFEST.read_text("utf-8"))
    return loaded


def test_it_keeps_to_slacks_limits(manifest: dict[str, Any]) -> None:
    """https://docs.slack.dev/reference/app-manifest"""
    shown, features = manifest["display_information"], manifest["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    for command in features["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2_000
        assert len(command["usage_hint"]) <= 1_000


def test_every_scope_says_what_it_is_for(manifest: dict[str, Any]) -> None:
    lines = MANIFEST.read_text("utf-8").splitlines()
    for scope in manifest["oauth_config"]["scopes"]["bot"]:
        (line,) = [line for line in lines if line.strip().startswith(f"- {scope}")]
        assert "#" in line, f"{scope} has no reason beside it"


async def test_what_it_names_is_registered_and_nothing_else(
    manifest: dict[str, Any], newsroom: Newsroom
) -> None:
    features = manifest["features"]
    named = {
        *(("command", command["command"]) for command in features["slash_commands"]),
        *(("shortcut", shortcut["callback_id"]) for shortcut in features["shortcuts"]),
    }
    answered = set()
    for kind, name in sorted(named):
        if kind == "command":
            exchange = await newsroom.slack.command("U0REPORTER", "C0NEWSROOM", f"{name} help")
        else:
            ts = newsroom.slack.messages("C0NEWSROOM")[0].ts
            exchange = await newsroom.slack.shortcut("U0REPORTER", "C0NEWSROOM", ts, name)
        if exchange.is_acknowledged:
            answered.add((kind, name))
    unknown = await newsroom.slack.command("U0REPORTER", "C0NEWSROOM", "/fact-nothing")
    assert answered == named
    assert not unknown.is_acknowledged
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert events == {"app_mention", "message.im", "app_home_opened"}


def test_every_event_says_what_it_is_for_and_home_can_be_opened_and_written_to(
    manifest: dict[str, Any],
) -> None:
    lines = MANIFEST.read_text("utf-8").splitlines()
    for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
        (line,) = [line for line in lines if line.strip().startswith(f"- {event} ")]
        assert "#" in line, f"{event} has no reason beside it"
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
