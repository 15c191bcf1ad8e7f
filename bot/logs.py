"""What the bot writes to its log: no token, no secret, no response_url, no words of a message.

Slack's libraries and the web server quote what they were given: Bolt the whole body of a request
that it does not know, Slack's client the answer, a parser what it could not parse. Of what others
log, the place in their code is kept, and the kind of an error, and none of the words.
"""

import logging
import re
import sys
import traceback
from types import TracebackType

_OURS = ("bot", "facts", "factdesk")
_SECRET = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+"  # Slack's tokens
    r"|https?://\S*?/(?:commands|actions|response|services)/\S+"  # whoever has it may post there
    r"|(?<=wss://)\S+"  # a Socket Mode address holds its ticket
)
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Discreet(logging.Formatter):
    """Keeps our own words but for what looks like a secret; of others', where they were said."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the library's name)
        """Write one line."""
        if record.name.partition(".")[0] not in _OURS:
            record.message = f"{record.pathname}:{record.lineno} (its words are withheld)"
        return _SECRET.sub("[removed]", super().formatMessage(record))

    def formatException(  # noqa: N802 (the library's name)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, ...]
    ) -> str:
        """Return where an error was raised, and its kind."""
        kind, _, trace = ei
        if kind is None:
            return ""
        return f"{''.join(traceback.format_tb(trace))}{kind.__module__}.{kind.__qualname__}"


def set_up_logs() -> None:
    """Log to standard error; others are heard from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(_FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    # It warns of each request that it does not know, and of how it was set up.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    logging.raiseExceptions = False  # the library would print what it could not write
