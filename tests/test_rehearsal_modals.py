"""Forms in the stand-in: opened, filled in, refused, sent, stacked and closed, by a Bolt app."""

import pytest
from rehearsal_driver import (
    Block,
    asks,
    client_of,
    filing,
    form,
    opened,
    options,
    plain,
    rehearsing,
    stand_in,
)
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import EDITOR, REPORTER, NotPossibleError, newsroom

WORDS = asks("words", {"type": "plain_text_input", "min_length": 3, "max_length": 10})
SPEAKER = asks("speaker", {"type": "plain_text_input"}, optional=True)


async def test_a_submission_carries_what_was_typed_and_closes_the_form() -> None:
    async with rehearsing(filing(form(WORDS, SPEAKER, private_metadata="F-1"))) as slack:
        exchange = await slack.submit(EDITOR, await opened(slack), {"words": "No choice."})
        assert slack.views(EDITOR) == []
    view = exchange.payload["view"]
    assert view["private_metadata"] == "F-1"
    assert view["state"]["values"] == {
        "words": {"value": {"type": "plain_text_input", "value": "No choice."}},
        "speaker": {"value": {"type": "plain_text_input", "value": None}},
    }


async def test_errors_stand_under_their_fields_and_nothing_typed_is_lost() -> None:
    answer = {"response_action": "errors", "errors": {"words": "Give the words as printed."}}
    async with rehearsing(filing(form(WORDS, SPEAKER), answer)) as slack:
        view_id = await opened(slack)
        exchange = await slack.submit(EDITOR, view_id, {"words": "No.", "speaker": "Luna"})
        view = slack.top_view(EDITOR)
        assert view is not None
        assert exchange.errors == view.errors == {"words": "Give the words as printed."}
        assert view.values["speaker"]["value"]["value"] == "Luna"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"response_action": "errors", "errors": {"no_such": "x"}}, id="no such field"),
        pytest.param({"response_action": "errors", "errors": {}}, id="no errors at all"),
        pytest.param({"response_action": "update", "view": {"type": "modal"}}, id="a broken view"),
        pytest.param({"response_action": "vanish"}, id="an action that is none"),
    ],
)
async def test_an_answer_that_makes_no_sense_leaves_the_form_with_slacks_trouble(
    answer: Block,
) -> None:
    async with rehearsing(filing(form(WORDS), answer)) as slack:
        exchange = await slack.submit(EDITOR, await opened(slack), {"words": "No choice."})
        view = slack.top_view(EDITOR)
    assert view is not None
    assert exchange.problem == view.problem == "We had some trouble connecting. Try again?"


async def test_forms_stack_update_and_clear() -> None:
    confirm = form({"type": "divider"}, callback_id="confirm", title=plain("Sure?"))
    done = form({"type": "divider"}, callback_id="done", title=plain("Filed"))

    def listeners(app: AsyncApp) -> None:
        filing(form(WORDS), {"response_action": "push", "view": confirm})(app)

        @app.view("confirm")
        async def on_confirm(ack: AsyncAck) -> None:
            await ack(response_action="update", view=done)

        @app.view("done")
        async def on_done(ack: AsyncAck) -> None:
            await ack(response_action="clear")

    async with rehearsing(listeners) as slack:
        root = await opened(slack)
        await slack.submit(EDITOR, root, {"words": "No choice."})
        bottom, top = slack.views(EDITOR)
        assert (top.title, top.root_view_id, top.previous_view_id) == ("Sure?", root, root)
        with pytest.raises(NotPossibleError, match="lies under"):
            await slack.submit(EDITOR, root, {})
        await slack.submit(EDITOR, top.id)
        assert [view.title for view in slack.views(EDITOR)] == [bottom.title, "Filed"]
        await slack.submit(EDITOR, top.id)
        assert slack.views(EDITOR) == []


async def test_the_bot_hears_of_a_close_only_if_it_asked() -> None:
    async with rehearsing(filing(form(WORDS, notify_on_close=True))) as slack:
        told = await slack.close(EDITOR, await opened(slack))
        assert slack.views(EDITOR) == []
    async with rehearsing(filing(form(WORDS))) as slack:
        untold = await slack.close(EDITOR, await opened(slack))
    assert (told.payload["type"], told.status) == ("view_closed", 200)
    assert (untold.payload, untold.status) == ({}, None)


async def test_an_update_keeps_what_was_typed_and_an_old_hash_conflicts() -> None:
    async with rehearsing(filing(form(WORDS))) as slack:
        view_id = await opened(slack)
        slack.fill(EDITOR, view_id, {"words": "No choice."})
        view = slack.top_view(EDITOR)
        assert view is not None
        client, old = client_of(slack), view.hash
        await client.views_update(view_id=view_id, hash=old, view=form(WORDS, SPEAKER))
        assert view.values["words"]["value"]["value"] == "No choice."
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_update(view_id=view_id, hash=old, view=form(WORDS))


async def test_a_choice_in_a_form_reaches_the_bot_with_the_rest_of_the_form() -> None:
    kind = asks(
        "kind", {"type": "static_select", "options": options("law", "quote")}, dispatch_action=True
    )

    def listeners(app: AsyncApp) -> None:
        filing(form(kind, WORDS))(app)

        @app.action("value")
        async def on_kind(ack: AsyncAck) -> None:
            await ack()

    async with rehearsing(listeners) as slack:
        view_id = await opened(slack)
        slack.fill(EDITOR, view_id, {"words": "typed"})
        exchange = await slack.click(
            EDITOR, view_id=view_id, action_id="value", block_id="kind", value="law"
        )
        with pytest.raises(NotPossibleError, match="without dispatch_action"):
            await slack.click(
                EDITOR, view_id=view_id, action_id="value", block_id="words", value="x"
            )
    sent = exchange.payload
    assert sent["actions"][0]["selected_option"]["value"] == "law"
    assert sent["view"]["state"]["values"]["words"]["value"]["value"] == "typed"
    assert "response_url" not in sent


async def test_a_trigger_opens_one_form_within_three_seconds() -> None:
    clock = [1_766_000_000.0]
    triggers: list[str] = []

    def listeners(app: AsyncApp) -> None:
        @app.command("/fact-add")
        async def on_add(ack: AsyncAck, body: Block) -> None:
            triggers.append(body["trigger_id"])
            await ack()

    workspace = newsroom(clock=lambda: clock[0])
    async with rehearsing(listeners, workspace=workspace, triggers_live=3) as slack:
        client = client_of(slack)
        await slack.command(EDITOR, "C0NEWSROOM", "/fact-add")
        await client.views_open(trigger_id=triggers[0], view=form(WORDS))
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            await client.views_open(trigger_id=triggers[0], view=form(WORDS))
        await slack.command(EDITOR, "C0NEWSROOM", "/fact-add")
        clock[0] += 3
        with pytest.raises(SlackApiError, match="expired_trigger_id"):
            await client.views_open(trigger_id=triggers[1], view=form(WORDS))
        with pytest.raises(SlackApiError, match="invalid_trigger_id"):
            await client.views_open(trigger_id="1.2.3", view=form(WORDS))


async def test_app_home_is_published_for_one_person_and_can_be_pressed() -> None:
    approve = {"type": "button", "action_id": "approve", "text": plain("Approve")}
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [approve]}]}

    def listeners(app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def on_home(event: Block, client: AsyncWebClient) -> None:
            await client.views_publish(user_id=event["user"], view=home)

        @app.action("approve")
        async def on_approve(ack: AsyncAck) -> None:
            await ack()

    async with rehearsing(listeners) as slack:
        await slack.open_home(EDITOR)
        view = slack.home(EDITOR)
        assert view is not None
        assert slack.home(REPORTER) is None
        exchange = await slack.click(EDITOR, view_id=view.id, action_id="approve")
        assert exchange.payload["view"]["type"] == "home"
        assert exchange.status == 200


async def test_an_external_id_belongs_to_one_view() -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}], "external_id": "desk"}
    async with stand_in() as slack:
        client = client_of(slack)
        await client.views_publish(user_id=EDITOR, view=home)
        await client.views_publish(user_id=EDITOR, view=home)
        with pytest.raises(SlackApiError, match="duplicate_external_id"):
            await client.views_publish(user_id=REPORTER, view=home)
        await client.views_update(external_id="desk", view=home)
