"""From what the outbox holds to what is posted: most of it is drawn already, the rest is here."""

import json

from bot.cards.answers import card
from bot.cards.message import Message
from bot.cards.notices import notice_card, superseded_card
from bot.cards.private import was_cut_note
from bot.cards.telling import progress_card, unseen_list
from bot.mrkdwn import Json, permalink
from facts import Delivery, Outgoing


def drawn(delivery: Delivery, message: str, *, workspace: str) -> Json:
    """Return a message as Slack takes it; `workspace` is the address that links begin with."""
    held: Json = json.loads(message)
    if "blocks" in held:
        return held
    outgoing = Outgoing.model_validate(held)
    about = above = None
    if delivery.about is not None:
        about = permalink(workspace, *delivery.about, delivery.thread_ts)
    if delivery.above is not None:
        above = permalink(workspace, *delivery.above, delivery.thread_ts)
    if outgoing.notice is not None:
        if outgoing.moved is not None and delivery.about is not None:
            about = permalink(workspace, *delivery.about)
        made = notice_card(outgoing.notice, delivery.number, about=about, moved=outgoing.moved)
        return made.payload()
    if outgoing.unseen is not None:
        return unseen_list(outgoing.unseen, workspace=workspace).payload()
    return _message(outgoing, above).payload()


def _message(outgoing: Outgoing, above: str | None) -> Message:
    if outgoing.progress is not None:
        return progress_card(outgoing.progress)
    if outgoing.superseded is not None:
        return superseded_card(outgoing.superseded, notice=above)
    match = outgoing.card
    assert match is not None  # noqa: S101 (it holds exactly one of them)
    made = card(match)
    return Message(made.text, (*made.blocks, *was_cut_note(was_cut=outgoing.was_cut)))
