"""The page in a real browser: what a person does with it, and what is drawn."""

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from rehearsal_driver import (
    GOOD,
    answers_mentions,
    asks,
    choices,
    client_of,
    form,
    options,
    plain,
    rehearsing,
)
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import EDITOR, REPORTER, Message, StandIn
from rehearsal.blockkit import message_is_too_long

playwright = pytest.importorskip("playwright.async_api")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    # One browser for all of them: starting it takes longer than any test.
    pytest.mark.asyncio(loop_scope="module"),
]

Open = Callable[..., Awaitable[playwright.Page]]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def bot(app: AsyncApp) -> None:
    """A bot with a picker, an answer to mentions, a shortcut, a form and a Home tab."""
    choices(app)
    answers_mentions(app)
    kinds = {"type": "static_select", "options": options("law", "quote")}
    opened = form(
        asks("words", {"type": "plain_text_input", "multiline": True}),
        asks("kind", kinds),
        asks("tier", {"type": "radio_buttons", "options": options("primary", "wire")}),
        {"type": "actions", "elements": [
            {"type": "button", "action_id": "more", "text": plain("Add a source")}
        ]},
    )  # fmt: skip

    @app.shortcut("check_quote")
    async def on_check(ack: AsyncAck, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        thread = shortcut["message"]["ts"]
        await client.chat_postMessage(
            channel=shortcut["channel"]["id"], thread_ts=thread, text="*Verbatim.*"
        )
        await ack()

    @app.command("/fact-add")
    async def on_add(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=opened)
        await ack()

    @app.action("more")
    async def on_more(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        source = asks("source", {"type": "url_text_input"}, optional=True)
        blocks = [*opened["blocks"], source]
        await client.views_update(view_id=body["view"]["id"], view={**opened, "blocks": blocks})
        await ack()

    @app.view("file")
    async def on_file(ack: AsyncAck, view: dict[str, Any]) -> None:
        words = view["state"]["values"]["words"]["value"]["value"]
        if words == "only":
            await ack(response_action="errors", errors={"words": "Give the whole sentence."})
        else:
            await ack()

    @app.event("app_home_opened")
    async def on_home(event: dict[str, Any], client: AsyncWebClient) -> None:
        header = {"type": "header", "text": plain("Waiting for you")}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [header]})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[playwright.Browser]:
    playwright.expect.set_options(timeout=60_000)
    async with playwright.async_playwright() as started:
        launched = await started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def slack() -> AsyncIterator[StandIn]:
    async with rehearsing(bot) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(slack: StandIn, browser: playwright.Browser) -> AsyncIterator[Open]:
    """Opens the page at a place (`"#channel=C0DESK"`), in a window of its own."""
    pages: list[playwright.Page] = []
    mistakes: list[str] = []

    async def opened(place: str = "", **window: object) -> playwright.Page:
        page = await browser.new_page(**window)
        pages.append(page)
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda line: line.type == "error" and mistakes.append(line.text))
        await page.goto(slack.page_url + place)
        await page.get_by_test_id("message").first.wait_for()
        return page

    yield opened
    for page in pages:
        await page.close()
    assert mistakes == []


async def typed(page: playwright.Page, words: str, box: str = "composer") -> None:
    await page.get_by_test_id(box).fill(words)
    await page.get_by_test_id(box).press("Enter")


async def test_a_reporter_asks_and_picks_and_only_he_sees_the_choices(
    open_page: Open,
) -> None:
    mine = await open_page(f"#user={REPORTER}")
    theirs = await open_page(f"#user={EDITOR}")
    await typed(mine, "/fact SB 54")
    card = mine.get_by_test_id("ephemeral")
    await card.get_by_text("Only visible to you").wait_for()
    await card.get_by_test_id("action-pick").nth(1).click()
    for page in (mine, theirs):
        await page.get_by_test_id("message").filter(has_text=re.compile("F-2$")).wait_for()
    assert await mine.get_by_test_id("ephemeral").count() == 0
    assert await theirs.get_by_test_id("ephemeral").count() == 0


async def test_the_shortcut_is_reached_by_keyboard_and_answers_in_the_thread(
    open_page: Open,
) -> None:
    page = await open_page()
    luna = page.get_by_test_id("message").filter(has_text="We will only transfer")
    await luna.get_by_test_id("more-actions").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Check this quote").wait_for()
    await page.keyboard.press("Enter")
    await luna.get_by_test_id("replies").get_by_text("1 reply").click()
    answer = page.get_by_test_id("thread-messages").get_by_text("Verbatim.")
    assert await answer.evaluate("(words) => words.tagName") == "STRONG"


async def test_a_mention_in_a_thread_is_answered_there_and_a_command_is_not_supported(
    slack: StandIn, open_page: Open
) -> None:
    page = await open_page()
    await page.get_by_test_id("replies").first.click()
    await typed(page, "@factdesk SB 54", "thread-composer")
    thread = page.get_by_test_id("thread-messages")
    await thread.get_by_text("Here.").wait_for()
    await typed(page, "/fact SB 54", "thread-composer")
    await thread.get_by_text("/fact is not supported in threads. Sorry!").wait_for()
    parent = slack.messages("C0NEWSROOM")[1]
    said = slack.messages("C0NEWSROOM", parent.ts)[-2]
    assert said.text == "<@U0FACTDESK> SB 54"


async def test_a_form_keeps_what_was_typed_and_marks_the_very_field(
    slack: StandIn, open_page: Open
) -> None:
    page = await open_page()
    await typed(page, "/fact-add")
    modal = page.get_by_test_id("modal")
    await modal.get_by_label("words").fill("only")
    await modal.get_by_test_id("modal-submit").click()
    await modal.get_by_test_id("error-kind").get_by_text("Please complete").wait_for()
    await modal.get_by_label("kind").select_option("quote")
    await modal.get_by_label("wire").check()
    await modal.get_by_test_id("action-more").click()
    await modal.get_by_test_id("field-source").wait_for()
    assert await modal.get_by_label("words").input_value() == "only"
    assert await modal.get_by_label("wire").is_checked()
    await modal.get_by_test_id("modal-submit").click()
    await modal.get_by_test_id("error-words").get_by_text("Give the whole sentence.").wait_for()
    assert await modal.get_by_test_id("error-kind").is_hidden()
    assert await modal.get_by_label("words").get_attribute("aria-invalid") == "true"
    await modal.get_by_label("words").fill("It is the whole sentence.")
    await modal.get_by_test_id("modal-submit").click()
    await modal.wait_for(state="detached")
    sent = slack.exchanges[-1].payload["view"]["state"]["values"]
    assert sent["tier"]["value"]["selected_option"]["value"] == "wire"


async def test_escape_closes_the_form(slack: StandIn, open_page: Open) -> None:
    page = await open_page()
    await typed(page, "/fact-add")
    await page.get_by_test_id("modal").wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_test_id("modal").wait_for(state="detached")
    assert slack.views(REPORTER) == []


async def test_a_bot_that_is_down_is_said_in_slacks_words(slack: StandIn, open_page: Open) -> None:
    page = await open_page()
    slack.bot_url = None
    await typed(page, "/fact SB 54")
    shown = page.get_by_test_id("ephemeral")
    await shown.get_by_text('/fact failed with the error "dispatch_failed"').wait_for()


async def test_the_person_switch_shows_another_persons_newsroom(open_page: Open) -> None:
    page = await open_page()
    assert await page.get_by_test_id("channel-C0DESK").count() == 0
    await page.get_by_test_id("person-switch").select_option(label="second editor")
    await page.get_by_test_id("channel-C0DESK").wait_for()
    await page.get_by_test_id("channel-C0SOURCES").wait_for(state="detached")
    await page.get_by_test_id("channel-C0POLITICS").click()
    await page.get_by_test_id("not-a-member").get_by_text("Factdesk is not a member").wait_for()


async def test_the_home_tab_shows_what_the_bot_published(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_test_id("channel-D0REPORTER").click()
    await page.get_by_test_id("tab-home").click()
    await page.get_by_test_id("home").get_by_text("Waiting for you").wait_for()


async def test_an_unread_channel_is_bold_until_it_is_opened(
    slack: StandIn, open_page: Open
) -> None:
    page = await open_page()
    line = page.get_by_test_id("channel-C0PRIVATE")
    await client_of(slack).chat_postMessage(channel="C0PRIVATE", text="news")
    await page.locator("[data-testid=channel-C0PRIVATE].unread").wait_for()
    await line.click()
    await page.locator("[data-testid=channel-C0PRIVATE].here").wait_for()


HOSTILE = [
    "<img src=x onerror=document.title='owned'>",
    "<script>document.title='owned'</script>",
    "&lt;b&gt;not bold&lt;/b&gt;",
    "<javascript:document.title='owned'|press>",
    "<https://example.org/\"onmouseover=\"document.title='owned'|x>",
    "`<b>`  *<b>*  ```<b>```",
]


async def test_nothing_that_a_message_says_becomes_markup(slack: StandIn, open_page: Open) -> None:
    for words in HOSTILE:
        await client_of(slack).chat_postMessage(channel="C0NEWSROOM", text=f"{words} end")
    page = await open_page()
    drawn = page.get_by_test_id("message").filter(has_text="end")
    await playwright.expect(drawn).to_have_count(len(HOSTILE))
    assert await drawn.locator("img, script, b, [onerror], [onmouseover]").count() == 0
    assert await drawn.locator("a[href^='javascript']").count() == 0
    assert "owned" not in await page.title()


MRKDWN = [
    ("*bold* and 2*3*4", "strong", "bold"),
    ("_italic_ and snake_case_word", "em", "italic"),
    ("~gone~", "s", "gone"),
    ("`F-12`", "code", "F-12"),
    ("> quoted\nnot quoted", "blockquote", "quoted"),
    ("```as it is```", "pre", "as it is"),
    ("see <https://example.org/?a=1&amp;b=2|the page>", "a", "the page"),
    ("*bold <https://example.org|link> bold*", "strong", "bold link bold"),
    ("<!date^1507161600^{date_num}|long ago>", "time.date", "2017-10-05"),
    ("<@U0EDITOR> has it", "span.mention", "@editor"),
]


async def test_mrkdwn_is_drawn_as_slack_draws_it(slack: StandIn, open_page: Open) -> None:
    client = client_of(slack)
    stamps = [
        (await client.chat_postMessage(channel="C0NEWSROOM", text=text))["ts"]
        for text, _, _ in MRKDWN
    ]
    page = await open_page()
    for ts, (text, tag, words) in zip(stamps, MRKDWN, strict=True):
        body = page.locator(f'[data-ts="{ts}"] .message-body')
        assert await body.locator(tag).all_inner_texts() == [words], text


async def test_every_block_that_slack_takes_is_drawn_and_an_unknown_one_is_an_error(
    slack: StandIn, open_page: Open
) -> None:
    client = client_of(slack)
    good = {name: block for name, block in GOOD.items() if not message_is_too_long([block])}
    for name, block in good.items():
        await client.chat_postMessage(channel="C0NEWSROOM", text=name, blocks=[block])
    page = await open_page()
    before = len([m for m in slack.messages("C0NEWSROOM") if not m.is_bots])
    shown = page.get_by_test_id("message")
    await playwright.expect(shown).to_have_count(before + len(good))
    assert await page.get_by_test_id("unknown-block").count() == 0
    unknown = [{"type": "carousel", "block_id": "c"}]
    ts = slack.workspace.timestamps.next()
    slack.workspace.add(Message("C0NEWSROOM", ts, "U0FACTDESK", "x", blocks=unknown))
    box = page.get_by_test_id("unknown-block")
    await box.get_by_text('block type "carousel" is unknown').wait_for()


async def test_it_fits_a_narrow_window_and_the_thread_takes_its_place(open_page: Open) -> None:
    page = await open_page(viewport={"width": 400, "height": 800})
    assert await page.evaluate("document.documentElement.scrollWidth") == 400
    await page.get_by_test_id("replies").first.click()
    await page.get_by_test_id("thread-composer").wait_for()
    assert await page.get_by_test_id("channel-pane").is_hidden()
    await page.get_by_test_id("close-thread").click()
    await page.get_by_role("button", name="Channels").click()
    await page.get_by_test_id("channel-C0PRIVATE").click()
    await page.get_by_test_id("channel-head").get_by_text("investigations").wait_for()


async def test_every_control_has_a_name(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_test_id("replies").first.click()
    await typed(page, "/fact-add")
    await page.get_by_test_id("modal").wait_for()
    for control in await page.locator("button, input, select, textarea").all():
        if await control.is_visible():
            await playwright.expect(control).to_have_accessible_name(re.compile(r"\S"))


async def test_a_reader_at_the_end_stays_there_when_messages_come_and_a_thread_opens(
    slack: StandIn, open_page: Open
) -> None:
    client = client_of(slack)
    ts = (await client.chat_postMessage(channel="C0NEWSROOM", text="parent"))["ts"]
    await client.chat_postMessage(channel="C0NEWSROOM", text="reply", thread_ts=ts)
    page = await open_page()
    await page.get_by_test_id("messages").get_by_test_id("replies").last.click()
    await page.get_by_test_id("thread-composer").wait_for()
    await client.chat_postMessage(channel="C0NEWSROOM", text="line\n" * 20 + "the last")
    last = page.get_by_test_id("messages").get_by_text("the last")
    await playwright.expect(last).to_be_in_viewport()
