"""App Home: made anew whenever somebody opens it, or presses something in it."""

import asyncio
import json
import logging

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.home import FILE_FACT, GIVE_ROLE, STILL_TRUE, Seeing, home_of_words, home_view
from bot.delivery import Sender
from bot.forms import filing as forms
from bot.forms.appointing import ROLE_FORM, read_role, role_form
from bot.forms.verifying import STILL_TRUE_FORM, read_where, still_true_form
from bot.listeners.in_words import in_words
from bot.mrkdwn import Json
from facts import BadInput, Desk, FactdeskError, FactId, Role, Unavailable

log = logging.getLogger(__name__)

PUBLISH_S = 5.0
"""Seconds after which a tab stays as it was; opening it again makes it anew."""


class Homes:
    """Publishes Home tabs beside the listeners, so that no acknowledgement waits for one.

    A tab that cannot be published stays as it was, and nothing else is hurt: nothing rests on it.
    """

    def __init__(self, desk: Desk, sender: Sender, client: AsyncWebClient) -> None:
        self._desk = desk
        self._sender = sender
        self._client = client
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def renew(self, person: str) -> None:
        """Make a person's tab anew: once more where it is being made, since more has changed."""
        if person in self._under_way:
            self._again.add(person)
            return
        task = asyncio.create_task(self._publish(person))
        self._under_way[person] = task
        task.add_done_callback(lambda _: self._ended(person))

    async def close(self) -> None:
        """Let go of what is being published."""
        self._again.clear()
        left = list(self._under_way.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _ended(self, person: str) -> None:
        del self._under_way[person]
        if person in self._again:
            self._again.remove(person)
            self.renew(person)

    async def _publish(self, person: str) -> None:
        try:
            async with asyncio.timeout(PUBLISH_S):
                view = await self._view(person)
                await self._client.views_publish(user_id=person, view=view)
        except SlackApiError as error:
            log.warning("a Home tab was not published: %s", error.response.get("error"))
        except (FactdeskError, SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("a Home tab was not published: %s", type(error).__name__)

    async def _view(self, person: str) -> Json:
        """Make the tab with the parts that a person's role has; the desk checks each again."""
        desk, sender = self._desk, self._sender
        try:
            role = await desk.people.role_of(person)
            own = await desk.overview.own_questions(person)
            work = await desk.overview.desk_work(person) if role.includes(Role.EDITOR) else None
            posting = await desk.overview.posting(person) if role.includes(Role.ADMIN) else None
        except Unavailable as error:
            return home_of_words(str(error))
        seeing = Seeing(person, desk.today(), desk.timezone, sender.workspace)
        return home_view(seeing, own, work, posting, parked=sender.parked)


def register(app: AsyncApp) -> None:
    """Listen to the tab and to what is pressed in it alone."""
    app.event("app_home_opened")(in_words(on_home_opened))
    app.action(FILE_FACT)(in_words(on_file_fact))
    app.action(STILL_TRUE)(in_words(on_still_true))
    app.view(STILL_TRUE_FORM)(in_words(on_verified))
    app.action(GIVE_ROLE)(in_words(on_give_role))
    app.view(ROLE_FORM)(in_words(on_role_given))


async def on_home_opened(ack: AsyncAck, event: Json, homes: Homes) -> None:
    """Publish the Home tab of who opened it; the messages tab needs none."""
    if event.get("tab") == "home":
        homes.renew(event["user"])
    await ack()


async def on_file_fact(ack: AsyncAck, body: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Open the choice of a kind, as `/fact-add` does."""
    await desk.filing.may_file(body["user"]["id"])
    await client.views_open(trigger_id=body["trigger_id"], view=forms.chooser())
    await ack()


async def on_still_true(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Ask where the editor has looked."""
    fact = FactId.parse(action["value"])
    standing = await desk.verifying.may_verify(fact, person=body["user"]["id"])
    about = json.dumps({"fact": str(fact), "base": standing.current.number})
    await client.views_open(
        trigger_id=body["trigger_id"], view=still_true_form(fact, metadata=about)
    )
    await ack()


async def on_verified(ack: AsyncAck, body: Json, view: Json, desk: Desk, homes: Homes) -> None:
    """Write down that the fact still holds."""
    about, person = json.loads(view["private_metadata"]), body["user"]["id"]
    try:
        why = read_where(view)
    except BadInput as error:
        await ack(response_action="errors", errors={"why": str(error)})
        return
    key = f"view:{view['id']}:{view['hash']}"
    fact = FactId.parse(about["fact"])
    await desk.verifying.still_true(key, fact, based_on=about["base"], person=person, why=why)
    homes.renew(person)
    await ack()


async def on_give_role(ack: AsyncAck, body: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Open the form."""
    await desk.people.may_appoint(body["user"]["id"])
    await client.views_open(trigger_id=body["trigger_id"], view=role_form())
    await ack()


async def on_role_given(ack: AsyncAck, body: Json, view: Json, desk: Desk, homes: Homes) -> None:
    """Give the role; both Home tabs follow, since a role decides what stands in one."""
    by = body["user"]["id"]
    try:
        person, role = read_role(view)
        await desk.people.appoint(f"view:{view['id']}:{view['hash']}", person, role, by=by)
    except BadInput as error:
        await ack(response_action="errors", errors={error.field or "person": str(error)})
        return
    homes.renew(by)
    homes.renew(person)
    await ack()
