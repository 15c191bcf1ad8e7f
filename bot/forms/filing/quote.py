"""The form of a quote."""

from bot.forms.filing.closing import DATE_HINT, ENDING, read_ending
from bot.forms.filing.parts import INPUT_LIMIT, Form, Rows, TextField
from bot.forms.filing.reader import Reader
from bot.mrkdwn import Json

PASSAGES = Rows(
    "passages",
    "passage",
    (
        TextField(
            "",
            "Words",
            hint="Exactly as said or written, without quotation marks around them; nothing in them "
            "is changed. Words from another place in the same speech are another passage.",
            required=True,
            lines=True,
            limit=INPUT_LIMIT,
        ),
    ),
    anchor="",
    least=1,
)

FORM = Form(
    "quote",
    "File a quote",
    (
        PASSAGES,
        TextField(
            "before",
            "The speech’s words just before",
            hint="So that a quote which is cut there can be told. Never shown as part of it.",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        TextField("after", "The words just after", lines=True, limit=INPUT_LIMIT),
        TextField("speaker", "Speaker", required=True),
        TextField(
            "speaker_aliases",
            "Other names of the speaker",
            hint="One a line, such as: Sheriff Luna",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        TextField("role", "Role at the time", hint="Such as: Los Angeles County Sheriff"),
        TextField("said_on", "Said on", hint=DATE_HINT, required=True),
        TextField("occasion", "Occasion", hint="Press conference, press release, hearing"),
        TextField("topic", "What it is about", hint="For lists, such as: transfers to ICE"),
        TextField(
            "aliases",
            "Names that the quote goes by",
            hint="One a line",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        *ENDING,
    ),
)


_AS_TYPED = ("before", "after", "speaker", "role", "occasion", "topic")


def read(reader: Reader) -> Json:
    """Read a quote's data."""
    return {
        "passages": [row.text("") for row in reader.rows(PASSAGES)],
        **{name: reader.text(name) for name in _AS_TYPED},
        "speaker_aliases": reader.lines("speaker_aliases"),
        "aliases": reader.lines("aliases"),
        "said_on": reader.date("said_on"),
        **read_ending(reader),
    }
