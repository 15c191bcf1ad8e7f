"""The form of a decision: what one court did on one day, its effects on laws as rows."""

import re

from bot.forms.filing.closing import DATE_HINT, ENDING, read_ending
from bot.forms.filing.law import as_section
from bot.forms.filing.parts import INPUT_LIMIT, ChoiceField, Form, Rows, TextField
from bot.forms.filing.reader import Reader
from bot.mrkdwn import Json
from facts import BadInput, Court, court, courts_named

EFFECTS = Rows(
    "effects",
    "effect",
    (
        ChoiceField("law", "On which law", offers="law", required=True),
        TextField(
            "other_law",
            "The law’s key, where it is not in the list",
            hint="us-ca/2017-2018/sb-54",
            beside="law",
        ),
        ChoiceField("outcome", "What it does to it", offers="outcome", required=True),
        TextField(
            "provisions",
            "Only to these sections",
            hint="One a line. Empty: the law as challenged.",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        ChoiceField("in_part", "How far", offers="in_part", look="tick"),
        TextField("limited_to", "Limited to", hint="Such as: private employers"),
        TextField("basis", "Why", hint="The court’s reason, in a clause fit to print"),
    ),
    anchor="law",
)

FORM = Form(
    "decision",
    "File a decision",
    (
        TextField("case", "Case", hint="United States v. California", required=True),
        TextField(
            "aliases",
            "Other names of the case",
            hint="One a line, such as: US v. California",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        ChoiceField("court", "Court", offers="court"),
        TextField(
            "other_court",
            "Another court",
            hint="Its name or id. Stands instead of the list above.",
            beside="court",
        ),
        TextField("docket", "Docket number", hint="As the court writes it", required=True),
        TextField(
            "decided_on", "Decided on", hint=f"The day it was filed: {DATE_HINT}", required=True
        ),
        TextField("case_filed_on", "Case filed on", hint=DATE_HINT),
        TextField("argued_on", "Argued on", hint=DATE_HINT),
        ChoiceField("posture", "What the court was asked", offers="posture", required=True),
        ChoiceField("disposition", "What it did", offers="disposition", required=True),
        ChoiceField(
            "merits_reached",
            "Did it reach the merits?",
            offers="merits",
            hint="A denial of certiorari and a preliminary injunction do not.",
            required=True,
            look="radio",
        ),
        ChoiceField("final", "Is the case over?", offers="final", look="tick"),
        TextField(
            "citations", "Citations", hint="One a line: 921 F.3d 865", lines=True, limit=INPUT_LIMIT
        ),
        TextField("judges", "Judges", hint="One a line", lines=True, limit=INPUT_LIMIT),
        TextField(
            "holding",
            "What it held or did",
            hint="In sentences fit to print",
            lines=True,
            limit=INPUT_LIMIT,
        ),
        TextField(
            "separate_views",
            "Separate views",
            hint="Such as: Justices Thomas and Alito would have granted the petition",
        ),
        ChoiceField("appeal_from", "The decision it reviews", offers="decision"),
        TextField(
            "other_appeal_from",
            "The key of the decision it reviews, where it is not in the list",
            hint="ca9/18-16496/2019-04-18",
            beside="decision",
        ),
        EFFECTS,
        *ENDING,
    ),
)

_YES_NO = {"yes": True, "no": False}


def read(reader: Reader) -> Json:
    """Read a decision's data. Its jurisdiction is its court's."""
    read: Json = {
        name: reader.text(name) for name in ("case", "posture", "disposition", "separate_views")
    }
    read |= {name: reader.date(name) for name in ("case_filed_on", "argued_on", "decided_on")}
    read |= {name: reader.lines(name) for name in ("aliases", "citations", "judges")}
    return {
        **read,
        **_court(reader),
        "docket": _docket(reader.text("docket")),
        "merits_reached": _YES_NO.get(reader.text("merits_reached") or ""),
        "final": reader.text("final") == "yes",
        "holding": reader.text("holding"),
        "appeal_from": reader.text("other_appeal_from") or reader.text("appeal_from"),
        "effects": [_effect(row) for row in reader.rows(EFFECTS)],
        **read_ending(reader),
    }


def _court(reader: Reader) -> Json:
    typed = reader.text("other_court") or reader.text("court")
    if typed is None:
        reader.problem("court", "choose the court, or write it below")
        return {}
    try:
        found = _as_court(typed.strip())
    except BadInput as error:
        reader.problem("court", str(error))
        return {}
    return {"court": found.id, "jurisdiction": found.jurisdiction}


def _as_court(typed: str) -> Court:
    """Return the one court that an id or a name means; BadInput for none, and for several."""
    try:
        return court(typed.lower())
    except BadInput:
        named = [one.ids for one in courts_named(typed) if one.end - one.start == len(typed)]
        if not named:
            raise
    courts = [court(id_) for id_ in named[0]]
    exact = [one for one in courts if one.name.casefold() == typed.casefold()]
    if len(exact or courts) > 1:
        shown = ", ".join(f"{one.id} ({one.name})" for one in courts[:3])
        raise BadInput(f"“{typed[:60]}” can be several courts: write an id, such as {shown}")
    return (exact or courts)[0]


def _docket(typed: str | None) -> str | None:
    """`No. 19-532` → `19-532`."""
    if typed is None:
        return None
    return re.sub(r"^\s*(?:(?:Case|Docket) )?Nos?\b\.?\s*", "", typed, flags=re.IGNORECASE)


def _effect(row: Reader) -> Json:
    law = row.text("other_law") or row.text("law")
    read: Json = {name: row.text(name) for name in ("outcome", "limited_to", "basis")}
    read["in_part"] = True if row.text("in_part") == "yes" else None
    read["law"] = law.strip().lower() if law else None
    read["provisions"] = [as_section(line) for line in row.lines("provisions")] or None
    return {name: value for name, value in read.items() if value is not None}
