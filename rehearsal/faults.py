"""What can be made to go wrong between the bot and Slack, one Web API call at a time.

A fault is queued for a method and used up by the next call that it fits. With `takes_effect` the
call does what it says first, and only the answer is lost: the case in which a bot cannot know
whether its message was posted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from rehearsal.payloads import Payload

_TOO_MANY_REQUESTS: Final = 429
RESPONSE_URL: Final = "response_url"
"""The method name under which posts to a response_url are recorded and can be made to fail."""
UPLOAD: Final = "upload"
"""The method name under which the upload of a file is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong. Make them with the functions of this module.

    `how`: `answer` (status, headers and body as given), `close` (the connection ends without an
    answer), `reset` (it is reset: RST), `hang` (no answer until the client gives up or the
    stand-in stops), `truncate` (the head promises more than comes).
    """

    how: Literal["answer", "close", "reset", "hang", "truncate"]
    takes_effect: bool = False
    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    error: str | None = None


def refused(error: str) -> Fault:
    """`{"ok": false, "error": error}`."""
    return Fault("answer", error=error)


def rate_limited(retry_after: float | str) -> Fault:
    """429 with `Retry-After`, in whatever form it is given.

    https://docs.slack.dev/apis/web-api/rate-limits
    """
    return Fault(
        "answer", status=429, error="ratelimited", headers=(("Retry-After", str(retry_after)),)
    )


def http_status(status: int, *, body: str = "", takes_effect: bool = False) -> Fault:
    """Return an answer of a load balancer: a status, and a body that is not Slack's JSON."""
    html = body or f"<html><head><title>{status}</title></head><body>{status}</body></html>"
    headers = (("Content-Type", "text/html"),)
    return Fault("answer", takes_effect, status, html, headers)


def closed(*, takes_effect: bool = False) -> Fault:
    """Return the fault of a connection closed without an answer; even if it `takes_effect`."""
    return Fault("close", takes_effect)


def reset(*, takes_effect: bool = False) -> Fault:
    """Return the connection is reset."""
    return Fault("reset", takes_effect)


def hanging(*, takes_effect: bool = False) -> Fault:
    """No answer comes until the stand-in stops."""
    return Fault("hang", takes_effect)


def truncated(*, takes_effect: bool = True) -> Fault:
    """Half of a JSON answer, then the connection ends."""
    return Fault("truncate", takes_effect)


@dataclass(slots=True)
class _Planned:
    method: str
    fault: Fault
    left: int | None
    fits: Callable[[Payload], bool]


@dataclass(slots=True)
class Faults:
    """The plan of what goes wrong; `stand_in.faults`."""

    _planned: list[_Planned] = field(default_factory=list)

    def plan(
        self,
        method: str,
        fault: Fault,
        *,
        times: int | None = 1,
        fits: Callable[[Payload], bool] = lambda _arguments: True,
    ) -> None:
        """Make the next `times` calls of `method` (None: all) that `fits` accepts go wrong.

        `method` is Slack's name, `"response_url"`, or `"*"` for every one.
        """
        self._planned.append(_Planned(method, fault, times, fits))

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        retry_after: float | str | None = None,
        times: int = 1,
    ) -> None:
        """Plan the common faults in one line: `ok: false` with an error, a status, or a 429."""
        if retry_after is not None or status == _TOO_MANY_REQUESTS:
            fault = rate_limited(1 if retry_after is None else retry_after)
        elif status is not None:
            fault = http_status(status)
        else:
            fault = refused(error or "fatal_error")
        self.plan(method, fault, times=times)

    def clear(self) -> None:
        """Let everything go well again."""
        self._planned.clear()

    def take(self, method: str, arguments: Payload) -> Fault | None:
        """Return the fault for a call that has just come in, or None; a used-up plan is dropped."""
        for planned in self._planned:
            if planned.method in ("*", method) and planned.fits(arguments):
                if planned.left is not None:
                    planned.left -= 1
                    if planned.left == 0:
                        self._planned.remove(planned)
                return planned.fault
        return None
