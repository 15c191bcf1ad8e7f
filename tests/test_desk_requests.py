"""Ask the desk, Dispute, and the quiet buttons of a card."""

from driver import DESK, NEWSROOM, Newsroom, OpenNewsroom, ask, ask_the_desk, choose, posted, words

from rehearsal import ADMIN, REPORTER


async def test_a_question_with_nothing_on_file_reaches_the_desk_channel(newsroom: Newsroom) -> None:
    await ask_the_desk(newsroom)
    (request,) = await newsroom.slack.until(lambda: posted(newsroom, DESK))
    for shown in ("price of eggs", "six o'clock", "reporter", "<#C0NEWSROOM>"):
        assert shown in words(request)


async def test_without_a_desk_channel_the_admins_are_told_directly(
    open_newsroom: OpenNewsroom,
) -> None:
    async with open_newsroom(desk_channel=None) as newsroom:
        await ask_the_desk(newsroom)
        direct = newsroom.slack.workspace.direct_message(ADMIN).id
        (request,) = await newsroom.slack.until(lambda: posted(newsroom, direct))
        assert "price of eggs" in words(request)


async def test_a_receipt_does_not_claim_that_somebody_was_told(open_newsroom: OpenNewsroom) -> None:
    """A newsroom that has set up neither a desk channel nor an admin."""
    async with open_newsroom(desk_channel=None, admins="") as newsroom:
        await ask_the_desk(newsroom, receipt_says="Nobody was notified")


async def test_a_dispute_reaches_the_desk_with_the_fact_and_who_disputes_it(
    newsroom: Newsroom,
) -> None:
    slack = newsroom.slack
    opening, card = await ask(newsroom, "F-1")
    await choose(newsroom, REPORTER, card, "dispute F-1")
    form = slack.top_view(REPORTER)
    assert form is not None
    await slack.submit(
        REPORTER, form.id, {"matter": "wrong", "reason": "It was signed on another day."}
    )
    receipt = slack.top_view(REPORTER)
    assert receipt is not None
    assert "The desk has your dispute." in str(receipt.blocks)
    (dispute,) = await slack.until(lambda: posted(newsroom, DESK))
    for shown in ("Dispute 1: something in it is wrong", "F-1 rev 1", "another day", "reporter"):
        assert shown in words(dispute)
    assert opening.ts


async def test_history_and_copy_open_views(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    _, card = await ask(newsroom, "F-1")
    await choose(newsroom, REPORTER, card, "history F-1")
    history = slack.top_view(REPORTER)
    assert history is not None
    assert history.title == "History of F-1"
    await slack.close(REPORTER, history.id)
    await slack.click(REPORTER, channel=NEWSROOM, ts=card.ts, action_id="copy_text")
    copy = slack.top_view(REPORTER)
    assert copy is not None
    assert "leginfo.legislature.ca.gov" in str(copy.blocks)
    await slack.submit(REPORTER, copy.id, {})
    assert slack.top_view(REPORTER) is None


async def test_what_the_desk_channel_refuses_reaches_the_editors_directly(
    open_newsroom: OpenNewsroom,
) -> None:
    async with open_newsroom(desk_channel="C0POLITICS") as newsroom:
        await ask_the_desk(newsroom)
        direct = newsroom.slack.workspace.direct_message(ADMIN).id
        (request,) = await newsroom.slack.until(lambda: posted(newsroom, direct))
        assert "price of eggs" in words(request)
        assert posted(newsroom, "C0POLITICS") == []
