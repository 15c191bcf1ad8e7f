"""For everybody: how to ask, and what came of one's own last questions."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.cards.message import header, link_words, rich, rich_list, rich_section, words
from bot.mrkdwn import Json, cut, day, permalink
from facts import OwnQuestion

_HOW = (
    ("/fact did the Supreme Court uphold SB 54?", "in a channel: the answer comes as a thread"),
    ("@Factdesk SB 54", "in a thread, or any question to me under Messages"),
    ("Check this quote", "in a message’s menu: its quotes beside the words on file"),
)
_OUTCOMES = {
    "found": "answered",
    "choices": "several facts fit, none was chosen: ask again",
    "nothing": "nothing on file answers it",
}
_FARES = {
    "sent": "shown to you alone",
    "dead": "but Slack has not taken the message: an admin has been told",
}
_LONGEST = 200


def asking_part(own: Sequence[OwnQuestion], *, zone: ZoneInfo, workspace: str) -> list[Json]:
    """Make the part that everybody has."""
    how = [rich_section(words(typed, code=True), words(f"  {what}")) for typed, what in _HOW]
    rows = [_row(one, zone, workspace) for one in own]
    asked = rich_list(rows) if rows else rich_section(words("You have not asked anything yet."))
    return [
        header("Ask the fact desk"),
        rich(rich_list(how)),
        header("Your last questions"),
        rich(asked),
    ]


def _row(one: OwnQuestion, zone: ZoneInfo, workspace: str) -> Json:
    outcome = _OUTCOMES["found" if one.is_answered else one.outcome]
    if one.card is None and one.state is not None:
        outcome = f"{outcome}, {_FARES.get(one.state, 'on its way')}"
    said = words(outcome)
    if one.card is not None and workspace:
        said = link_words(permalink(workspace, *one.card), outcome)
    asked = words(cut(" ".join(one.text.split()), _LONGEST), bold=True)
    return rich_section(asked, words(f"  {day(one.asked_at.astimezone(zone))}: "), said)
