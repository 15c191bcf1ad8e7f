"""Every call of the Web API that a listener waits for, with every fault: somebody is told."""

from collections.abc import AsyncIterator

import pytest
from driver import (
    BOT_TOKEN,
    NEWSROOM,
    SECRET,
    Newsroom,
    OpenNewsroom,
    ask,
    choose,
    direct,
    home,
    opened,
    texts,
    top_view,
    words,
)

from bot.cards.home import FILE_FACT
from bot.forms import filing as forms
from bot.listeners.errors import SLACK_FAILED, TOO_LATE
from bot.server import running
from bot.settings import Settings
from facts.errors import BadInput, Unavailable
from rehearsal import (
    EDITOR,
    REPORTER,
    Exchange,
    Fault,
    closed,
    hanging,
    http_status,
    rate_limited,
    refused,
    reset,
    truncated,
)

# docs.slack.dev/reference/methods/views.open, "Errors": one of each family
FAULTS = {
    "429": rate_limited(30),
    "429 without JSON": http_status(429),
    "500 with HTML": http_status(500),
    "HTML": http_status(200),
    "half a body": truncated(takes_effect=False),
    "closed": closed(),
    "reset": reset(),
    "no answer": hanging(),
    "trigger": refused("expired_trigger_id"),
    "internal": refused("internal_error"),
    "refused": refused("invalid_arguments"),
    "token": refused("token_revoked"),
    "unknown": refused("a_word_of_tomorrow"),
}
every_fault = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())


@pytest.fixture
async def newsroom(open_newsroom: OpenNewsroom) -> AsyncIterator[Newsroom]:
    """A newsroom whose bot waits a moment for Slack, not ten seconds."""
    async with open_newsroom(slack_answers_in=0.3) as room:
        yield room


def _told(exchange: Exchange, said: str) -> None:
    assert exchange.is_acknowledged, exchange.problem
    assert any(
        sentence in said for sentence in (SLACK_FAILED, TOO_LATE, "could not answer in time")
    )


@every_fault
async def test_a_command_says_that_no_form_opened(newsroom: Newsroom, fault: Fault) -> None:
    newsroom.slack.faults.plan("views.open", fault)
    asked = await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add")
    _told(asked, str(asked.body))


@every_fault
async def test_a_press_on_a_card_says_it_where_it_was_pressed(
    newsroom: Newsroom, fault: Fault
) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, "F-1")
    slack.faults.plan("views.open", fault)
    pressed = await choose(newsroom, REPORTER, card, "history F-1")
    _told(pressed, words((await slack.until(lambda: slack.ephemerals(REPORTER)))[-1]))


@every_fault
async def test_where_no_view_can_tell_it_a_direct_message_does(
    newsroom: Newsroom, fault: Fault
) -> None:
    """The Home tab has no message to answer under: both views fail, and the outbox delivers."""
    slack = newsroom.slack
    tab = await home(newsroom, EDITOR)
    slack.faults.plan("views.open", fault, times=None)
    pressed = await slack.click(EDITOR, view_id=tab.id, action_id=FILE_FACT)
    room = direct(newsroom, EDITOR)
    told = await slack.until(lambda: [one for one in slack.messages(room) if one.is_bots])
    _told(pressed, words(told[-1]))


@every_fault
async def test_a_form_that_cannot_be_redrawn_says_so_on_top_of_itself(
    newsroom: Newsroom, fault: Fault
) -> None:
    slack = newsroom.slack
    form = await opened(newsroom, "quote")
    slack.faults.plan("views.update", fault)
    pressed = await slack.click(EDITOR, view_id=form.id, action_id=forms.ADD_ROW, value="passages")
    _told(pressed, texts(top_view(newsroom).as_slack()))


@every_fault
async def test_a_tab_that_slack_refuses_stays_as_it_was(newsroom: Newsroom, fault: Fault) -> None:
    slack = newsroom.slack
    slack.faults.plan("views.publish", fault)
    assert (await slack.open_home(EDITOR)).is_acknowledged
    await slack.until(lambda: any(one.method == "views.publish" for one in slack.calls))
    assert await home(newsroom, EDITOR)


@every_fault
async def test_quotes_are_filed_from_a_message_without_its_address(
    newsroom: Newsroom, fault: Fault
) -> None:
    slack = newsroom.slack
    said = await slack.say(
        REPORTER, NEWSROOM, "Luna said: “We have a court order and we have to honor it.”"
    )
    assert said.ts is not None
    slack.faults.plan("chat.getPermalink", fault)
    pressed = await slack.shortcut(EDITOR, NEWSROOM, said.ts, "file_quotes")
    assert pressed.is_acknowledged, pressed.problem
    assert "honor it" in str(top_view(newsroom).blocks)


@every_fault
async def test_a_bot_that_cannot_start_says_why(newsroom: Newsroom, fault: Fault) -> None:
    """Its token is at fault only if Slack says so; otherwise it is Slack that cannot be reached."""
    slack = newsroom.slack
    slack.faults.plan("auth.test", fault)
    settings = Settings.read(
        _env_file=None,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_SIGNING_SECRET=SECRET,
        FACTDESK_SLACK_API_URL=slack.api_url,
    )
    with pytest.raises((BadInput, Unavailable)) as raised:
        async with running(newsroom.desk, settings, answers_in=0.3):
            pass
    assert isinstance(raised.value, BadInput) == (fault.error in REFUSALS)


REFUSALS = {"expired_trigger_id", "invalid_arguments", "token_revoked", "a_word_of_tomorrow"}
