"""The Home tab: published whenever somebody opens it or acts on what it shows.

Also the actions that only the tab offers: verify a fact (Still true), and give a role.
"""

import asyncio
import json
import logging

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.home import FILE_FACT, GIVE_ROLE, STILL_TRUE, Seeing, home_of_words, home_view
from bot.delivery import Sender
from bot.delivery.outcomes import Failure, error_code
from bot.forms import filing as forms
from bot.forms.short import (
    ROLE_FORM,
    STILL_TRUE_FORM,
    read_role,
    read_where,
    role_form,
    still_true_form,
)
from bot.listeners.errors import reporting_errors
from bot.listeners.interaction import form_key
from bot.mrkdwn import Json
from facts import Desk, FactId, Role, errors

log = logging.getLogger(__name__)

PUBLISH_S = 5.0
"""Timeout of publishing a tab, in seconds; opening the tab again retries."""


class HomeTabs:
    """Publishes Home tabs in background tasks, so that no acknowledgement waits for one.

    A tab that cannot be published stays as it was, and the error is logged: nothing depends on it.
    """

    def __init__(self, desk: Desk, sender: Sender, client: AsyncWebClient) -> None:
        self._desk = desk
        self._sender = sender
        self._client = client
        self._publishing: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def refresh(self, person: str) -> None:
        """Publish a person's tab; if it is being published already, publish it again afterwards."""
        if person in self._publishing:
            self._again.add(person)
            return
        task = asyncio.create_task(self._publish(person))
        self._publishing[person] = task
        task.add_done_callback(lambda _: self._ended(person))

    async def close(self) -> None:
        """Cancel the tabs that are being published."""
        self._again.clear()
        left = list(self._publishing.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _ended(self, person: str) -> None:
        del self._publishing[person]
        if person in self._again:
            self._again.remove(person)
            self.refresh(person)

    async def _publish(self, person: str) -> None:
        try:
            async with asyncio.timeout(PUBLISH_S):
                view = await self._view(person)
                await self._client.views_publish(user_id=person, view=view)
        except (errors.FactdeskError, SlackClientError, *Failure) as error:
            reason = error_code(error) or type(error).__name__
            log.warning("a Home tab was not published: %s", reason)

    async def _view(self, person: str) -> Json:
        """Make the tab with the parts for a person's role; the desk checks the role for each."""
        desk, sender = self._desk, self._sender
        try:
            role = await desk.roles.role_of(person)
            own = await desk.overview.own_questions(person)
            work = await desk.overview.desk_work(person) if role.includes(Role.EDITOR) else None
            posting = await desk.overview.posting(person) if role.includes(Role.ADMIN) else None
        except errors.Unavailable as error:
            return home_of_words(str(error))
        seeing = Seeing(person, desk.today(), sender.workspace)
        return home_view(seeing, own, work, posting, parked=sender.parked)


def register(app: AsyncApp) -> None:
    """Listen to the tab's opening, and to the buttons that only the tab has."""
    app.event("app_home_opened")(reporting_errors(on_home_opened))
    app.action(FILE_FACT)(reporting_errors(on_file_fact))
    app.action(STILL_TRUE)(reporting_errors(on_still_true))
    app.view(STILL_TRUE_FORM)(reporting_errors(on_verified))
    app.action(GIVE_ROLE)(reporting_errors(on_give_role))
    app.view(ROLE_FORM)(reporting_errors(on_role_given))


async def on_home_opened(ack: AsyncAck, event: Json, home_tabs: HomeTabs) -> None:
    """Publish the Home tab for the person who opened it; the Messages tab needs nothing."""
    if event.get("tab") == "home":
        home_tabs.refresh(event["user"])
    await ack()


async def on_file_fact(ack: AsyncAck, body: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Open the choice of a kind, as `/fact-add` does."""
    await desk.filing.may_file(body["user"]["id"])
    await client.views_open(trigger_id=body["trigger_id"], view=forms.chooser())
    await ack()


async def on_still_true(
    ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient, desk: Desk
) -> None:
    """Ask an editor who verifies a fact where they looked it up."""
    fact = FactId.parse(action["value"])
    filed = await desk.review.may_verify(fact, person=body["user"]["id"])
    about = json.dumps({"fact": str(fact), "base": filed.current.number})
    await client.views_open(
        trigger_id=body["trigger_id"], view=still_true_form(fact, metadata=about)
    )
    await ack()


async def on_verified(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, home_tabs: HomeTabs
) -> None:
    """Record that the fact is still true."""
    about, person = json.loads(view["private_metadata"]), body["user"]["id"]
    try:
        why = read_where(view)
    except errors.BadInput as error:
        await ack(response_action="errors", errors={"why": str(error)})
        return
    fact = FactId.parse(about["fact"])
    await desk.review.still_true(
        form_key(view), fact, based_on=about["base"], person=person, why=why
    )
    home_tabs.refresh(person)
    await ack()


async def on_give_role(ack: AsyncAck, body: Json, client: AsyncWebClient, desk: Desk) -> None:
    """Open the form that gives a role."""
    await desk.roles.may_appoint(body["user"]["id"])
    await client.views_open(trigger_id=body["trigger_id"], view=role_form())
    await ack()


async def on_role_given(
    ack: AsyncAck, body: Json, view: Json, desk: Desk, home_tabs: HomeTabs
) -> None:
    """Give the role, and refresh both Home tabs: a role decides what they show."""
    by = body["user"]["id"]
    try:
        person, role = read_role(view)
        await desk.roles.appoint(form_key(view), person, role, by=by)
    except errors.BadInput as error:
        await ack(response_action="errors", errors={error.field or "person": str(error)})
        return
    home_tabs.refresh(by)
    home_tabs.refresh(person)
    await ack()
