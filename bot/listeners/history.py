"""A fact's history, the same wherever it is asked for."""

from bot.cards import Message
from bot.cards.history import history_message
from bot.forms.reading import reading_view
from bot.mrkdwn import Json
from facts import Desk, FactId, Role, Viewer

_POSTED = 20


async def history(desk: Desk, fact: FactId, viewer: Viewer, workspace: str) -> Message:
    """Return a fact's history as this person may see it: editors, with what they can do."""
    revisions = await desk.asking.history(fact, viewer)
    person = viewer.person or ""
    posted = await desk.noticing.posted(fact, person=person, limit=_POSTED + 1)
    return history_message(
        revisions,
        posted=posted[:_POSTED],
        more=max(0, len(posted) - _POSTED),
        workspace=workspace,
        may_revise=(await desk.people.role_of(person)).includes(Role.EDITOR),
    )


async def history_view(desk: Desk, fact: FactId, viewer: Viewer, workspace: str) -> Json:
    """Return a fact's history as a view."""
    message = await history(desk, fact, viewer, workspace)
    return reading_view(f"History of {fact}", message.blocks)
