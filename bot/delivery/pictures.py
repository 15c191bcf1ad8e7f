"""Pictures in modals: uploaded to Slack, shared to no channel, shown to who has the modal open.

A file that is shared nowhere is the bot's own. Slack asks that whoever posts a block with a file
has access to it (docs.slack.dev, "Slack file object"), and shows it in that block: it goes no
further than the modal, so that embargo and audience hold for it as for the words beside it. The
words come first: a picture that cannot be shown is logged, and nothing depends on it.
"""

import asyncio
import hashlib
import logging

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.message import Picture
from bot.delivery.outcomes import Failure, error_code
from bot.delivery.rate_limit import Timing
from bot.mrkdwn import Json

log = logging.getLogger(__name__)

PAUSES_S = (0.0, 1.0, 2.0, 4.0)
"""Before each try to show a picture: Slack takes a moment to process what was uploaded, and refuses
blocks that name it until then (slackapi/python-slack-sdk issue 1521)."""
LONGEST_S = 20.0
MOST_BLOCKS = 100
"""In a view (docs.slack.dev, "Views")."""


class Pictures:
    """Adds pictures to modals that are open, in background tasks. Each picture is uploaded once."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, timing: Timing | None = None
    ) -> None:
        self._client = client
        self._session = session
        self._timing = timing or Timing()
        self._uploaded: dict[str, str] = {}
        self._showing: set[asyncio.Task[None]] = set()

    def add(self, picture: Picture, view_id: str, view: Json) -> None:
        """Put a picture at the end of an open view, as soon as Slack has it."""
        task = asyncio.create_task(self._add(picture, view_id, view))
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)

    async def idle(self) -> None:
        """Wait until every picture is shown or given up."""
        await asyncio.gather(*self._showing)

    async def close(self) -> None:
        """Give up on the pictures that are not shown yet."""
        left = list(self._showing)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _add(self, picture: Picture, view_id: str, view: Json) -> None:
        digest = hashlib.sha256(picture.png).hexdigest()
        try:
            async with asyncio.timeout(LONGEST_S):
                if digest not in self._uploaded:
                    self._uploaded[digest] = await self._upload(picture)
                block = picture.block(self._uploaded[digest])
                blocks = [*view["blocks"][: MOST_BLOCKS - 1], block]
                await self._show(view_id, view | {"blocks": blocks})
        except (SlackClientError, *Failure) as error:
            self._uploaded.pop(digest, None)
            reason = error_code(error) or type(error).__name__
            log.warning("a picture was not shown: %s", reason)

    async def _upload(self, picture: Picture) -> str:
        """Upload a picture without sharing it; return the file's id."""
        begun = await self._client.files_getUploadURLExternal(
            filename="timeline.png", length=len(picture.png), alt_txt=picture.alt[:1_000]
        )
        async with self._session.post(begun["upload_url"], data=picture.png) as answer:
            answer.raise_for_status()
        file = str(begun["file_id"])
        await self._client.files_completeUploadExternal(files=[{"id": file, "title": "Timeline"}])
        return file

    async def _show(self, view_id: str, view: Json) -> None:
        for left, pause in enumerate(PAUSES_S, start=1 - len(PAUSES_S)):
            await self._timing.rest(asyncio.Event(), pause)
            try:
                await self._client.views_update(view_id=view_id, view=view)
            except SlackClientError as error:
                if error_code(error) not in ("invalid_arguments", "invalid_blocks") or not left:
                    raise
            else:
                return
