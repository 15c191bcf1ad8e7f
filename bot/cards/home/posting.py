"""For admins: whether messages arrive, which do not and why, and who holds which role."""

import tomllib
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.cards.message import (
    actions,
    button,
    context,
    fields,
    header,
    person,
    rich,
    rich_list,
    rich_section,
    section,
    words,
)
from bot.cards.undelivered import reason
from bot.mrkdwn import Json, bold, cut, day, escape
from facts import Listed, Posting, Role, Undelivered

GIVE_ROLE = "give_role"


def posting_part(posting: Posting, *, parked: str | None, zone: ZoneInfo) -> list[Json]:
    """Make the admins' part."""
    oldest = "nothing waits"
    if posting.oldest is not None:
        at = posting.oldest.astimezone(zone)
        oldest = f"{day(at)}, {at:%H:%M %Z}"
    known = f"No ({parked}): install the app again. Nothing is lost." if parked else "Yes"
    counts = [
        (label, f"{posting.counts[state]:,}")
        for state, label in _states().items()
        if posting.counts.get(state)
    ]
    return [
        header("Posting"),
        fields([("Slack knows the bot", known), ("Oldest that waits", oldest), *counts]),
        header("Not delivered"),
        *_undelivered(posting.undelivered, zone),
        header("Roles"),
        *_roles(posting.roles),
        actions(button("Give a role", GIVE_ROLE, "home")),
    ]


def _undelivered(listed: Listed[Undelivered], zone: ZoneInfo) -> list[Json]:
    if not listed.shown:
        return [context("Slack has taken every message.")]
    left = [context(f"… ({listed.more} more)")] if listed.more else []
    return [*(_dead(one, zone) for one in listed.shown), *left]


def _dead(one: Undelivered, zone: ZoneInfo) -> Json:
    place = "a direct message" if one.is_direct else "a channel"
    what = f"1 message for {place}" if one.count == 1 else f"{one.count:,} messages for {place}"
    if one.is_direct and one.count > 1:
        what = f"{one.count:,} direct messages"
    since = day(one.since.astimezone(zone))
    why = f"{reason(one.error)} Slack’s word for it: {cut(one.error, 200)}"
    return section(
        f"{bold(what)}, since {since}\n{escape(why)}",
        accessory=button("Try again", "try_again", str(one.number)),
    )


def _roles(listed: Listed[tuple[str, Role]]) -> list[Json]:
    """Make the list of who is more than a reader; a name in a view tells nobody."""
    if not listed.shown:
        return [context("Everybody is a reader.")]
    rows = [rich_section(person(who), words(f"  {role}")) for who, role in listed.shown]
    left = [rich_section(words(f"… ({listed.more} more)"))] if listed.more else []
    return [rich(rich_list([*rows, *left])), context("Everybody else is a reader.")]


@cache
def _states() -> dict[str, str]:
    file = resources.files("bot.cards.home") / "states.toml"
    return tomllib.loads(file.read_text("utf-8"))
