"""The outcome of one attempt to post, classified from Slack's response.

What matters is whether the message was posted. A refused connection or a 429 means no; an `ok`
means yes; a dropped connection, a 5xx, or a body that is not JSON leaves it unknown, since Slack
may have posted before the response was lost.
"""

import math
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

RETRY_AFTER_S = (1, 900)
"""Least and most seconds that are waited, whatever Slack's Retry-After says."""

# docs.slack.dev/reference/methods/chat.postMessage, "Errors"
_TOKEN_REJECTED = frozenset(
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
_PERHAPS_POSTED = frozenset({"fatal_error", "internal_error"})
"""Slack's page says of both: "some aspect of the operation" may have succeeded."""
_TEMPORARY = frozenset({"request_timeout", "service_unavailable", "team_added_to_org"})
_RATE_LIMITED = frozenset({"rate_limited", "ratelimited"})
_HTTP_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Sent:
    """It was posted. `ts` is None for a message that only one person sees."""

    channel: str | None
    ts: str | None


@dataclass(frozen=True, slots=True)
class RateLimited:
    """It was not posted: Slack accepts nothing more for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Temporary:
    """It was not posted, for a temporary reason."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not posted, and would not be if tried again. `error` is Slack's code."""

    error: str


@dataclass(frozen=True, slots=True)
class TokenRejected:
    """It was not posted: Slack does not accept the bot's token, or the app lacks a scope."""

    error: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been posted."""

    why: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """It was looked for, and is not there."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """It cannot be looked for. `error` is Slack's code, or a short reason of our own."""

    error: str


Failed = RateLimited | Temporary | Refused | TokenRejected | Unknown
Outcome = Sent | Failed | NotFound | Unreadable
NotSeen = RateLimited | Temporary | TokenRejected | NotFound | Unreadable

Failure = (SlackApiError, aiohttp.ClientError, TimeoutError)
"""Everything that a call raises when Slack or the network is at fault."""


def classify(error: BaseException) -> Failed:
    """Return the outcome of a call that raised `error`, one of `Failure`."""
    if isinstance(error, SlackApiError):
        return _classify_answer(error)
    # Refused, no such host, no route, or no connection in time: nothing was sent.
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Temporary("Slack cannot be reached")
    return Unknown(type(error).__name__)


def classify_posting(error: BaseException) -> Failed:
    """Classify the failure of the posting call; a missing scope needs the app installed again."""
    outcome = classify(error)
    lacks_scope = isinstance(outcome, Refused) and outcome.error == "missing_scope"
    return TokenRejected("missing_scope") if lacks_scope else outcome


def classify_preparing(error: BaseException) -> Failed:
    """Classify the failure of a call made before the posting call: nothing has been posted."""
    outcome = classify(error)
    return Temporary(outcome.why) if isinstance(outcome, Unknown) else outcome


def classify_looking(error: BaseException) -> NotSeen:
    """Classify the failure of looking for a message: what Slack refuses to show is unreadable."""
    outcome = classify(error)
    if isinstance(outcome, Refused):
        return NotFound() if outcome.error == "thread_not_found" else Unreadable(outcome.error)
    return Temporary(outcome.why) if isinstance(outcome, Unknown) else outcome


def error_code(error: BaseException) -> str | None:
    """Return the code that Slack gave for a failed call; None if its answer had none.

    Slack answers with a page of HTML, half a body or nothing at all when it is in trouble.
    """
    # Where the body is not JSON, the SDK hands out aiohttp's response instead of its own.
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) else None


def _classify_answer(error: SlackApiError) -> Failed:
    answer, code = error.response, error_code(error)
    if isinstance(answer, aiohttp.ClientResponse):
        status, headers = answer.status, answer.headers
    else:
        status, headers = answer.status_code, answer.headers
    if status == _HTTP_TOO_MANY_REQUESTS or code in _RATE_LIMITED:
        return RateLimited(retry_after(headers.get("Retry-After")))
    if code is None or code in _PERHAPS_POSTED:
        return Unknown(code or f"HTTP {status}")
    if code in _TEMPORARY:
        return Temporary(code)
    return TokenRejected(code) if code in _TOKEN_REJECTED else Refused(code)


def retry_after(header: str | None) -> float:
    """Read a Retry-After header in seconds, within `RETRY_AFTER_S`; the least if it is invalid."""
    least, most = RETRY_AFTER_S
    try:
        seconds = float(header or least)
    except ValueError:
        seconds = least
    return least if math.isnan(seconds) else min(max(seconds, least), most)
