"""Signs requests as Slack does.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
import time


def signed_headers(
    secret: str, body: bytes, timestamp: float | str | None = None
) -> dict[str, str]:
    """`X-Slack-Signature` and `X-Slack-Request-Timestamp` over the raw bytes of a body.

    `timestamp` is epoch seconds, now by default. Now is the real now even where the workspace has
    a clock of its own: the bot's check of the age asks the machine's clock.
    """
    stamp = str(int(time.time())) if timestamp is None else str(timestamp)
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
