"""Settings: each wrong one is a sentence with its variable's name."""

import pytest

from bot.settings import Settings
from facts.errors import BadInput

WRONG = [
    ("FACTDESK_PORT", "port", "a word is no port"),
    ("FACTDESK_PORT", "99999", "ports end at 65535"),
    ("FACTDESK_TIMEZONE", "Sacramento", "zones are named Area/City"),
    ("FACTDESK_REVIEW", "maybe", "review is on or off"),
    ("FACTDESK_SLACK_API_URL", "http://slack.com/api/", "tokens do not travel in the clear"),
]


@pytest.mark.parametrize(("name", "value", "why"), WRONG)
def test_a_wrong_setting_names_its_variable(name: str, value: str, why: str) -> None:
    with pytest.raises(BadInput, match=name) as caught:
        Settings.read(_env_file=None, **{name: value})
    assert caught.value.field == name, why


MISSING = [
    ({}, "SLACK_BOT_TOKEN"),
    ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
    ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN"),
    ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-2"}, "SLACK_APP_TOKEN"),
]


@pytest.mark.parametrize(("given", "name"), MISSING)
def test_a_missing_or_mistaken_token_names_its_variable(given: dict[str, str], name: str) -> None:
    with pytest.raises(BadInput, match=name):
        Settings.read(_env_file=None, **given).tokens()


def test_secrets_show_in_no_repr() -> None:
    settings = Settings.read(_env_file=None, SLACK_BOT_TOKEN="xoxb-secret")
    assert "xoxb-secret" not in repr(settings)


def test_admins_are_a_list_with_commas() -> None:
    settings = Settings.read(_env_file=None, FACTDESK_ADMINS="U1, U2,")
    assert settings.admins == {"U1", "U2"}
