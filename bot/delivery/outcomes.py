"""What came of one try to post: a value each, read off what Slack or the network did.

The one question is whether the message is there. A refused connection and a 429 say no; an `ok`
says yes; a cut connection, a 5xx, or a body that is no JSON say nothing, since Slack may have
posted before the answer was lost.
"""

import math
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

RETRY_AFTER_S = (1, 900)
"""Slack's Retry-After is held to these seconds, whatever it says."""

# docs.slack.dev/reference/methods/chat.postMessage, "Errors"
_TOKEN_DEAD = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "token_expired",
        "token_revoked",
    }
)
"""Nothing can be posted until somebody installs the app again."""
_PERHAPS = frozenset({"fatal_error", "internal_error"})
"""Slack's page says of both: "some aspect of the operation" may have succeeded."""
_NOT_NOW = frozenset({"request_timeout", "service_unavailable", "team_added_to_org"})
_TOO_MANY = frozenset({"rate_limited", "ratelimited"})
_HTTP_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there; no ts for what one person alone sees."""

    channel: str | None
    ts: str | None


@dataclass(frozen=True, slots=True)
class Limited:
    """It was not posted: Slack takes no more for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NotNow:
    """It was not posted, for a cause that passes."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not posted: Slack will not have it. `error` is Slack's word."""

    error: str


@dataclass(frozen=True, slots=True)
class NoToken:
    """It was not posted: Slack does not know the bot any more."""

    error: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been posted."""

    why: str


@dataclass(frozen=True, slots=True)
class Absent:
    """It was looked for, and is not there."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """It cannot be looked for. `error` is Slack's word."""

    error: str


Failed = Limited | NotNow | Refused | NoToken | Unknown
Outcome = Sent | Failed | Absent | Unreadable

Failure = (SlackApiError, aiohttp.ClientError, TimeoutError)
"""All that a call can raise when Slack, or the network, is at fault."""


def failed(error: BaseException) -> Failed:
    """Read a call's failure."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    # Refused, no such host, no route, or no connection in time: nothing was sent.
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotNow("Slack cannot be reached")
    return Unknown(type(error).__name__)


def not_posted(error: BaseException) -> Failed:
    """Read the failure of the posting itself: an app that may not write is to be installed anew."""
    outcome = failed(error)
    lacks = isinstance(outcome, Refused) and outcome.error == "missing_scope"
    return NoToken("missing_scope") if lacks else outcome


def before(outcome: Failed) -> Failed:
    """Read the failure of a call that leads up to the posting: nothing has been posted."""
    return NotNow(outcome.why) if isinstance(outcome, Unknown) else outcome


def _answered(error: SlackApiError) -> Failed:
    # Where the body is no JSON the SDK hands out aiohttp's own answer instead of its own.
    answer = error.response
    if isinstance(answer, aiohttp.ClientResponse):
        status, headers, said = answer.status, answer.headers, None
    else:
        status, headers = answer.status_code, answer.headers
        said = answer.data.get("error") if isinstance(answer.data, dict) else None
    if status == _HTTP_TOO_MANY or said in _TOO_MANY:
        return Limited(retry_after(headers.get("Retry-After")))
    if not isinstance(said, str) or said in _PERHAPS:
        return Unknown(said or f"HTTP {status}")
    if said in _NOT_NOW:
        return NotNow(said)
    return NoToken(said) if said in _TOKEN_DEAD else Refused(said)


def retry_after(header: str | None) -> float:
    """Read Retry-After in seconds; what is no number, or out of bounds, is brought within them."""
    least, most = RETRY_AFTER_S
    try:
        seconds = float(header or least)
    except ValueError:
        seconds = least
    return least if math.isnan(seconds) else min(max(seconds, least), most)
