"""The notice that a fact has changed, and the old card as it is edited after that."""

import json

from bot.cards.differences import bolded, compared, struck
from bot.cards.message import (
    Message,
    actions,
    button,
    context,
    link_words,
    rich,
    rich_quote,
    rich_section,
    section,
    words,
)
from bot.cards.opening import asked_by
from bot.mrkdwn import Json, bold, cut, escape, link, mention, moment
from facts import notices

SEEN, SHOW_CARD = "seen", "show_card"
_MESSAGE_SIZE = 11_500
"""Characters of JSON: Slack refuses a message near 13,200 (slackapi/bolt-js issue 2509)."""
_SIZES = ((2_500, 5), (900, 5), (300, 5), (120, 3), (60, 1))
"""Characters of each text, and how many facts, from whole to short."""
_DONE = {
    notices.Label.RETRACTED: "Retracted",
    notices.Label.CORRECTION: "Corrected",
    notices.Label.RESTORED: "Restored",
    notices.Label.UPDATE: "Updated",
    notices.Label.CLARIFICATION: "Clarified",
}
_STRUCK = {
    notices.Label.RETRACTED: ("RETRACTED", "do not print this.", "the retraction"),
    notices.Label.CORRECTION: ("CORRECTED", "what is struck was wrong.", "the correction"),
    notices.Label.RESTORED: ("RESTORED", "the desk stands by it again.", "the current version"),
    notices.Label.UPDATE: ("SUPERSEDED", "it has changed since.", "the update"),
    notices.Label.CLARIFICATION: ("SUPERSEDED", "it is worded anew.", "the clarification"),
}
"""How a struck message is headed, what that means for its reader, and what to read instead."""
_NOW = {notices.Label.CORRECTION: "Correct version"}
"""What the new line is called; "Now" where the old one was not wrong."""
_CARD = {
    None: "the card above",
    notices.Lost.THREAD: "a card in a thread that is gone",
    notices.Lost.CHANNEL: "a card in a channel where Factdesk can no longer write",
}
_WITHDRAWN = "The desk has withdrawn this: do not print it."
_REMOVED = "The card no longer says this."


def notice_card(
    notice: notices.Notice,
    delivery: int,
    *,
    about: str | None = None,
    seen: notices.Seen | None = None,
    moved: notices.Moved | None = None,
) -> Message:
    """Make a notice. `about` is the address of the message that it is about.

    A notice that was `moved` says which card it is about, and why it is not in that card's thread.
    """
    for size, most in _SIZES:
        blocks = _blocks(notice, delivery, about, seen, moved, size, most)
        if len(json.dumps(blocks)) <= _MESSAGE_SIZE:
            break
    lines = [f"{notice.label}: {notice.heading}"]
    for one in notice.changes:
        if one.before:
            lines.append(f"Previously: {' '.join(one.before)}")
        lines.append(
            f"{_NOW.get(notice.label, 'Now')}: {' '.join(one.after)}"
            if one.after
            else _nothing_now(one)
        )
    lines += [_whereabouts(moved)] if moved else []
    return Message(escape("\n".join([*lines, *notice.reasons])), tuple(blocks))


def superseded_card(old: notices.Superseded, *, notice: str | None) -> Message:
    """Make the edited card or opening, after the notice about it (at `notice`) was sent.

    An opening still says who asked what, and what was struck.
    """
    word, meaning, instead = _STRUCK[old.label]
    see = f"See {instead} {'in the thread' if old.opening else 'below'}"
    where = link(notice, see) if notice else escape(see)
    why = " ".join(map(_sentence, old.reasons))
    when = f" on {moment(old.at)}: {escape(f'{meaning} {cut(why, 600)}'.rstrip())} {where}."
    head = "\n".join(f"~{bold(cut(heading, 300))}~" for heading in old.headings)
    label = f"{old.fact} rev {old.before}" if old.before else f"{old.fact}"
    replaced = f"{label}, replaced by rev {old.after}" if old.before else f"{label} rev {old.after}"
    quoted = [rich_quote(words(cut(line, 1_000), strike=True)) for line in old.struck[:8]]
    if old.unchanged:
        quoted.append(rich_section(words("Unchanged  ", bold=True)))
        quoted += [rich_quote(words(cut(line, 1_000))) for line in old.unchanged[:4]]
        if left := len(old.unchanged) - 4:
            quoted += [rich_section(words(f"… ({left} more)"))] if left > 0 else []
    text = f"{word} on {moment(old.at)}: {escape(' '.join([meaning, *old.headings]))}"
    superseded = f"{bold(word)}{when}"
    small_print = context(escape(replaced))
    if old.opening is not None:
        return Message(
            text, (rich(asked_by(old.opening), *quoted), section(superseded), small_print)
        )
    return Message(
        text,
        (
            section(f"{head}\n{superseded}"),
            *([rich(*quoted)] if quoted else []),
            small_print,
        ),
    )


def _blocks(
    notice: notices.Notice,
    delivery: int,
    about: str | None,
    seen: notices.Seen | None,
    moved: notices.Moved | None,
    size: int,
    most: int,
) -> list[Json]:
    shown = _CARD[moved.lost if moved else None]
    to = link(about, shown) if about else "a card that was sent to you"
    asker = f", {mention(notice.asker)}" if notice.asker else ""
    rows: list[Json] = []
    for one in notice.changes[:most]:
        rows += _changed_lines(one, _NOW.get(notice.label, "Now"), size)
    if left := len(notice.changes) - most:
        rows += [rich_section(words(f"… ({left} more)"))] if left > 0 else []
    for label, text in (("What was wrong", notice.was_wrong), ("What is correct", notice.is_right)):
        if text:
            rows.append(rich_section(words(f"{label}  ", bold=True), words(cut(text, size))))
    return [
        section(f"{bold(notice.label)}{' to' if notice.label.is_noun else ':'} {to}{asker}"),
        *([rich(rich_section(words(cut(_whereabouts(moved), size + 200))))] if moved else []),
        rich(*rows),
        context(_why(notice, size)),
        *([context(escape(f"Seen by {cut(seen.name, 80)}, ") + moment(seen.at))] if seen else []),
        _buttons(notice, delivery, pressed=seen is not None),
    ]


def _whereabouts(moved: notices.Moved) -> str:
    """Explain why this notice is not in the card's thread, and what the reader should do."""
    asked = f" It answered: {moved.question}" if moved.question else ""
    if moved.lost is notices.Lost.THREAD:
        return (
            f"The thread with the card was deleted, so this notice is posted in the channel.{asked}"
        )
    return f"Please tell anyone who relied on that card: this notice goes to you alone.{asked}"


def _changed_lines(one: notices.CardChange, now_label: str, size: int) -> list[Json]:
    was, now = compared("\n".join(one.before), "\n".join(one.after))
    found: list[Json] = [rich_section(words(cut(one.heading, min(300, size))))]
    if one.before:
        found += [
            rich_section(words("Previously  ", bold=True)),
            rich_quote(*struck(was, limit=size)),
        ]
    if not one.after:
        return [*found, rich_section(words(_nothing_now(one), bold=True))]
    source = one.source
    mark = [words(" "), link_words(source.url, "[1]")] if source and source.url else []
    return [
        *found,
        rich_section(words(f"{now_label}  ", bold=True)),
        rich_quote(*bolded(now, limit=size), *mark),
    ]


def _nothing_now(one: notices.CardChange) -> str:
    """Return the sentence for a line that nothing replaces."""
    return _REMOVED if one.fact_stands else _WITHDRAWN


def _why(notice: notices.Notice, size: int) -> str:
    why = escape(cut(" ".join(map(_sentence, notice.reasons)), 2 * size))
    who = escape(f"{_DONE[notice.label]} by {cut(notice.by or 'the desk', 80)}, ")
    who += moment(notice.at)
    rev = f"rev {notice.before} → rev {notice.after}" if notice.before else f"rev {notice.after}"
    of = "" if notice.before else f", {cut(notice.heading, min(300, size))}"
    parts = [*([f"{bold('Why')}  {why}"] if why else []), f"{who}  ·  "]
    return " ".join(parts) + escape(f"{notice.fact} {rev}{of}")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "”")) else f"{text}."


def _buttons(notice: notices.Notice, delivery: int, *, pressed: bool) -> Json:
    seen = [] if pressed else [button("Seen", SEEN, str(delivery), style="primary")]
    return actions(*seen, button("Show the card", SHOW_CARD, notice.changes[0].again))
