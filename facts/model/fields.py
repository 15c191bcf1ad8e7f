"""The fields of each kind of fact, declared once: their labels, and where each is used.

Forms, prefilled forms, drafts, cards, notices, differences, search, the guard and embeddings all
read these tables, in this order. A new field of a law is an attribute of `Law` and a line in `LAW`.

    fields_of("law")                      every field of a law, in the order of its form
    field.value_of(body)                  its value: None, "", () or False where nothing is on file
    card_fields("decision")               what its card shows as labeled lines, in order
    noticed_fields("quote")               those whose change sends a notice
"""

from facts.model.field import Column, Field, Other, Type

__all__ = [
    "DECISION",
    "EFFECT",
    "EVENT",
    "LAW",
    "QUOTE",
    "SOURCE",
    "Column",
    "Field",
    "Type",
    "card_fields",
    "field_of",
    "fields_of",
    "noticed_fields",
]

DATE_HINT = "2017-10-05, October 5, 2017, October 2017, 2017, or 2017~ for about 2017"

# Tables: keep the declaration of a field together.
# fmt: off
SOURCE = (
    Field("title", "Title", required=True),
    Field("tier", "Source type", Type.CHOICE, choices="tier", required=True),
    Field(
        "url", "Address", Type.URL,
        hint="http:// or https://. Without one, the publisher and the date are needed; for our "
        "own interview, the reporter and the date.", is_main=True
    ),
    Field("publisher", "Publisher"),
    Field(
        "reporter", "Reporter", hint="Who did our own interview, took the notes or made the "
        "recording", main_for=("tier", "own")
    ),
    Field(
        "published", "Date published", Type.DATE,
        hint="A day or a month, as the source gives it. Of our own interview, its day.",
        main_for=("tier", "own")
    ),
    Field("accessed", "Date accessed", Type.DATE, "The day you looked at it", is_rare=True),
    Field("locator", "Where in the source", hint="A page, a section, a time in a recording"),
    Field("excerpt", "The words that support the fact", Type.TEXT),
    Field(
        "origin", "Whose story it carries",
        hint="Such as: AP, July 17. Five papers that run it are one source.", is_rare=True
    ),
    Field("archived_url", "Address of an archived copy", Type.URL, is_rare=True),
    Field("note", "What was not checked", hint="Such as: not opened"),
)

_ENDING = (
    Field(
        "notes", "Notes", Type.NOTES, hint="One per line. Shown under the answer, never in it.",
        form_label="What was not verified, and other notes", notice=True
    ),
    Field(
        "sources", "Sources", Type.ROWS, fields=SOURCE, one="source", anchor="url", least=1,
        notice=True
    ),
)

_PASSAGE = (
    Field(
        "", "Words", Type.TEXT,
        hint="Exactly as said or written, without quotation marks around them. Words from another "
        "part of the same speech go in another passage.",
        required=True, search=Column.BODY, guard=1, embedding=1
    ),
)

QUOTE = (
    Field("heading", "", is_typed=False, in_draft=False, guard=1),
    Field(
        "passages", "Words", Type.ROWS, fields=_PASSAGE, one="passage", least=1, notice=True,
        guard=4, embedding=2
    ),
    Field(
        "before", "Text just before the quote", Type.TEXT,
        form_label="Text just before the quote (helps spot a cut quote)",
        hint="Never shown as part of the quote.",
        draft_last=True, search=Column.CONTEXT
    ),
    Field(
        "after", "Text just after the quote", Type.TEXT, draft_last=True, search=Column.CONTEXT
    ),
    Field("speaker", "Speaker", required=True, notice=True, search=Column.PEOPLE, embedding=3),
    Field(
        "speaker_aliases", "Also called", Type.LINES, form_label="Other names of the speaker",
        hint="One per line, such as: Sheriff Luna", search=Column.PEOPLE, guard=3
    ),
    Field(
        "role", "Role at the time", hint="Such as: Los Angeles County Sheriff", notice=True,
        search=Column.BODY, guard=5
    ),
    Field(
        "said_on", "Date said", Type.DATE, hint=DATE_HINT, required=True, notice=True,
        search=Column.BODY, guard=7
    ),
    Field(
        "occasion", "Occasion", hint="Press conference, press release, hearing", notice=True,
        search=Column.BODY, guard=6
    ),
    Field(
        "topic", "About", form_label="What it is about",
        hint="Such as: transfers to ICE", search=Column.NAMES, embedding=1, notice=True
    ),
    Field(
        "aliases", "Goes by", Type.LINES, form_label="Other names for the quote",
        hint="One per line", search=Column.NAMES, guard=2
    ),
    *_ENDING,
)

EVENT = (
    Field(
        "event", "What happened", Type.CHOICE, choices="event", required=True, search=Column.BODY,
        guard=1
    ),
    Field(
        "on", "Date", Type.DATE, DATE_HINT, required=True, leads=True, search=Column.BODY, guard=2
    ),
    Field(
        "by", "By whom", hint="Such as: Gov. Jerry Brown, or Senate", shown=", {}",
        search=Column.PEOPLE, guard=3
    ),
    Field(
        "provisions", "Only for these sections", Type.SECTIONS,
        hint="One per line. Empty: the whole law.", shown="; only {}"
    ),
    Field(
        "note", "What more there is to it", hint="Such as: Senate concurrence, 27–12",
        shown=" ({})", search=Column.BODY, guard=4
    ),
    Field("source", "It rests on", Type.SOURCE, default="1", shown=" [{}]"),
)

_PROVISION = (
    Field("key", "Section"),
    Field("about", "About", shown=": {}", search=Column.BODY, guard=1),
)

LAW = (
    Field(
        "jurisdiction", "Whose law", Type.JURISDICTION,
        hint="California, United States, or an id such as us-ca-los-angeles", required=True,
        in_draft=False, notice=True, search=Column.BODY, guard=5
    ),
    Field(
        "session", "Session", Type.SESSION, hint="2017-2018, 2020 or 115", required=True,
        in_draft=False, notice=True, search=Column.BODY, guard=4
    ),
    Field(
        "bill", "Bill number", Type.BILL,
        hint="SB 54. Where it has none, a slug: ice-cooperation-policy", required=True,
        in_draft=False, notice=True
    ),
    Field("number", "", is_typed=False, in_draft=False, search=Column.BODY, guard=3),
    Field("title", "Title", required=True, notice=True, search=Column.NAMES, guard=1, embedding=1),
    Field("key", "Key", is_typed=False),
    Field(
        "aliases", "Popular names", Type.LINES, hint="One per line", search=Column.NAMES, guard=2,
        embedding=4
    ),
    Field(
        "subject", "What it does",
        hint="A clause fit to print, such as: limits local police work with immigration "
        "authorities", search=Column.BODY, guard=6, embedding=2
    ),
    Field(
        "summary", "In more words", Type.TEXT,
        hint="What it does, in some sentences. Found by questions; no part of an answer.",
        search=Column.BODY, guard=7, embedding=3
    ),
    Field("author", "Author", notice=True, search=Column.PEOPLE, guard=8),
    Field(
        "chapter", "Chapter", hint="Stats. 2017, ch. 495", on_card=True, notice=True,
        search=Column.BODY
    ),
    Field(
        "provisions", "Its sections", Type.PROVISIONS,
        hint="One per line, such as: Gov. Code, § 7284.6(a)(1). After a colon, what it is about.",
        fields=_PROVISION, guard=9
    ),
    Field(
        "events", "Events", Type.ROWS, fields=EVENT, one="event", anchor="event", is_main=True,
        notice=True, guard=10
    ),
    *_ENDING,
)

EFFECT = (
    Field(
        "law", "On which law", Type.LAW, required=True,
        other=Other("The law’s key, where it is not in the list", "us-ca/2017-2018/sb-54"),
        leads=True
    ),
    Field("outcome", "What it does to it", Type.CHOICE, choices="outcome", required=True),
    Field(
        "provisions", "Only to these sections", Type.SECTIONS,
        hint="One per line. Empty: the law as challenged.", shown="; only {}"
    ),
    Field(
        "in_part", "How far", Type.YES_NO, choices="in_part", look="tick", shown="; {}",
        yes_no=("in part, which part is not on file", "")
    ),
    Field(
        "limited_to", "Limited to", hint="Such as: private employers", shown="; limited to {}",
        search=Column.BODY, guard=2
    ),
    Field(
        "basis", "Why", hint="The court’s reason, in a clause fit to print", shown="; {}",
        search=Column.BODY, guard=1
    ),
)

DECISION = (
    Field(
        "case", "Case", hint="United States v. California", required=True, notice=True,
        search=Column.NAMES, guard=1, embedding=1
    ),
    Field(
        "aliases", "Also called", Type.LINES, form_label="Other names of the case",
        hint="One per line, such as: US v. California", search=Column.NAMES, guard=2
    ),
    Field(
        "court", "Court", Type.COURT, hint="One that is not listed: under More details.",
        other=Other("Another court", "Its name or id. Stands instead of the list above."),
        is_main=True, notice=True, search=Column.BODY, guard=3
    ),
    Field("jurisdiction", "", Type.JURISDICTION, is_typed=False, in_draft=False),
    Field(
        "docket", "Docket", Type.DOCKET, form_label="Docket number", hint="As the court writes it",
        required=True, shown="No. {}", notice=True
    ),
    Field(
        "decided_on", "Decided on", Type.DATE, hint=f"The day it was filed: {DATE_HINT}",
        card_label="Decided", required=True, on_card=True, card_first=True, notice=True,
        search=Column.BODY, guard=7
    ),
    Field(
        "case_filed_on", "Case filed on", Type.DATE, hint=DATE_HINT, card_label="Case filed",
        on_card=True, notice=True, search=Column.BODY, guard=9
    ),
    Field(
        "argued_on", "Argued on", Type.DATE, hint=DATE_HINT, card_label="Argued", on_card=True,
        notice=True, search=Column.BODY, guard=8
    ),
    Field(
        "posture", "What was asked", Type.CHOICE, form_label="What the court was asked",
        choices="posture", required=True, notice=True, search=Column.BODY
    ),
    Field(
        "under_review", "What was under review", Type.CHOICE,
        form_label="The motion or order before it",
        hint="Empty for the usual one: of a stay, the request for it.", choices="under_review",
        notice=True
    ),
    Field(
        "disposition", "What the court did", Type.CHOICE, form_label="What it did",
        choices="disposition", required=True, notice=True, search=Column.BODY
    ),
    Field(
        "merits_reached", "Merits", Type.YES_NO, form_label="Did it reach the merits?",
        hint="A denial of certiorari and a preliminary injunction do not.", choices="merits",
        look="radio", required=True, yes_no=("Reached", "No ruling on the merits"), on_card=True,
        card_first=True, notice=True
    ),
    Field(
        "final", "Case over", Type.YES_NO, form_label="Is the case over?", choices="final",
        look="tick", yes_no=("Yes, as far as is on file", "No")
    ),
    Field(
        "citations", "Reported", Type.LINES, form_label="Citations",
        hint="One per line: 921 F.3d 865", on_card=True, notice=True
    ),
    Field(
        "judges", "Judges", Type.LINES, hint="One per line", on_card=True, notice=True,
        search=Column.PEOPLE, guard=5
    ),
    Field(
        "holding", "Holding", Type.TEXT, form_label="What it held or did",
        hint="In sentences fit to print", on_card=True, card_first=True, notice=True,
        search=Column.BODY, guard=4, embedding=2
    ),
    Field(
        "separate_views", "Separate views",
        hint="Such as: Justices Thomas and Alito would have granted the petition", on_card=True,
        notice=True, search=Column.PEOPLE, guard=6
    ),
    Field(
        "appeal_from", "Reviews", Type.DECISION, form_label="The decision it reviews",
        other=Other(
            "The key of the decision it reviews, where it is not in the list",
            "ca9/18-16496/2019-04-18"
        ),
        notice=True
    ),
    Field(
        "effects", "Effects", Type.ROWS, fields=EFFECT, one="effect", anchor="law", is_main=True,
        notice=True, guard=10
    ),
    *_ENDING,
)
# fmt: on

_BY_KIND = {"quote": QUOTE, "law": LAW, "decision": DECISION}


def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields of a kind of fact, `quote`, `law` or `decision`, in order."""
    return _BY_KIND[kind]


def field_of(kind: str, name: str) -> Field:
    """Return the field of a kind that has this name."""
    return next(field for field in fields_of(kind) if field.name == name)


def card_fields(kind: str) -> tuple[Field, ...]:
    """Return the fields that the card of a kind shows as labeled lines, in order."""
    shown = [field for field in fields_of(kind) if field.on_card]
    return tuple(sorted(shown, key=lambda field: not field.card_first))


def noticed_fields(kind: str) -> tuple[Field, ...]:
    """Return the fields whose change sends a notice."""
    return tuple(field for field in fields_of(kind) if field.notice)
