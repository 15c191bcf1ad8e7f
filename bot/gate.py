"""The gate in front of Bolt: checks size, form, signature and age of a request's raw bytes.

Bolt parses a body before it verifies the signature: malformed unsigned JSON is an uncaught error
there, and an unsigned body of any length is read in full. Only requests signed by Slack pass here
(docs.slack.dev, "Verifying requests from Slack"); Bolt's own check stays on behind it.
"""

import asyncio
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from time import time
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1_048_576
"""Bytes. Slack's own payloads stay far below: a view has at most 250 kB."""
LONGEST_AGE_S = 300
"""Seconds between a request's timestamp and our clock, either way: Slack's own limit."""
READ_TIME_S = 3.0
"""Seconds for a whole body: Slack sends one at once, so a trickled request is not Slack's."""

_TIMESTAMP = re.compile(rb"[0-9]{1,12}")
_SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")


class Refused(Exception):
    """A request was rejected. Its sender gets the HTTP status and nothing else."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(str(status))


class Gate:
    """An ASGI app that passes on payloads signed by Slack; the rest gets a 400, 401, 408 or 413."""

    def __init__(
        self, app: ASGIApp, signing_secret: str, *, clock: Callable[[], float] = time
    ) -> None:
        self._app = app
        self._secret = signing_secret.encode()
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body, check it, and pass it on. Called for HTTP requests only."""
        try:
            timestamp, signature = self._headers(scope)
            async with asyncio.timeout(READ_TIME_S):
                body = await _body(scope, receive)
            self._verify(timestamp, signature, body)
            _require_payload(body)
        except Refused as refused:
            await PlainTextResponse("", refused.status)(scope, receive, send)
            return
        except TimeoutError:
            await PlainTextResponse("", 408)(scope, receive, send)
            return
        await self._app(scope, _once(body, receive), send)

    def _headers(self, scope: Scope) -> tuple[bytes, bytes]:
        """Return timestamp and signature; Refused unless both are well formed and recent."""
        found: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            found.setdefault(name.lower(), []).append(value)
        timestamps = found.get(b"x-slack-request-timestamp", [])
        signatures = found.get(b"x-slack-signature", [])
        if len(timestamps) != 1 or len(signatures) != 1:
            raise Refused(401)
        timestamp, signature = timestamps[0], signatures[0]
        if not (_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)):
            raise Refused(401)
        if abs(self._clock() - int(timestamp)) > LONGEST_AGE_S:
            raise Refused(401)
        return timestamp, signature

    def _verify(self, timestamp: bytes, signature: bytes, body: bytes) -> None:
        signed = b"v0:" + timestamp + b":" + body
        expected = b"v0=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest().encode()
        if not hmac.compare_digest(expected, signature):
            raise Refused(401)


async def _body(scope: Scope, receive: Receive) -> bytes:
    """Read a body of at most `LARGEST_BODY` bytes, whatever its Content-Length says."""
    lengths = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    if any(not value.isdigit() or int(value) > LARGEST_BODY for value in lengths):
        raise Refused(413)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(401)  # disconnected before the end
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise Refused(413)
        if not message.get("more_body", False):
            return bytes(body)


def _require_payload(body: bytes) -> None:
    """Refuse a body that is neither an object nor a form whose `payload`, if any, is one.

    Bolt takes whatever JSON it reads for an object, and fails.
    """
    try:
        text = body.decode()
        payload = text if text.startswith(("{", "[")) else parse_qs(text)["payload"][0]
        is_object = isinstance(json.loads(payload), dict)
    except KeyError:
        is_object = "=" in text  # a command: its fields are the form's own
    except (ValueError, RecursionError):
        is_object = False
    if not is_object:
        raise Refused(400)


def _once(body: bytes, receive: Receive) -> Receive:
    """Replay a body that has been read already, then go on receiving."""
    is_replayed = False

    async def replay() -> Message:
        nonlocal is_replayed
        if is_replayed:
            return await receive()
        is_replayed = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
