"""The errors of the rehearsal itself, as one tree.

    RehearsalError
    ├── PortInUseError        another process listens on the port that was asked for
    ├── NoSuchThingError      a person, conversation, message, view or element that is absent
    ├── NotPossibleError      something that a person cannot do in Slack, so no request is sent
    └── NeverHappenedError    `until` waited in vain (a TimeoutError too)

What Slack itself refuses is not in this tree: `rehearsal.refusals.SlackRefusal` becomes an answer
of `{"ok": false}` and never reaches a caller.
"""

from __future__ import annotations


class RehearsalError(Exception):
    """Anything that the stand-in workspace cannot do; the message is a sentence."""


class PortInUseError(RehearsalError):
    """The port is taken. Carries `port`, the number that was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use by another program. Stop that program, or choose another port."
        )
        self.port = port


class NoSuchThingError(RehearsalError):
    """A person, conversation, message, view or element that is not in the workspace."""


class NotPossibleError(RehearsalError):
    """An action that Slack's own client would not let a person do."""


class NeverHappenedError(RehearsalError, TimeoutError):
    """`until` gave up. The message shows the state of the workspace at that moment."""
