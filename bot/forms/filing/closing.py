"""How every filing form ends: what was not verified, the sources, who may see it, a word along."""

from bot.forms.filing.parts import INPUT_LIMIT, ChoiceField, Rows, TextField
from bot.forms.filing.reader import Reader
from bot.mrkdwn import Json

DATE_HINT = "2017-10-05, October 5, 2017, October 2017, 2017, or 2017~ for about 2017"

SOURCES = Rows(
    "sources",
    "source",
    (
        TextField("title", "Title", required=True),
        TextField(
            "url",
            "Address",
            hint="http:// or https://. Without one, give the publisher and the date.",
            limit=2_000,
        ),
        TextField("publisher", "Publisher"),
        ChoiceField("tier", "How near it stands", offers="tier", required=True),
        TextField("published", "Published on", hint=DATE_HINT),
        TextField("locator", "Where in it", hint="A page, a section, a time in a recording"),
        TextField("excerpt", "The words that support the fact", lines=True, limit=INPUT_LIMIT),
        TextField("note", "What was not checked about it", hint="Such as: not opened"),
    ),
    anchor="url",
    least=1,
)

NOTES = TextField(
    "notes",
    "What was not verified, and other notes",
    hint="One a line. Shown under the answer, never in it.",
    lines=True,
    limit=INPUT_LIMIT,
)
ENDING = (
    NOTES,
    SOURCES,
    ChoiceField(
        "audience", "Who may be shown it", offers="audience", required=True, first="newsroom"
    ),
    TextField("reason", "A word to the second editor"),
)


def read_ending(reader: Reader) -> Json:
    """Read the notes and the sources; the rest of the ending is beside the body."""
    sources = [_source(row) for row in reader.rows(SOURCES)]
    if not sources:
        reader.problem("sources", "a fact needs at least one source where a reader can check it")
    return {"notes": reader.lines("notes"), "sources": sources}


def _source(row: Reader) -> Json:
    read = {name: row.text(name) for name in ("title", "tier", "publisher", "locator", "note")}
    read |= {"url": row.text("url"), "excerpt": row.text("excerpt")}
    read["published"] = row.date("published")
    return {name: value for name, value in read.items() if value is not None}
