"""A fact's history, the same wherever it is asked for."""

from bot.cards import Message
from bot.cards.history import history_message
from bot.forms.reading import reading_view
from bot.mrkdwn import Json
from facts import Desk, FactId, Role, Viewer

Card = tuple[str, str]
"""Channel and ts of a message."""
_POSTED = 20


async def history(
    desk: Desk, fact: FactId, viewer: Viewer, workspace: str, *, card: Card | None = None
) -> Message:
    """Return a fact's history as this person may see it: editors, with what they can do.

    `card` is the channel and ts of the message that it was opened from.
    """
    revisions = await desk.asking.history(fact, viewer)
    person = viewer.person or ""
    posted = await desk.notices.posted(fact, person=person, limit=_POSTED + 1)
    return history_message(
        revisions,
        posted=posted[:_POSTED],
        more=max(0, len(posted) - _POSTED),
        workspace=workspace,
        may_revise=(await desk.people.role_of(person)).includes(Role.EDITOR),
        answer=card if card and await desk.explaining.question_at(*card) else None,
    )


async def history_view(
    desk: Desk, fact: FactId, viewer: Viewer, workspace: str, *, card: Card | None = None
) -> Json:
    """Return a fact's history as a view."""
    message = await history(desk, fact, viewer, workspace, card=card)
    return reading_view(f"History of {fact}", message.blocks)
