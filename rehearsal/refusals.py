"""How Slack says no: `{"ok": false, "error": ...}`, with the details that its pages document."""

from __future__ import annotations

from collections.abc import Sequence

from rehearsal.payloads import Payload


class SlackRefusal(Exception):
    """An answer of `ok: false`. `problems` become `response_metadata.messages`."""

    def __init__(self, error: str, problems: Sequence[str] = (), **more: str) -> None:
        super().__init__(error)
        self.error = error
        self.problems = list(problems)
        self.more = more

    def as_answer(self) -> Payload:
        """Return the JSON body that Slack sends."""
        answer: Payload = {"ok": False, "error": self.error, **self.more}
        if self.problems:
            answer["errors"] = self.problems
            answer["response_metadata"] = {
                "messages": [f"[ERROR] {problem}" for problem in self.problems]
            }
        return answer
