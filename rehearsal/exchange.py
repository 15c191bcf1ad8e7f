"""What came of one delivery to the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rehearsal.payloads import Payload


@dataclass(slots=True)
class Exchange:
    """A request that Slack sent to the bot, and its ack.

    `status` is the HTTP status (200 for an ack over Socket Mode); None where nothing came back,
    or where Slack's client sent nothing (a required field left empty). `body` is the ack: a JSON
    object, text, or None when empty. `seconds` is how long the ack took, in real time. `payload`
    is what was sent; `headers` are those of the answer. `problem` is what the person was shown
    because of a failure, else None. `ts` is the message that a person said, where it was saying.
    `timed_out` tells three seconds without an ack from a bot that could not be reached.
    """

    kind: str
    status: int | None
    body: Payload | str | None
    seconds: float
    payload: Payload
    problem: str | None = None
    ts: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    timed_out: bool = False

    @property
    def is_acknowledged(self) -> bool:
        """Whether Slack counts it as received (HTTP 200)."""
        return self.status == 200  # noqa: PLR2004  (https://docs.slack.dev/interactivity)

    @property
    def errors(self) -> Payload:
        """`response_action: errors` by block_id, {} if there are none."""
        if isinstance(self.body, dict) and self.body.get("response_action") == "errors":
            errors: Payload = self.body.get("errors", {})
            return errors
        return {}
