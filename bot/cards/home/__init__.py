"""App Home: how to ask and one's own questions; the desk's work; how the posting fares.

    view = home_view(own, work, posting, ...)     None for the parts that a person has no role for

A view holds 100 blocks (docs.slack.dev, "App Home"); each part is bounded far below that, and says
how much more there is. In a view a name is a live mention that tells nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.home.asking import asking_part
from bot.cards.home.desk import FILE_FACT, STILL_TRUE, desk_part
from bot.cards.home.posting import GIVE_ROLE, posting_part
from bot.cards.message import rich, rich_section, words
from bot.mrkdwn import Json
from facts import DeskWork, OwnQuestion, Posting

__all__ = ["FILE_FACT", "GIVE_ROLE", "STILL_TRUE", "Seeing", "home_of_words", "home_view"]

VIEW_BLOCKS = 100


@dataclass(frozen=True, slots=True)
class Seeing:
    """Who looks, on which of the desk's days, and the address that links to messages begin with."""

    person: str
    today: date
    zone: ZoneInfo
    workspace: str


def home_view(
    seeing: Seeing,
    own: Sequence[OwnQuestion],
    work: DeskWork | None,
    posting: Posting | None,
    *,
    parked: str | None = None,
) -> Json:
    """Make the Home tab of one person. `parked` is Slack's word while it does not know the bot."""
    parts = [asking_part(own, zone=seeing.zone, workspace=seeing.workspace)]
    if work is not None:
        parts.append(desk_part(work, person=seeing.person, today=seeing.today, zone=seeing.zone))
    if posting is not None:
        parts.append(posting_part(posting, parked=parked, zone=seeing.zone))
    blocks = [block for part in parts for block in ({"type": "divider"}, *part)][1:]
    return {"type": "home", "blocks": blocks[:VIEW_BLOCKS]}


def home_of_words(text: str) -> Json:
    """Make a Home tab of one sentence, where there is nothing else to show now."""
    return {"type": "home", "blocks": [rich(rich_section(words(text)))]}
