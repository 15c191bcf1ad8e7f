"""The stand-in's Web API, called with Slack's own SDK: what it answers and how it refuses."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from rehearsal_driver import APP_TOKEN, BOT_TOKEN, client_of, stand_in
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import EDITOR, REPORTER, Conversation, StandIn, newsroom

ARCHIVED = Conversation("C0OLD", "old", is_archived=True, members={"U0FACTDESK", REPORTER})


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    workspace = newsroom()
    workspace.add_conversation(ARCHIVED)
    async with stand_in(workspace=workspace) as opened:
        yield opened


@pytest.fixture
def client(slack: StandIn) -> AsyncWebClient:
    return client_of(slack)


async def refusal(client: AsyncWebClient, method: str, **arguments: object) -> dict[str, Any]:
    """The answer to a call that Slack refuses."""
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    answer: dict[str, Any] = refused.value.response.data
    return answer


async def test_the_bot_learns_who_and_where_it_is(client: AsyncWebClient) -> None:
    known = await client.auth_test()
    assert (known["team_id"], known["user_id"], known["bot_id"]) == (
        "T0NEWSROOM", "U0FACTDESK", "B0FACTDESK",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("no.such.method", {}, "unknown_method"),
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0SOURCES", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "D0PEOPLE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0POLITICS", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "C0OLD", "text": "x"}, "is_archived"),
        ("chat.postMessage", {"channel": "C0NEWSROOM"}, "no_text"),
        ("chat.postMessage", {"channel": "C0NEWSROOM", "text": ""}, "no_text"),
        ("chat.postMessage", {"channel": "C0NEWSROOM", "text": "x" * 40_001}, "msg_too_long"),
        (
            "chat.postMessage",
            {"channel": "C0NEWSROOM", "text": "x", "thread_ts": "1.000001"},
            "thread_not_found",
        ),
        (
            "chat.postMessage",
            {"channel": "C0NEWSROOM", "text": "x", "blocks": "no json"},
            "invalid_blocks_format",
        ),
        (
            "chat.postMessage",
            {"channel": "C0NEWSROOM", "text": "x", "metadata": {"event_type": "posted"}},
            "invalid_metadata_format",
        ),
        (
            "chat.postEphemeral",
            {"channel": "C0DESK", "user": REPORTER, "text": "x"},
            "user_not_in_channel",
        ),
        ("chat.update", {"channel": "C0NEWSROOM", "ts": "1.0", "text": "x"}, "message_not_found"),
        ("chat.update", {"channel": REPORTER, "ts": "1.0", "text": "x"}, "channel_not_found"),
        ("chat.delete", {"channel": "C0NEWSROOM", "ts": "1.0"}, "message_not_found"),
        ("chat.getPermalink", {"channel": "C0NEWSROOM", "message_ts": "1"}, "message_not_found"),
        ("conversations.info", {"channel": "C0SOURCES"}, "channel_not_found"),
        ("conversations.history", {"channel": "C0POLITICS"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0NEWSROOM", "limit": 1000}, "invalid_limit"),
        ("conversations.history", {"channel": "C0NEWSROOM", "cursor": "?"}, "invalid_cursor"),
        ("conversations.replies", {"channel": "C0NEWSROOM", "ts": "1.0"}, "thread_not_found"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("views.open", {"trigger_id": "1.2.x", "view": {}}, "invalid_arguments"),
        ("views.update", {"view_id": "V0", "view": {}}, "not_found"),
        ("files.getUploadURLExternal", {"filename": "a.png"}, "invalid_arguments"),
        ("files.getUploadURLExternal", {"filename": "a.png", "length": 0}, "invalid_arguments"),
        ("files.completeUploadExternal", {}, "invalid_arguments"),
        ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "file_not_found"),
    ],
)
async def test_it_refuses_as_slack_refuses(
    client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert (await refusal(client, method, **arguments))["error"] == error


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-other", "auth.test", "invalid_auth"),
        (APP_TOKEN, "auth.test", "not_allowed_token_type"),
        (BOT_TOKEN, "apps.connections.open", "not_allowed_token_type"),
        ("xapp-other", "apps.connections.open", "invalid_auth"),
    ],
)
async def test_a_wrong_token_opens_nothing(
    slack: StandIn, token: str, method: str, error: str
) -> None:
    assert (await refusal(client_of(slack, token), method))["error"] == error


async def test_a_missing_scope_is_named() -> None:
    async with stand_in(scopes=["chat:write"]) as slack:
        answer = await refusal(client_of(slack), "conversations.history", channel="C0PRIVATE")
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope", "groups:history", "chat:write",
    )  # fmt: skip


async def test_with_the_public_scope_the_bot_posts_where_it_is_no_member() -> None:
    async with stand_in(scopes=["chat:write", "chat:write.public"]) as slack:
        await client_of(slack).chat_postMessage(channel="C0POLITICS", text="x")
        assert slack.messages("C0POLITICS")[-1].text == "x"


@pytest.mark.parametrize("as_json", [True, False], ids=["JSON", "form"])
async def test_a_post_is_there_with_its_metadata_and_the_call_is_recorded(
    slack: StandIn, client: AsyncWebClient, *, as_json: bool
) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "D-1"}}
    sent = {"channel": "C0NEWSROOM", "text": "card", "metadata": metadata}
    if as_json:
        posted = await client.api_call("chat.postMessage", json=sent)
    else:
        posted = await client.chat_postMessage(**sent)
    message = slack.messages("C0NEWSROOM")[-1]
    assert (message.ts, message.metadata, message.user) == (posted["ts"], metadata, "U0FACTDESK")
    call = slack.calls[-1]
    assert (call.method, call.status) == ("chat.postMessage", 200)
    assert call.arguments["metadata"] == metadata
    assert "token" not in call.arguments


async def test_every_ts_is_new_and_later_even_when_the_clock_stands_still() -> None:
    workspace = newsroom(clock=lambda: 1_766_000_000.0)
    async with stand_in(workspace=workspace) as slack:
        client = client_of(slack)
        stamps = [
            (await client.chat_postMessage(channel="C0NEWSROOM", text="x"))["ts"] for _ in range(50)
        ]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == "1766000000.000000"


async def test_a_reply_to_a_reply_joins_the_parents_thread(
    slack: StandIn, client: AsyncWebClient
) -> None:
    first = await client.chat_postMessage(channel="C0NEWSROOM", text="parent")
    reply = await client.chat_postMessage(channel="C0NEWSROOM", text="reply", thread_ts=first["ts"])
    await client.chat_postMessage(channel="C0NEWSROOM", text="again", thread_ts=reply["ts"])
    thread = await client.conversations_replies(channel="C0NEWSROOM", ts=first["ts"])
    assert [m["text"] for m in thread["messages"]] == ["parent", "reply", "again"]
    assert thread["messages"][0]["reply_count"] == 2
    assert slack.messages("C0NEWSROOM")[-1].text == "parent"


async def test_a_thread_is_read_page_by_page_and_metadata_only_when_asked(
    client: AsyncWebClient,
) -> None:
    parent = await client.chat_postMessage(channel="C0NEWSROOM", text="parent")
    for number in range(5):
        await client.chat_postMessage(
            channel="C0NEWSROOM", thread_ts=parent["ts"], text=str(number),
            metadata={"event_type": "delivery", "event_payload": {"id": number}},
        )  # fmt: skip
    found, cursor = [], None
    while cursor != "":
        page = await client.conversations_replies(
            channel="C0NEWSROOM", ts=parent["ts"], limit=2, cursor=cursor, include_all_metadata=True
        )
        found += page["messages"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        assert page["has_more"] is bool(cursor)
    assert [m["text"] for m in found] == ["parent", "0", "1", "2", "3", "4"]
    assert found[-1]["metadata"]["event_payload"] == {"id": 4}
    bare = await client.conversations_replies(channel="C0NEWSROOM", ts=parent["ts"])
    assert all("metadata" not in m for m in bare["messages"])


async def test_history_is_newest_first_and_bounded(client: AsyncWebClient) -> None:
    stamps = [
        (await client.chat_postMessage(channel="C0PRIVATE", text=str(n)))["ts"] for n in range(3)
    ]
    later = await client.conversations_history(channel="C0PRIVATE", oldest=stamps[0])
    assert [m["text"] for m in later["messages"]] == ["2", "1"]
    from_first = await client.conversations_history(
        channel="C0PRIVATE", oldest=stamps[0], latest=stamps[1], inclusive=True
    )
    assert [m["text"] for m in from_first["messages"]] == ["1", "0"]


async def test_an_update_with_blocks_is_not_marked_as_edited_and_one_with_text_drops_the_blocks(
    slack: StandIn, client: AsyncWebClient
) -> None:
    blocks = [{"type": "divider"}]
    ts = (await client.chat_postMessage(channel="C0NEWSROOM", text="a", blocks=blocks))["ts"]
    message = slack.workspace.find("C0NEWSROOM", ts)
    assert message is not None
    await client.chat_update(channel="C0NEWSROOM", ts=ts, text="b", blocks=[*blocks, *blocks])
    assert (message.text, len(message.blocks or []), message.edited) == ("b", 2, None)
    await client.chat_update(channel="C0NEWSROOM", ts=ts, text="c")
    assert (message.text, message.blocks) == ("c", None)
    assert message.edited is not None


async def test_only_its_own_messages_can_be_changed(slack: StandIn, client: AsyncWebClient) -> None:
    ts = slack.messages("C0NEWSROOM")[0].ts
    update = await refusal(client, "chat.update", channel="C0NEWSROOM", ts=ts, text="x")
    delete = await refusal(client, "chat.delete", channel="C0NEWSROOM", ts=ts)
    assert (update["error"], delete["error"]) == ("cant_update_message", "cant_delete_message")


async def test_a_deleted_parent_leaves_a_tombstone_and_a_deleted_reply_nothing(
    slack: StandIn, client: AsyncWebClient
) -> None:
    parent = (await client.chat_postMessage(channel="C0NEWSROOM", text="p"))["ts"]
    reply = (await client.chat_postMessage(channel="C0NEWSROOM", text="r", thread_ts=parent))["ts"]
    await client.chat_delete(channel="C0NEWSROOM", ts=parent)
    assert slack.messages("C0NEWSROOM")[-1].subtype == "tombstone"
    await client.chat_delete(channel="C0NEWSROOM", ts=reply)
    assert len(slack.messages("C0NEWSROOM", parent)) == 1


async def test_a_direct_message_is_opened_once_and_a_persons_id_leads_to_it(
    slack: StandIn, client: AsyncWebClient
) -> None:
    opened = await client.conversations_open(users=EDITOR)
    again = await client.conversations_open(users=[EDITOR])
    posted = await client.chat_postMessage(channel=EDITOR, text="for you")
    assert opened["channel"]["id"] == again["channel"]["id"] == posted["channel"] == "D0EDITOR"
    group = await client.conversations_open(users=[EDITOR, REPORTER])
    assert (await client.conversations_info(channel=group["channel"]["id"]))["channel"]["is_mpim"]
    assert slack.messages("D0EDITOR")[-1].text == "for you"


async def test_a_channels_name_will_do_to_post(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="#fact-desk", text="by name")
    assert posted["channel"] == "C0DESK"


async def test_a_public_channel_without_the_bot_is_known_but_says_so(
    client: AsyncWebClient,
) -> None:
    politics = (await client.conversations_info(channel="C0POLITICS"))["channel"]
    assert (politics["name"], politics["is_member"]) == ("politics", False)
    desk = await client.conversations_members(channel="C0DESK")
    assert REPORTER not in desk["members"]
    assert EDITOR in desk["members"]


async def test_a_permalink_names_channel_message_and_thread(
    slack: StandIn, client: AsyncWebClient
) -> None:
    parent = slack.messages("C0NEWSROOM")[1]
    reply = slack.workspace.replies("C0NEWSROOM", parent.ts)[0]
    link = await client.chat_getPermalink(channel="C0NEWSROOM", message_ts=reply.ts)
    digits = reply.ts.replace(".", "")
    assert link["permalink"] == (
        f"https://newsroom.slack.com/archives/C0NEWSROOM/p{digits}"
        f"?thread_ts={parent.ts}&cid=C0NEWSROOM"
    )


async def test_a_token_in_the_body_is_good_too(slack: StandIn) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.api_url + "auth.test", data={"token": BOT_TOKEN}) as response,
    ):
        assert (await response.json())["ok"] is True


async def test_a_file_is_uploaded_once_and_whole_before_a_view_may_show_it(
    client: AsyncWebClient,
) -> None:
    begun = await client.files_getUploadURLExternal(filename="a.png", length=3)
    async with aiohttp.ClientSession() as session:
        for data, status in ((b"ab", 400), (b"abc", 200), (b"abc", 404)):
            async with session.post(begun["upload_url"], data=data) as answer:
                assert answer.status == status
    image = {"type": "image", "slack_file": {"id": begun["file_id"]}, "alt_text": "a"}
    home = {"user_id": REPORTER, "view": {"type": "home", "blocks": [image]}}
    before = await refusal(client, "views.publish", **home)
    await client.files_completeUploadExternal(files=[{"id": begun["file_id"]}])
    still_processed = await refusal(client, "views.publish", **home)
    for answer in (before, still_processed):
        assert answer["errors"] == ["invalid slack file [json-pointer:/view/blocks/0/slack_file]"]
    await client.views_publish(**home)
