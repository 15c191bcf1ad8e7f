"""A fact's history: each revision with who, when and why, and what differs; where it was posted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.differences import changed_rows
from bot.cards.message import (
    Message,
    actions,
    button,
    channel,
    link_words,
    person,
    rich,
    rich_list,
    rich_section,
    when,
    words,
)
from bot.cards.outbox import delivery_states
from bot.mrkdwn import Json, day, escape, permalink
from facts import ApprovalBasis, Change, Posted, Revision, wording

CORRECT, RETRACT, RESTORE, EDIT_DRAFT = "correct", "retract", "restore", "edit_draft"
WHY, HISTORY, HISTORY_PAGE = "why_this", "history", "history_page"
PLACES = 20
"""Places on one page of a history."""
MOST = 40
_MOST_DIFFERENCES = 12
_PLACES_IN_MESSAGE = 5
_SIZE = 11_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""


@dataclass(frozen=True, slots=True)
class Places:
    """A page of the places where a fact was posted, newest first: for editors only.

    `after` is how many places come before these; `more` whether others follow. `workspace` is the
    address that links to messages begin with.
    """

    shown: Sequence[Posted] = ()
    after: int = 0
    more: bool = False
    workspace: str = ""


_NO_PLACES = Places()


def history_message(
    revisions: Sequence[Revision], *, places: Places = _NO_PLACES, may_revise: bool = False
) -> Message:
    """Make the list of a fact's revisions, newest first; what does not fit is counted.

    Only who `may_revise` gets the buttons. All places are behind a button of their own.
    """
    shown = list(reversed(revisions))[:MOST]
    title = f"{revisions[-1].fact}  ·  {revisions[-1].body.heading}"
    lines = [
        f"{one.label}: {one.change}, {day(one.recorded_at)}. {wording.verified_by(one)}"
        for one in shown
    ]
    some = replace(places, shown=places.shown[:_PLACES_IN_MESSAGE])
    is_whole = not places.more and len(some.shown) == len(places.shown)
    every = [] if is_whole else [button("All places", HISTORY, str(revisions[-1].fact))]
    buttons = [*(_buttons(revisions) if may_revise else []), *every]
    rest = [*_places_listed(some), *([actions(*buttons)] if buttons else [])]
    return Message(escape("\n".join([title, *lines])), tuple(_fitted(revisions, title, rest)))


def history_blocks(
    revisions: Sequence[Revision],
    *,
    places: Places = _NO_PLACES,
    may_revise: bool = False,
    card: tuple[str, str] | None = None,
) -> list[Json]:
    """Make the same for a view, with Next and Previous; later pages have places alone.

    `card` is the channel and ts of the message from which the history was opened, if that answers
    a question.
    """
    turning = _turning(str(revisions[-1].fact), places, card)
    turned = [actions(*turning)] if turning else []
    if places.after:
        return [*_places_listed(places), *turned]
    why = [button("Why this?", WHY, " ".join(card))] if card and may_revise else []
    buttons = [actions(*_buttons(revisions), *why)] if may_revise else []
    title = f"{revisions[-1].fact}  ·  {revisions[-1].body.heading}"
    return [*_fitted(revisions, title, buttons), *_places_listed(places), *turned]


def _fitted(revisions: Sequence[Revision], title: str, rest: list[Json]) -> list[Json]:
    for limit in (600, 120, 0):
        blocks = [rich(rich_section(words(title, bold=True)), *_rows(revisions, limit)), *rest]
        if len(json.dumps(blocks)) <= _SIZE:
            break
    return blocks


def _places_listed(places: Places) -> list[Json]:
    if not places.shown:
        return []
    first, last = places.after + 1, places.after + len(places.shown)
    of = f", {first} to {last}" if places.after or places.more else ""
    rows = [_posted(one, places.workspace) for one in places.shown]
    return [rich(rich_section(words(f"Where it was posted{of}", bold=True)), rich_list(rows))]


def _turning(fact: str, places: Places, card: tuple[str, str] | None) -> list[Json]:
    """Make the buttons to the pages beside this one."""
    turns = {"Previous": places.after - PLACES, "Next": places.after + PLACES}
    is_there = {"Previous": places.after > 0, "Next": places.more}
    return [
        button(label, f"{HISTORY_PAGE}.{label}", json.dumps([fact, max(0, after), card]))
        for label, after in turns.items()
        if is_there[label]
    ]


def _rows(revisions: Sequence[Revision], limit: int) -> list[Json]:
    """Return the list: each revision, then its differences from the one before."""
    found: list[Json] = []
    for place in range(len(revisions) - 1, max(-1, len(revisions) - 1 - MOST), -1):
        one = revisions[place]
        found.append(rich_list([_row(one)]))
        if place and limit:
            rows = changed_rows(revisions[place - 1], one, limit=limit)
            left = len(rows) - _MOST_DIFFERENCES
            shown = [
                *rows[:_MOST_DIFFERENCES],
                *([rich_section(words(f"… ({left} more)"))] if left > 0 else []),
            ]
            found += [rich_list(shown) | {"indent": 1}] if shown else []
    if len(revisions) > MOST:
        found.append(rich_section(words(f"… ({len(revisions) - MOST} more)")))
    return found


def _row(one: Revision) -> Json:
    who = one.editor_name or "an editor"
    basis = one.approval.basis if one.approval else None
    is_loaded = basis in (ApprovalBasis.STARTER_SET, ApprovalBasis.LOADED)
    by = "" if is_loaded else f" by {who}"  # which its approval says
    runs = [
        words(f"rev {one.number}  ", bold=True),
        words(f"{one.change} "),
        when(one.recorded_at),
        words(by),
    ]
    if one.reason and by:
        runs.append(words(f": {one.reason}"))
    return rich_section(*runs, words(f"  ·  {wording.verified_by(one)}", italic=True))


def _posted(one: Posted, workspace: str) -> Json:
    """Make one place: when, in which channel, who asked, and a link to the message."""
    conversation, ts = one.place.channel or "", one.ts
    what = f"{'Notice' if one.is_notice else 'Card'} of rev {one.revision}"
    state = "" if one.state == "sent" else f" ({delivery_states()[one.state].lower()})"
    seen = f"; seen by {one.seen_by}" if one.seen_by else "; not seen yet" if one.is_notice else ""
    where = [words("to one person only")]
    shown = words(what)
    if conversation[:1] in ("C", "G"):
        asked = [words(", asked by "), person(one.asker)] if one.asker else []
        where = [channel(conversation), *asked]
        if ts is not None:
            shown = link_words(permalink(workspace, conversation, ts, one.place.thread_ts), what)
    runs = [when(one.at), words("  "), *where, words("  ·  "), shown, words(f"{state}{seen}")]
    return rich_section(*runs)


def _buttons(revisions: Sequence[Revision]) -> list[Json]:
    newest, approved = revisions[-1], [one for one in revisions if one.is_approved]
    edit = [] if newest.is_approved else [edit_button(newest, style="primary")]
    if not approved:
        return edit
    fact = str(newest.fact)
    if approved[-1].change is Change.RETRACTION:
        return [*edit, button("Restore", RESTORE, fact)]
    first, last = (None, None) if edit else ("primary", "danger")
    return [
        *edit,
        button("Correct", CORRECT, fact, style=first),
        button("Retract", RETRACT, fact, style=last),
    ]


def edit_button(draft: Revision, *, style: str | None = None) -> Json:
    """Return the button with which an editor changes a draft."""
    return button("Edit draft", EDIT_DRAFT, str(draft.fact), style=style)
