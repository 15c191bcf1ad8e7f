"""What is said beside the acknowledgement, once the deed is done: in a moment, or not at all.

Slack gets the acknowledgement when the listener ends, and waits three seconds for it. A deed that
is written down already must not be called a failure because a word about it hangs.
"""

import asyncio
import logging
from collections.abc import Awaitable

import aiohttp
from slack_sdk.errors import SlackApiError

log = logging.getLogger(__name__)

LAST_WORD_S = 0.7


async def last_word(saying: Awaitable[object], *, within: float = LAST_WORD_S) -> bool:
    """Await a call to Slack; False where Slack would not have it, or did not answer in time."""
    try:
        async with asyncio.timeout(within):
            await saying
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        log.warning("a last word was not said: %s", type(error).__name__)
        return False
    return True
