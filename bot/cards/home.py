"""App Home: how to ask and the person's own questions; the desk's work; the state of deliveries.

    view = home_view(seeing, own, work, posting)   None for parts outside their role

A view holds 100 blocks (docs.slack.dev, "App Home"); each part has its own limit, and says how many
more there are. A mention in a view notifies nobody.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.history import CORRECT, HISTORY, RESTORE, RETRACT, edit_button
from bot.cards.message import (
    actions,
    button,
    context,
    fields,
    header,
    link_words,
    overflow,
    person,
    rich,
    rich_list,
    rich_quote,
    rich_section,
    section,
    when,
    words,
)
from bot.cards.outbox import delivery_states, reason
from bot.cards.review import APPROVE, SEND_BACK, WHOLE_DRAFT, author
from bot.mrkdwn import Json, bold, cut, day, escape, moment, mrkdwn, permalink
from facts import Change, FiledFact, Quote, Revision, Role, overview

VIEW_BLOCKS = 100
STILL_TRUE, FILE_FACT = "still_true", "file_fact"
FACT_MENU, GIVE_ROLE = "fact_menu", "give_role"
_HEADING, _WORDS = 250, 400
_LONGEST_QUESTION = 200
_HOW = (
    (
        "/fact did the Supreme Court uphold SB 54?",
        "in a channel: the answer is posted there, its card in the thread",
    ),
    ("@Factdesk SB 54", "in a thread, or send me any question under Messages"),
    ("Check this quote", "in a message’s menu: checks its quotes against the words on file"),
)
_NOT_A_MEMBER = (
    "In a channel that Factdesk has not joined, it never sees a mention: Slack itself asks you "
    "whether to invite it. `/fact` works there, and only you see the answer."
)
_OUTCOMES = {
    "found": "answered",
    "choices": "several facts fit, none was chosen: ask again",
    "nothing": "nothing on file answers it",
}
_DELIVERED = {
    "sent": "shown only to you",
    "dead": "but Slack refused the message: an admin has been notified",
}
_CHANGED = {
    Change.FILED: "filed",
    Change.CORRECTION: "corrected",
    Change.UPDATE: "updated",
    Change.CLARIFICATION: "clarified",
    Change.RETRACTION: "retracted",
    Change.RESTORATION: "restored",
}


@dataclass(frozen=True, slots=True)
class Seeing:
    """Who is looking, the desk's date, and the address that message links start with."""

    person: str
    today: date
    workspace: str


def home_view(
    seeing: Seeing,
    own: Sequence[overview.OwnQuestion],
    work: overview.DeskWork | None,
    posting: overview.Posting | None,
    *,
    parked: str | None = None,
) -> Json:
    """Make the Home tab of one person.

    `parked` is Slack's error code while it rejects the bot's token.
    """
    parts = [asking_part(own, workspace=seeing.workspace)]
    if work is not None:
        parts.append(desk_part(work, person=seeing.person, today=seeing.today))
    if posting is not None:
        parts.append(posting_part(posting, parked=parked))
    blocks = [block for part in parts for block in ({"type": "divider"}, *part)][1:]
    return {"type": "home", "blocks": blocks[:VIEW_BLOCKS]}


def home_of_words(text: str) -> Json:
    """Make a Home tab with one sentence, when there is nothing else to show."""
    return {"type": "home", "blocks": [rich(rich_section(words(text)))]}


def asking_part(own: Sequence[overview.OwnQuestion], *, workspace: str) -> list[Json]:
    """Make the part that everyone sees."""
    how = [rich_section(words(typed, code=True), words(f"  {what}")) for typed, what in _HOW]
    rows = [_own_row(one, workspace) for one in own]
    asked = rich_list(rows) if rows else rich_section(words("You have not asked anything yet."))
    return [
        header("Ask the fact desk"),
        rich(rich_list(how)),
        context(_NOT_A_MEMBER),
        header("Your last questions"),
        rich(asked),
    ]


def _own_row(one: overview.OwnQuestion, workspace: str) -> Json:
    outcome = _OUTCOMES["found" if one.is_answered else one.outcome]
    if one.card is None and one.state is not None:
        outcome = f"{outcome}, {_DELIVERED.get(one.state, 'on its way')}"
    shown = words(outcome)
    if one.card is not None and workspace:
        shown = link_words(permalink(workspace, *one.card), outcome)
    asked = words(cut(" ".join(one.text.split()), _LONGEST_QUESTION), bold=True)
    return rich_section(asked, words("  "), when(one.asked_at), words(": "), shown)


def desk_part(work: overview.DeskWork, *, person: str, today: date) -> list[Json]:
    """Make the editors' part. `person` is its reader, who may not approve their own drafts."""
    return [
        header("Waiting for approval"),
        *_or_none(
            [_pending_draft(one, person) for one in work.pending.shown],
            work.pending.more,
            "No drafts are waiting.",
        ),
        *_sent_back_part(work.sent_back),
        header("Due for review"),
        *_or_none([_due(one, today) for one in work.due.shown], work.due.more, "Nothing is due."),
        header("Open requests"),
        *_requests(work.requests.shown, work.requests.more),
        actions(button("File a fact", FILE_FACT, "home")),
        header("Changes that readers have not seen yet"),
        *_or_none(
            [_unseen(one) for one in work.unseen.shown],
            work.unseen.more,
            "Every notice has been seen.",
        ),
        header("Recent changes"),
        *_or_none([_changed(one) for one in work.changed], 0, "Nothing is on file yet."),
        context("To correct, retract or restore any other fact, type `/fact-add F-12`."),
    ]


def _or_none(rows: Sequence[Sequence[Json]], more: int, none: str) -> list[Json]:
    if not rows:
        return [context(escape(none))]
    left = [context(f"… ({more} more)")] if more else []
    return [*(block for row in rows for block in row), *left]


def _pending_draft(one: overview.Pending, person: str) -> list[Json]:
    draft = one.draft
    what = f"a {draft.body.kind}" if one.before is None else f"{draft.change} of {one.before.label}"
    own = draft.editor == person
    who = "filed by you" if own else f"filed by {author(draft)}"
    filed = f"{escape(f'{what}, {who}')}, {moment(draft.recorded_at)}"
    value = json.dumps({"fact": str(draft.fact), "number": draft.number})
    decide = [button("Approve", APPROVE, value, style="primary"),
              button("Send back", SEND_BACK, value)]  # fmt: skip
    said = [draft.is_right] if draft.is_right else []
    if isinstance(draft.body, Quote) and not said:
        said = [f"“{draft.body.passages[0]}”"]
    return [
        section(
            f"{bold(cut(draft.body.heading, _HEADING))}  `{draft.label}`\n{filed}"
            + (". A second editor must approve it." if own else "")
        ),
        *(rich(rich_quote(words(cut(text, _WORDS)))) for text in said),
        actions(
            *([edit_button(draft)] if own else decide), button("Whole draft", WHOLE_DRAFT, value)
        ),
    ]


def _sent_back_part(drafts: overview.Listed[Revision]) -> list[Json]:
    rows = [_sent_back(one) for one in drafts.shown]
    return [header("Sent back"), *_or_none(rows, drafts.more, "")] if rows else []


def _sent_back(draft: Revision) -> list[Json]:
    approval = draft.approval
    back = ""
    if approval is not None:
        who = approval.approver_name or "a second editor"
        back = escape(f"filed by {author(draft)}, sent back by {who}, ") + moment(approval.at)
        back += escape(f": {cut(approval.why, _WORDS)}" if approval.why else "")
    named = bold(cut(draft.body.heading, _HEADING))
    return [section(f"{named}  `{draft.label}`\n{back}", accessory=edit_button(draft))]


def _due(one: overview.Due, today: date) -> list[Json]:
    since = "overdue since" if one.by < today else "due"
    return [section(f"{_named(one.fact)}\n{since} {day(one.by)}", accessory=_menu(one.fact))]


def _requests(asked: Sequence[overview.OpenRequest], more: int) -> list[Json]:
    if not asked:
        return [context("No requests are open.")]
    rows = [
        rich_section(
            words(cut(one.question, _WORDS), bold=True),
            words("  "),
            when(one.asked_at),
            words(f": {cut(one.reason, _WORDS)}" if one.reason else ""),
        )
        for one in asked
    ]
    left = [rich_section(words(f"… ({more} more)"))] if more else []
    return [
        rich(rich_list([*rows, *left])),
        context("A request leaves this list once a fact on file answers it."),
    ]


def _unseen(one: overview.UnseenChange) -> list[Json]:
    sent, left = one.notices.sent, one.notices.unseen
    notices = "The one notice is" if sent == 1 else f"{left} of {sent} notices are"
    if sent > 1 and left == 1:
        notices = f"1 of {sent} notices is"
    since = f"; sent since {moment(one.notices.since)}"
    named = bold(cut(one.revision.body.heading, _HEADING))
    return [
        section(
            f"{named}  `{one.revision.label}`\n{notices} not seen yet{since}",
            accessory=button("History", "history", str(one.revision.fact)),
        )
    ]


def _changed(fact: FiledFact) -> list[Json]:
    current = fact.current
    at = current.approval.at if current.approval else current.recorded_at
    changed = f"{_CHANGED[current.change]} {moment(at)}"
    if fact.pending is not None:
        changed += ". A correction to this is under review"
    return [section(f"{_named(fact)}\n{changed}", accessory=_menu(fact))]


def _menu(fact: FiledFact) -> Json:
    """Make the menu of what an editor can do with a fact."""
    choices = {"Still true": STILL_TRUE, "Correct": CORRECT, "Retract": RETRACT, "History": HISTORY}
    if fact.is_retracted:
        choices = {"Restore": RESTORE, "History": HISTORY}
    return overflow(FACT_MENU, [(label, f"{verb} {fact.id}") for label, verb in choices.items()])


def _named(fact: FiledFact) -> str:
    return f"{bold(cut(fact.body.heading, _HEADING))}  `{fact.current.label}`"


def posting_part(posting: overview.Posting, *, parked: str | None) -> list[Json]:
    """Make the admins' part."""
    known = f"No ({parked}): reinstall the app. Nothing is lost." if parked else "Yes"
    counts = [
        (label, f"{posting.counts[state]:,}")
        for state, label in delivery_states().items()
        if posting.counts.get(state)
    ]
    shown = fields([("Connected", known), *counts])
    oldest = moment(posting.oldest) if posting.oldest else "none"
    shown["fields"].insert(1, mrkdwn(f"*Oldest in queue*\n{oldest}"))
    return [
        header("Delivery"),
        shown,
        header("Not delivered"),
        *_undelivered(posting.undelivered),
        header("Roles"),
        *_roles(posting.roles),
        actions(button("Give a role", GIVE_ROLE, "home")),
    ]


def _undelivered(listed: overview.Listed[overview.Undelivered]) -> list[Json]:
    if not listed.shown:
        return [context("Slack has accepted every message.")]
    left = [context(f"… ({listed.more} more)")] if listed.more else []
    return [*(_undelivered_row(one) for one in listed.shown), *left]


def _undelivered_row(one: overview.Undelivered) -> Json:
    place = "a direct message" if one.is_direct else "a channel"
    what = f"1 message for {place}" if one.count == 1 else f"{one.count:,} messages for {place}"
    if one.is_direct and one.count > 1:
        what = f"{one.count:,} direct messages"
    since = moment(one.since)
    why = f"{reason(one.error)} Slack’s error code: {cut(one.error, 200)}"
    return section(
        f"{bold(what)}, since {since}\n{escape(why)}",
        accessory=button("Try again", "try_again", str(one.number)),
    )


def _roles(listed: overview.Listed[tuple[str, Role]]) -> list[Json]:
    """Make the list of everyone who is more than a reader; a mention in a view notifies nobody."""
    if not listed.shown:
        return [context("Everyone is a reader.")]
    rows = [rich_section(person(who), words(f"  {role}")) for who, role in listed.shown]
    left = [rich_section(words(f"… ({listed.more} more)"))] if listed.more else []
    return [rich(rich_list([*rows, *left])), context("Everyone else is a reader.")]
