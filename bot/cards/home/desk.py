"""For editors: what waits for a second pair of eyes, for a look, for an answer, for a reader."""

import json
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.history import CORRECT, change_buttons
from bot.cards.message import (
    actions,
    button,
    context,
    header,
    rich,
    rich_list,
    rich_quote,
    rich_section,
    section,
    words,
)
from bot.cards.review import APPROVE, SEND_BACK, WHOLE_DRAFT, author
from bot.mrkdwn import Json, bold, cut, day, escape
from facts import (
    Change,
    DeskWork,
    Due,
    FactState,
    FiledFact,
    OpenRequest,
    Pending,
    Quote,
    UnseenChange,
)

STILL_TRUE, FILE_FACT = "still_true", "file_fact"
_HEADING, _WORDS = 250, 400
_CHANGED = {
    Change.FILED: "filed",
    Change.CORRECTION: "corrected",
    Change.UPDATE: "updated",
    Change.CLARIFICATION: "clarified",
    Change.RETRACTION: "retracted",
    Change.RESTORATION: "restored",
}


def desk_part(work: DeskWork, *, person: str, today: date, zone: ZoneInfo) -> list[Json]:
    """Make the editors' part; `person` is who reads it, and may not approve his own."""
    return [
        header("Waiting for a second editor"),
        *_listed(
            [_pending(one, person, zone) for one in work.pending.shown],
            work.pending.more,
            "No draft waits.",
        ),
        header("To be verified again"),
        *_listed([_due(one, today) for one in work.due.shown], work.due.more, "Nothing is due."),
        header("Asked of the desk"),
        *_requests(work.requests.shown, work.requests.more, zone),
        actions(button("File a fact", FILE_FACT, "home")),
        header("Changes that readers have not seen yet"),
        *_listed(
            [_unseen(one, zone) for one in work.unseen.shown],
            work.unseen.more,
            "Every notice has been seen.",
        ),
        header("Changed last"),
        *_listed([_changed(one, zone) for one in work.changed], 0, "Nothing is on file yet."),
        context("To correct, retract or restore any other, type `/fact-add F-12`."),
    ]


def _listed(rows: Sequence[Sequence[Json]], more: int, none: str) -> list[Json]:
    if not rows:
        return [context(escape(none))]
    left = [context(f"… ({more} more)")] if more else []
    return [*(block for row in rows for block in row), *left]


def _pending(one: Pending, person: str, zone: ZoneInfo) -> list[Json]:
    draft = one.draft
    what = f"a {draft.body.kind}" if one.before is None else f"{draft.change} of {one.before.label}"
    own = draft.editor == person
    who = "filed by you" if own else f"filed by {author(draft)}"
    told = f"{what}, {who}, {day(draft.recorded_at.astimezone(zone))}"
    value = json.dumps({"fact": str(draft.fact), "number": draft.number})
    decide = [button("Approve", APPROVE, value, style="primary"),
              button("Send back", SEND_BACK, value)]  # fmt: skip
    said = [draft.is_right] if draft.is_right else []
    if isinstance(draft.body, Quote) and not said:
        said = [f"“{draft.body.passages[0]}”"]
    return [
        section(
            f"{bold(cut(draft.body.heading, _HEADING))}  `{draft.label}`\n{escape(told)}"
            + (". A second editor must approve it." if own else "")
        ),
        *(rich(rich_quote(words(cut(text, _WORDS)))) for text in said),
        actions(*([] if own else decide), button("Whole draft", WHOLE_DRAFT, value)),
    ]


def _due(one: Due, today: date) -> list[Json]:
    when = "overdue since" if one.by < today else "to be verified by"
    value = str(one.fact.id)
    return [
        section(f"{_named(one.fact)}\n{when} {day(one.by)}"),
        actions(
            button("Still true", STILL_TRUE, value),
            button("Correct", CORRECT, value),
            button("History", "history", value),
        ),
    ]


def _requests(asked: Sequence[OpenRequest], more: int, zone: ZoneInfo) -> list[Json]:
    if not asked:
        return [context("Nothing on file is missing that was asked for.")]
    rows = [
        rich_section(
            words(cut(one.question, _WORDS), bold=True),
            words(f"  {day(one.asked_at.astimezone(zone))}"),
            words(f": {cut(one.reason, _WORDS)}" if one.reason else ""),
        )
        for one in asked
    ]
    left = [rich_section(words(f"… ({more} more)"))] if more else []
    return [
        rich(rich_list([*rows, *left])),
        context("A question leaves this list once something on file answers it."),
    ]


def _unseen(one: UnseenChange, zone: ZoneInfo) -> list[Json]:
    told, left = one.notices.sent, one.notices.unseen
    notices = "The one notice is" if told == 1 else f"{left} of {told} notices are"
    if told > 1 and left == 1:
        notices = f"1 of {told} notices is"
    since = f"; told since {day(one.notices.since.astimezone(zone))}"
    named = bold(cut(one.revision.body.heading, _HEADING))
    return [
        section(
            f"{named}  `{one.revision.label}`\n{notices} not seen yet{since}",
            accessory=button("History", "history", str(one.revision.fact)),
        )
    ]


def _changed(fact: FiledFact, zone: ZoneInfo) -> list[Json]:
    current = fact.current
    at = current.approval.at if current.approval else current.recorded_at
    told = f"{_CHANGED[current.change]} {day(at.astimezone(zone))}"
    if fact.pending is not None:
        told += ". A correction to this is under review"
    is_retracted = fact.state is FactState.RETRACTED
    buttons = change_buttons(str(fact.id), is_retracted=is_retracted, quiet=True)
    return [
        section(f"{_named(fact)}\n{escape(told)}"),
        actions(*buttons, button("History", "history", str(fact.id))),
    ]


def _named(fact: FiledFact) -> str:
    return f"{bold(cut(fact.body.heading, _HEADING))}  `{fact.current.label}`"
