"""Logging without secrets: no token, no response_url, no text of a message.

Slack's libraries and the web server quote their input: Bolt logs the whole body of a request that
no listener handles, Slack's client the response, a parser the text it could not parse. From other
packages' messages we keep only the place in their code and the type of an error.
"""

import logging
import re
import sys
import traceback
from types import TracebackType

_OURS = ("bot", "facts", "factdesk")
_SECRET = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+"  # Slack's tokens
    r"|https?://\S*?/(?:commands|actions|response|services)/\S+"  # anybody may post there
    r"|(?<=wss://)\S+"  # a Socket Mode address holds its ticket
)
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class RedactingFormatter(logging.Formatter):
    """Keeps our own messages, minus secrets; of other packages', only the place in their code."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the library's name)
        """Format one line."""
        if record.name.partition(".")[0] not in _OURS:
            record.message = f"{record.pathname}:{record.lineno} (its words are withheld)"
        return _SECRET.sub("[removed]", super().formatMessage(record))

    def formatException(  # noqa: N802 (the library's name)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, ...]
    ) -> str:
        """Return where an error was raised, and its type, without its text."""
        kind, _, trace = ei
        if kind is None:
            return ""
        return f"{''.join(traceback.format_tb(trace))}{kind.__module__}.{kind.__qualname__}"


def set_up_logs() -> None:
    """Log to standard error: our own messages from INFO on, other packages' from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(_FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    # Bolt warns about each request that no listener handles, and about its own configuration.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    logging.raiseExceptions = False  # else one that cannot be formatted is printed in full
