"""How every filing form ends: what was not verified, the sources, who may see it, a word along."""

from bot.forms.filing.parts import INPUT_LIMIT, ChoiceField, Field, MomentField, Rows, TextField
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
        TextField("published", "Published on", hint="As exactly as it says: a day, a month"),
        TextField("accessed", "Read on", hint="The day on which you looked", rare=True),
        TextField("locator", "Where in it", hint="A page, a section, a time in a recording"),
        TextField("excerpt", "The words that support the fact", lines=True, limit=INPUT_LIMIT),
        TextField(
            "origin",
            "Whose story it carries",
            hint="Such as: AP, July 17. Five papers that carry one story are one origin.",
            rare=True,
        ),
        TextField("archived_url", "Address of an archived copy", limit=2_000, rare=True),
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
BESIDE: tuple[Field, ...] = (
    ChoiceField(
        "audience", "Who may be shown it", offers="audience", required=True, first="newsroom"
    ),
    MomentField(
        "embargo_until",
        "Not before",
        hint="Until then it is the desk’s alone. Empty: at once.",
    ),
    TextField("reason", "A word to the second editor"),
)
"""What is beside the body of a fact."""
ENDING: tuple[Field | Rows, ...] = (NOTES, SOURCES, *BESIDE)


def read_ending(reader: Reader) -> Json:
    """Read the notes and the sources; the rest of the ending is beside the body."""
    sources = [_source(row) for row in reader.rows(SOURCES)]
    if not sources:
        reader.problem("sources", "a fact needs at least one source where a reader can check it")
    return {"notes": reader.lines("notes"), "sources": sources}


def _source(row: Reader) -> Json:
    as_typed = ("title", "tier", "url", "publisher", "locator", "excerpt", "origin", "note")
    read = {name: row.text(name) for name in (*as_typed, "archived_url")}
    read |= {name: row.date(name) for name in ("published", "accessed")}
    return {name: value for name, value in read.items() if value is not None}
