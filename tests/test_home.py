"""App Home: what each role finds there, what its buttons do, and what it never shows."""

import logging
import re
from collections.abc import Awaitable, Callable

import pytest
from builders import quote, values_act
from driver import Newsroom, OpenNewsroom, home, settled, texts
from stopped_clock import StoppedClock

from facts import Audience, Change, Desk, FactId, Role
from rehearsal import ADMIN, EDITOR, REPORTER, SECOND_EDITOR, Exchange, View, refused, reset

PRIVATE = "C0PRIVATE"
Step = Callable[[], Awaitable[object]]
DAY = 24 * 3600


def buttons(view: View) -> list[str]:
    """What can be pressed in a view."""
    return re.findall(r"'action_id': '(\w+)'", str(view.blocks))


def value_of(view: View, action: str) -> str | None:
    """The value of the first button of that name."""
    found = [
        one
        for block in view.blocks
        for one in (*block.get("elements", ()), block.get("accessory") or {})
        if one.get("action_id") == action
    ]
    return str(found[0]["value"]) if found else None


async def renewed(room: Newsroom, person: str, step: Step) -> View:
    """Do something, and wait until the person's tab is published again."""
    before = room.slack.home(person)
    assert before is not None
    old = before.hash
    await step()
    await room.slack.until(lambda: (now := room.slack.home(person)) and now.hash != old)
    found = room.slack.home(person)
    assert found is not None
    return found


async def pick(room: Newsroom, person: str, choice: str) -> Exchange:
    """Make a choice in a fact's menu, such as `correct F-18`."""
    return await press(room, person, "fact_menu", choice)


async def press(room: Newsroom, person: str, action: str, value: str | None = None) -> Exchange:
    view = room.slack.home(person)
    assert view is not None
    return await room.slack.click(person, view_id=view.id, action_id=action, value=value)


async def draft(desk: Desk, words: str = "Not one more transfer without a judge.") -> FactId:
    made = await desk.filing.file(
        None, quote(passages=(words,)), editor=EDITOR, editor_name="editor"
    )
    assert made is not None
    return made.fact


async def test_a_reader_finds_how_to_ask_and_his_own_questions_with_what_came_of_them(
    newsroom: Newsroom,
) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, "C0NEWSROOM", "/fact F-1")
    await slack.command(REPORTER, "C0NEWSROOM", "/fact SB 54")
    await slack.command(REPORTER, "C0NEWSROOM", "/fact who won the pie contest")
    await slack.command(EDITOR, "C0NEWSROOM", "/fact F-4")
    view = await home(newsroom, REPORTER)
    shown = texts(view.as_slack())
    assert "/fact did the Supreme Court uphold SB 54?" in shown
    for asked in ("F-1", "SB 54", "who won the pie contest"):
        assert asked in shown
    assert "nothing on file answers it" in shown
    assert "several facts fit" in shown
    assert "F-4" not in shown
    assert buttons(view) == []


async def test_a_question_links_to_its_card(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, "C0NEWSROOM", "/fact F-1")
    await settled(newsroom)
    opening = slack.messages("C0NEWSROOM")[-1]
    await settled(newsroom)
    view = await home(newsroom, REPORTER)
    card = slack.messages("C0NEWSROOM", opening.ts)[-1]
    assert card.ts.replace(".", "") in str(view.blocks)


async def test_nobody_but_an_editor_sees_what_waits_for_the_desk(newsroom: Newsroom) -> None:
    await draft(newsroom.desk)
    await newsroom.desk.roles.give(REPORTER, Role.CONTRIBUTOR, given_by="test")
    shown = texts((await home(newsroom, REPORTER)).as_slack())
    assert "transfer" not in shown
    assert "Waiting for approval" in texts((await home(newsroom, EDITOR)).as_slack())


async def test_a_second_editor_approves_from_home_and_it_is_gone_from_there(
    newsroom: Newsroom,
) -> None:
    fact = await draft(newsroom.desk)
    before = await home(newsroom, SECOND_EDITOR)
    assert "Not one more transfer" in texts(before.as_slack())
    after = await renewed(
        newsroom, SECOND_EDITOR, lambda: press(newsroom, SECOND_EDITOR, "approve")
    )
    assert "No drafts are waiting." in texts(after.as_slack())
    (revision,) = await newsroom.desk.revising.may_revise(fact, person=EDITOR)
    assert revision.is_approved


async def test_an_author_cannot_approve_his_own_from_home(newsroom: Newsroom) -> None:
    await draft(newsroom.desk)
    view = await home(newsroom, EDITOR)
    assert "filed by you" in texts(view.as_slack())
    assert "approve" not in buttons(view)
    assert "whole_draft" in buttons(view)


async def test_a_draft_is_sent_back_from_home_with_a_reason(newsroom: Newsroom) -> None:
    fact = await draft(newsroom.desk)
    await home(newsroom, SECOND_EDITOR)
    await press(newsroom, SECOND_EDITOR, "send_back")

    async def submit() -> None:
        top = newsroom.slack.top_view(SECOND_EDITOR)
        assert top is not None
        await newsroom.slack.submit(SECOND_EDITOR, top.id, {"why": "Whose words?"})

    after = await renewed(newsroom, SECOND_EDITOR, submit)
    assert "No drafts are waiting." in texts(after.as_slack())
    (revision,) = await newsroom.desk.revising.may_revise(fact, person=EDITOR)
    assert revision.approval is not None
    assert not revision.approval.approved


async def test_a_correction_shows_what_differs_before_it_is_approved(newsroom: Newsroom) -> None:
    await newsroom.desk.revising.revise(
        None, FactId(number=1), values_act(), change=Change.CORRECTION, based_on=1,
        editor=EDITOR, editor_name="editor", reason="Looked up", was_wrong="It was short.",
        is_right="It is whole.",
    )  # fmt: skip
    view = await home(newsroom, SECOND_EDITOR)
    assert "It is whole." in texts(view.as_slack())
    await press(newsroom, SECOND_EDITOR, "whole_draft")
    whole = newsroom.slack.top_view(SECOND_EDITOR)
    assert whole is not None
    assert "Correction of F-1 rev 1" in texts(whole.as_slack())


async def test_a_fact_is_corrected_retracted_and_restored_from_home(newsroom: Newsroom) -> None:
    await home(newsroom, EDITOR)
    await pick(newsroom, EDITOR, "correct F-18")
    top = newsroom.slack.top_view(EDITOR)
    assert top is not None
    assert top.title == "Correct a quote"
    await pick(newsroom, EDITOR, "retract F-18")

    async def submit() -> None:
        form = newsroom.slack.top_view(EDITOR)
        assert form is not None
        await newsroom.slack.submit(EDITOR, form.id, {"reason": "Not his words"})

    after = await renewed(newsroom, EDITOR, submit)
    assert "retracted" in texts(after.as_slack())
    await pick(newsroom, EDITOR, "restore F-18")
    restoring = newsroom.slack.top_view(EDITOR)
    assert restoring is not None
    assert restoring.title == "Restore a quote"


async def test_what_is_due_is_shown_and_leaves_once_an_editor_says_where_he_looked(
    open_newsroom: OpenNewsroom,
) -> None:
    time = StoppedClock()
    async with open_newsroom(time=time) as room:
        assert "Nothing is due." in texts((await home(room, EDITOR)).as_slack())
        time.advance(352 * DAY)
        soon = texts((await home(room, EDITOR)).as_slack())
        assert "\ndue " in soon
        time.advance(20 * DAY)
        overdue = texts((await home(room, EDITOR)).as_slack())
        assert "overdue since" in overdue
        assert "California Values Act" in overdue
        await pick(room, EDITOR, "still_true F-1")
        form = room.slack.top_view(EDITOR)
        assert form is not None

        async def submit() -> None:
            await room.slack.submit(EDITOR, form.id, {"why": "The bill's page"})

        await renewed(room, EDITOR, submit)
        work = await room.desk.overview.desk_work(EDITOR)
        assert FactId(number=1) not in [one.fact.id for one in work.due.shown]


async def test_a_request_leaves_the_list_once_something_on_file_answers_it(
    newsroom: Newsroom,
) -> None:
    desk = newsroom.desk
    for number, asked in enumerate(("who won the pie contest", "who signed SB 54 in 2017")):
        await desk.requests.ask(
            f"k{number}", asker=REPORTER, channel="C0NEWSROOM", message_ts=None, question=asked,
            reason=None, drafts=lambda _: [],
        )  # fmt: skip
    shown = texts((await home(newsroom, EDITOR)).as_slack())
    assert "who won the pie contest" in shown
    assert "who signed SB 54 in 2017" not in shown


async def test_notices_that_nobody_has_seen_are_counted(newsroom: Newsroom) -> None:
    slack, desk = newsroom.slack, newsroom.desk
    await slack.command(REPORTER, "C0NEWSROOM", "/fact F-1")
    await settled(newsroom)
    await desk.revising.retract(
        None, FactId(number=1), based_on=1, editor=EDITOR, editor_name="editor", reason="Wrong"
    )
    newsroom.bot.sender.wake()
    await settled(newsroom)
    shown = texts((await home(newsroom, EDITOR)).as_slack())
    assert "The one notice is not seen yet" in shown


async def test_no_private_channel_is_named_to_who_is_not_in_it(newsroom: Newsroom) -> None:
    """Rows say "a channel"; links stand under History, and open for its members alone."""
    slack = newsroom.slack
    slack.faults.plan(
        "chat.postMessage", refused("is_archived"), times=2, fits=lambda s: s["channel"] == PRIVATE
    )
    await slack.command(REPORTER, PRIVATE, "/fact F-1")
    await newsroom.desk.requests.ask(
        "k", asker=REPORTER, channel=PRIVATE, message_ts=None, question="who was it",
        reason=None, drafts=lambda _: [],
    )  # fmt: skip
    await slack.until(lambda: slack.messages(slack.workspace.direct_message(ADMIN).id))
    for person in (SECOND_EDITOR, ADMIN):
        view = await home(newsroom, person)
        assert PRIVATE not in str(view.blocks)
        assert "investigations" not in str(view.blocks)


async def test_what_is_the_desks_alone_is_shown_to_editors_only(newsroom: Newsroom) -> None:
    await newsroom.desk.filing.file(
        None, quote(passages=("Under wraps until Friday.",)), editor=EDITOR,
        audience=Audience.DESK,
    )  # fmt: skip
    assert "Under wraps" in texts((await home(newsroom, SECOND_EDITOR)).as_slack())
    assert "Under wraps" not in texts((await home(newsroom, REPORTER)).as_slack())


async def dead_letters(room: Newsroom) -> None:
    slack = room.slack
    slack.faults.plan(
        "chat.postMessage",
        refused("is_archived"),
        times=2,
        fits=lambda s: s["channel"] == "C0NEWSROOM" and not s.get("thread_ts"),
    )
    await slack.command(REPORTER, "C0NEWSROOM", "/fact F-1")
    await slack.command(REPORTER, "C0NEWSROOM", "/fact F-2")
    await slack.until(lambda: slack.messages(slack.workspace.direct_message(ADMIN).id))


async def test_an_admin_sees_what_slack_refuses_and_why_and_sends_it_again(
    newsroom: Newsroom,
) -> None:
    await dead_letters(newsroom)
    await settled(newsroom)
    view = await home(newsroom, ADMIN)
    shown = texts(view.as_slack())
    assert "2 messages for a channel" in shown
    assert "The channel is archived. Unarchive it" in shown
    assert "Slack’s error code: is_archived" in shown.replace("\u2060", "")
    after = await renewed(newsroom, ADMIN, lambda: press(newsroom, ADMIN, "try_again"))
    assert "Slack has accepted every message." in texts(after.as_slack())
    await newsroom.slack.until(
        lambda: len([m for m in newsroom.slack.messages("C0NEWSROOM") if m.is_bots]) == 2
    )


async def test_an_admin_is_told_that_slack_does_not_know_the_bot(
    open_newsroom: OpenNewsroom,
) -> None:
    time = StoppedClock()
    async with open_newsroom(time=time) as room:
        room.slack.faults.plan("chat.postMessage", refused("token_revoked"))
        room.slack.faults.plan("auth.test", refused("token_revoked"), times=None)
        await room.slack.command(REPORTER, "C0NEWSROOM", "/fact F-1")
        await time.resting(59, 60)
        shown = texts((await home(room, ADMIN)).as_slack())
    assert "No (token_revoked): reinstall the app. Nothing is lost." in shown.replace("\u2060", "")


async def test_an_admin_gives_a_role_and_the_other_persons_tab_follows(newsroom: Newsroom) -> None:
    await home(newsroom, REPORTER)
    await home(newsroom, ADMIN)
    await press(newsroom, ADMIN, "give_role")

    async def submit() -> None:
        form = newsroom.slack.top_view(ADMIN)
        assert form is not None
        typed = {"person": REPORTER, "role": "editor"}
        await newsroom.slack.submit(ADMIN, form.id, typed)

    after = await renewed(newsroom, REPORTER, submit)
    assert "Waiting for approval" in texts(after.as_slack())
    assert await newsroom.desk.roles.role_of(REPORTER) is Role.EDITOR


async def test_a_role_that_the_settings_give_is_not_taken_away_in_a_form(
    newsroom: Newsroom,
) -> None:
    await home(newsroom, ADMIN)
    await press(newsroom, ADMIN, "give_role")
    form = newsroom.slack.top_view(ADMIN)
    assert form is not None
    await newsroom.slack.submit(ADMIN, form.id, {"person": ADMIN, "role": "reader"})
    assert "FACTDESK_ADMINS names this person" in form.errors["person"]


PRESSED = ["try_again", "give_role", "approve", "still_true", "correct", "retract", "file_fact"]


@pytest.mark.parametrize("action", PRESSED)
async def test_role_matrix_of_home(
    newsroom: Newsroom, action: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A captured press by who may not is refused with a sentence, logged, and does nothing."""
    await dead_letters(newsroom)
    await draft(newsroom.desk)
    presser = ADMIN if action in ("try_again", "give_role") else SECOND_EDITOR
    await settled(newsroom)
    view = await home(newsroom, presser)
    pressed = await press(newsroom, presser, "file_fact")
    value = value_of(view, action) or "F-1"
    actions = [{"type": "button", "action_id": action, "block_id": "b", "value": value}]
    counts = (await newsroom.desk.outbox.state()).counts
    for thief in (REPORTER, *((EDITOR,) if presser == ADMIN else ())):
        own = await newsroom.slack.command(thief, "C0NEWSROOM", "/fact help")
        with caplog.at_level(logging.WARNING):
            await newsroom.again(
                pressed,
                trigger_id=own.payload["trigger_id"],
                user={"id": thief, "name": "thief"},
                actions=actions,
            )
        told = newsroom.slack.top_view(thief)
        assert told is not None
        assert told.title == "Not done"
        assert "Only an" in texts(told.as_slack())
        assert f"{thief} may not do this, and was told why: {action}" in caplog.text
    assert (await newsroom.desk.outbox.state()).counts == counts


async def test_a_tab_that_cannot_be_published_hurts_nothing(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    for fault in (refused("hash_conflict"), refused("not_enabled"), reset()):
        newsroom.slack.faults.plan("views.publish", fault)
        caplog.clear()
        tried = len(newsroom.slack.calls)
        exchange = await newsroom.slack.open_home(REPORTER)
        assert exchange.is_acknowledged
        await newsroom.slack.until(lambda: len(newsroom.slack.calls) > tried)  # noqa: B023
    assert await home(newsroom, REPORTER)


async def test_the_messages_tab_publishes_nothing(newsroom: Newsroom) -> None:
    opened = await newsroom.slack.open_home(REPORTER)
    await newsroom.slack.until(lambda: newsroom.slack.home(REPORTER))
    event = {**opened.payload["event"], "tab": "messages"}
    before = len(newsroom.slack.calls)
    await newsroom.again(opened, event=event, event_id="Ev0MESSAGES")
    await home(newsroom, EDITOR)
    published = [c for c in newsroom.slack.calls[before:] if c.method == "views.publish"]
    assert [c.arguments["user_id"] for c in published] == [EDITOR]
