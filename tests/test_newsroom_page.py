"""The main job in a real browser: the real bot, the stand-in's page, a person's clicks.

Wants Chromium: `apt-get install chromium`. Skipped without it, but never in CI.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from driver import Newsroom

from rehearsal import EDITOR, REPORTER, SECOND_EDITOR

playwright = pytest.importorskip("playwright.async_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="no Chromium on this machine: apt-get install chromium",
)
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
TIME_MS = 60_000

Page = playwright.Page


@asynccontextmanager
async def browsing(
    newsroom: Newsroom, user: str, channel: str = "C0NEWSROOM"
) -> AsyncIterator[Page]:
    """Open the page as one person; a mistake in the page's own code fails the test."""
    mistakes: list[str] = []
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await browser.new_page()
        page.set_default_timeout(TIME_MS)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        await page.goto(f"{newsroom.slack.page_url}#user={user}&channel={channel}")
        await page.get_by_test_id("composer").wait_for()
        yield page
        await browser.close()
    assert mistakes == []


async def typed(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


def field(modal: playwright.Locator, block: str) -> playwright.Locator:
    """The box, area or list of one field of a form."""
    return modal.get_by_test_id(f"field-{block}").locator("input, textarea, select").first


async def open_thread(page: Page, of: str) -> str:
    """Open the thread of the message that holds these words; returns what its replies say."""
    messages = page.get_by_test_id("messages")
    row = messages.get_by_test_id("message").filter(has_text=of).last
    await (
        row.get_by_test_id("replies")
        .get_by_role("button")
        .or_(row.get_by_test_id("replies"))
        .first.click()
    )
    thread = page.get_by_test_id("thread-messages")
    await thread.get_by_text("Factdesk").last.wait_for()
    return str(await thread.inner_text())


async def test_a_reporter_picks_the_bill_and_reads_the_card_in_the_thread(
    newsroom: Newsroom,
) -> None:
    async with browsing(newsroom, REPORTER) as page:
        await typed(page, "/fact SB 54")
        picker = page.get_by_test_id("ephemeral")
        await picker.get_by_text("is the number of three bills on file").wait_for()
        await picker.get_by_role("button", name="This one").first.click()
        await picker.get_by_text("Posted: ").wait_for()
        card = await open_thread(page, "asked: SB 54")
        for shown in ("In force since January 1, 2018", "Sources (8)", "F-1 rev 1"):
            assert shown in card


async def test_the_shortcut_tells_the_exact_words_from_the_misquoted_ones(
    newsroom: Newsroom,
) -> None:
    async with browsing(newsroom, REPORTER) as page:
        verdicts = {}
        for words in ("We will only transfer", "My draft has Luna"):
            row = page.get_by_test_id("message").filter(has_text=words).first
            await row.hover()
            await row.get_by_test_id("more-actions").click()
            await page.get_by_role("menuitem", name="Check this quote").click()
            await row.get_by_test_id("replies").wait_for()
            verdicts[words] = await open_thread(page, words)
        assert "Verbatim." in verdicts["We will only transfer"]
        assert "Misquoted: the meaning changes." in verdicts["My draft has Luna"]


async def test_what_an_editor_files_is_found_once_a_second_editor_has_approved_it(
    newsroom: Newsroom,
) -> None:
    async with browsing(newsroom, REPORTER) as page:
        await typed(page, "/fact-add")
        await page.get_by_test_id("ephemeral").get_by_text("Only an editor").wait_for()
    async with browsing(newsroom, EDITOR) as page:
        await typed(page, "/fact-add")
        modal = page.get_by_test_id("modal")
        await modal.get_by_role("button", name="File a quote").click()
        await field(modal, "passages.0").fill("We’re not going to let them take our state back.")
        await field(modal, "speaker").fill("Xavier Becerra")
        await field(modal, "said_on").fill("March 7, 2018")
        await field(modal, "sources.0.title").fill("Remarks in Sacramento")
        await field(modal, "sources.0.tier").select_option("secondary")
        await field(modal, "sources.0.url").fill("javascript:alert(1)")
        await modal.get_by_test_id("modal-submit").click()
        error = modal.get_by_test_id("error-sources.0.url")
        await error.get_by_text("must begin with https://").wait_for()
        assert await field(modal, "speaker").input_value() == "Xavier Becerra"
        await field(modal, "sources.0.url").fill("https://oag.ca.gov/news")
        await modal.get_by_test_id("modal-submit").click()
        await modal.get_by_text("F-19").first.wait_for()
    async with browsing(newsroom, SECOND_EDITOR, "C0DESK") as page:
        await page.get_by_role("button", name="Approve").click()
        await page.get_by_test_id("message").filter(has_text="pproved").first.wait_for()
    async with browsing(newsroom, REPORTER) as page:
        await typed(page, "/fact what did Becerra say about taking our state back")
        assert "Xavier Becerra" in await open_thread(page, "asked: what did Becerra")
