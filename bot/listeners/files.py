"""Read a text file that somebody sent in Slack."""

import asyncio
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.outcomes import Failure
from bot.mrkdwn import Json
from facts import errors, texts

FILE_LIMIT = 200_000
"""Bytes of a file: an article of 40,000 characters has less, in any script."""
_TEXT_TYPES = ("text/plain", "text/markdown")
_SLACK = ".slack.com"


def is_text(file: Json) -> bool:
    """Whether a file is plain text, as Slack has it."""
    return file.get("mimetype") in _TEXT_TYPES


async def file_text(client: AsyncWebClient, file: Json, *, within: float) -> str:
    """Return the text of a file that was sent in Slack; BadInput, in a sentence, if it has none.

    `within` is in seconds. The token goes to Slack only (docs.slack.dev, "File object").
    """
    name = str(file.get("name") or "The file")
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not is_text(file):
        raise errors.BadInput(
            f"{name} is not a plain text file: save the article as text (.txt), or paste it here."
        )
    if int(file.get("size") or 0) > FILE_LIMIT:
        raise errors.BadInput(_too_large(name))
    if not _is_slacks(url, client):
        raise errors.BadInput(f"Slack no longer has {name}: send it again.")
    try:
        async with asyncio.timeout(within):
            content = await _downloaded(client, url)
    except Failure as error:
        raise errors.BadInput(f"Slack did not send {name} in time: send it again.") from error
    if content is None:
        raise errors.BadInput(
            f"Slack does not let Factdesk read {name}: an admin can reinstall the app with the "
            "scope files:read. Or paste the article here."
        )
    if len(content) > FILE_LIMIT:
        raise errors.BadInput(_too_large(name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise errors.BadInput(
            f"{name} is not encoded in UTF-8, so its quotation marks cannot be told: save it as "
            "UTF-8, or paste it here."
        ) from error
    if len(text) > texts.WORDS_LIMIT:
        raise errors.BadInput(
            f"{name} has {len(text):,} characters; at most {texts.WORDS_LIMIT:,} are read: send "
            "the part with the quotes."
        )
    return text


def _too_large(name: str) -> str:
    return f"{name} is larger than {FILE_LIMIT // 1_000} kB: send the part with the quotes."


def _is_slacks(url: str, client: AsyncWebClient) -> bool:
    """Whether an address is Slack's, or that of the API that the bot works with."""
    asked, api = urlsplit(url), urlsplit(client.base_url)
    is_slacks = asked.scheme == "https" and (asked.hostname or "").endswith(_SLACK)
    return is_slacks or (asked.scheme, asked.netloc) == (api.scheme, api.netloc)


async def _downloaded(client: AsyncWebClient, url: str) -> bytes | None:
    """Return a file's content, cut where it is over the limit; None where Slack refuses it.

    Slack sends a page to sign in at, or to it, where the token may not read the file.
    """
    assert client.session is not None  # noqa: S101 (the bot's clients share one)
    headers = {"Authorization": f"Bearer {client.token}"}
    async with client.session.get(url, headers=headers, allow_redirects=False) as response:
        if response.status >= 500:  # noqa: PLR2004 (HTTP: a server's failure)
            response.raise_for_status()
        if response.status != 200 or response.content_type == "text/html":  # noqa: PLR2004 (OK)
            return None
        content = b""
        async for chunk in response.content.iter_chunked(FILE_LIMIT):
            content += chunk
            if len(content) > FILE_LIMIT:
                break
        return content
