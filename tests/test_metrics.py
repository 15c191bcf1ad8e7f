"""/metrics tells how the bot fares, over HTTP and in Socket Mode, and nothing that people wrote."""

from datetime import timedelta

import aiohttp
from driver import NEWSROOM, Newsroom, OpenNewsroom, ask, ask_the_desk, outbox_at_rest
from prometheus_client.parser import text_string_to_metric_families
from stopped_clock import StoppedClock

from rehearsal import REPORTER, rate_limited


async def page(newsroom: Newsroom) -> tuple[str, dict[str, float]]:
    """Read the page: its text, and its samples by name and labels."""
    async with aiohttp.ClientSession() as session, session.get(f"{newsroom.url}/metrics") as got:
        assert (got.status, got.content_type) == (200, "text/plain")
        text = await got.text()
    return text, {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_requests_look_ups_and_the_outbox_are_counted(newsroom: Newsroom) -> None:
    await ask(newsroom, "F-1")
    await ask_the_desk(newsroom)
    await newsroom.slack.command(REPORTER, NEWSROOM, "/fact history F-999")
    await outbox_at_rest(newsroom)
    text, counts = await page(newsroom)
    assert counts["factdesk_requests_total command done"] == 2
    assert counts["factdesk_requests_total command refused"] == 1
    assert counts["factdesk_requests_total button done"] == 1
    assert counts["factdesk_requests_total form done"] == 1
    assert counts["factdesk_acknowledgement_seconds_count command"] == 3
    assert counts["factdesk_look_up_seconds_count found"] == 1
    assert counts["factdesk_look_up_seconds_count nothing"] == 1
    assert counts["factdesk_outbox_deliveries sent"] >= 2
    assert counts["factdesk_outbox_deliveries waiting"] == 0
    assert counts["factdesk_outbox_oldest_seconds"] == 0
    assert counts["factdesk_requests_open"] == 1
    assert counts["factdesk_facts_overdue"] == 0
    assert counts["factdesk_store_up"] == 1
    for written in ("eggs", REPORTER, NEWSROOM, "six o'clock"):
        assert written not in text


async def test_rate_limits_are_counted(newsroom: Newsroom) -> None:
    newsroom.slack.faults.plan("chat.postMessage", rate_limited(1))
    await ask(newsroom, "F-1")
    assert (await page(newsroom))[1]["factdesk_rate_limits_total chat.postMessage"] == 1


async def test_facts_past_their_review_are_counted(open_newsroom: OpenNewsroom) -> None:
    """Every law and decision of the starter set is after two years; a quote never is."""
    time = StoppedClock()
    async with open_newsroom(time=time) as newsroom:
        time.advance(timedelta(days=732).total_seconds())
        assert (await page(newsroom))[1]["factdesk_facts_overdue"] == 10


async def test_socket_mode_has_the_page_too(open_newsroom: OpenNewsroom) -> None:
    async with open_newsroom(socket_mode=True) as newsroom:
        await ask(newsroom, "F-1")
        assert (await page(newsroom))[1]["factdesk_requests_total command done"] == 1
    async with open_newsroom() as another:
        assert "factdesk_requests_total command done" not in (await page(another))[1]
