"""Readers' requests (a question with nothing on file) and disputes (of a fact) to the desk."""

from collections.abc import Callable, Sequence

from facts.desk.setup import Setup
from facts.errors import BadInput
from facts.model import FactId, Matter, Revision
from facts.store import inbox, outbox
from facts.store.facts import revisions
from facts.store.outbox import Draft
from facts.text import question_text


class Requests:
    """Stores requests and disputes, with the messages to the desk, in one transaction."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def ask(
        self,
        inbound_key: str,
        *,
        asker: str,
        channel: str | None,
        message_ts: str | None,
        question: str,
        reason: str | None,
        drafts: Callable[[int], Sequence[Draft]],
    ) -> int | None:
        """Send a question to the desk; returns the request's number, or None for a repeat.

        `drafts` makes the messages to the desk from that number. BadInput at `reason` if it has no
        letter or digit.
        """
        now = self._setup.clock()
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return None
            number = await inbox.add_request(
                tx,
                asker=asker,
                channel=channel,
                message_ts=message_ts,
                question=question_text(question)[0],
                reason=_reason(reason) if reason else None,
                now=now,
            )
            await outbox.add(tx, drafts(number), question=None, now=now)
            return number

    async def dispute(
        self,
        inbound_key: str,
        fact: FactId,
        *,
        person: str,
        channel: str | None,
        message_ts: str | None,
        matter: Matter,
        reason: str | None,
        drafts: Callable[[int, Revision, str | None], Sequence[Draft]],
    ) -> int | None:
        """Dispute a fact's newest revision; returns the dispute's number, or None for a repeat.

        `drafts` makes the messages to the desk from the number, the revision, and the question
        that the card answered, if any. BadInput at `reason` if it is empty, unless `matter` says
        that it is the wrong fact.
        """
        now = self._setup.clock()
        given = _reason(reason or "") if reason or matter is not Matter.WRONG_FACT else ""
        async with self._setup.once(inbound_key) as tx:
            if tx is None:
                return None
            revision = (await revisions.history(tx, fact))[-1]
            question = await inbox.question_answered_at(tx, channel, message_ts)
            number = await inbox.add_dispute(
                tx,
                revision,
                person=person,
                channel=channel,
                message_ts=message_ts,
                matter=matter,
                question=question,
                reason=given,
                now=now,
            )
            await outbox.add(tx, drafts(number, revision, question), question=None, now=now)
            return number


def _reason(raw: str) -> str:
    reason = "\n".join(line.strip() for line in raw.splitlines() if line.strip())[:3_000]
    if not any(char.isalnum() for char in reason):
        raise BadInput("Say in a few words what is wrong.", field="reason")
    return reason
