"""A message, as it is kept and as Slack hands it out."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearsal.payloads import Payload
from rehearsal.people import APP_ID, APP_NAME, BOT_ID, BOT_USER_ID, TEAM_ID

_BOT: Payload = {
    "bot_id": BOT_ID,
    "app_id": APP_ID,
    "bot_profile": {
        "id": BOT_ID,
        "app_id": APP_ID,
        "name": APP_NAME,
        "team_id": TEAM_ID,
        "deleted": False,
    },
}


@dataclass(slots=True)
class Message:
    """One message. `visible_to` names the only person who sees it; None for everyone.

    `thread_ts` is set on replies only; a parent's own `thread_ts` appears once it has replies, as
    in Slack. `blocks` carry ids that were given or made. `edited` is `{"user", "ts"}`.
    `state` holds what was chosen in the message's own selects and inputs (`state.values`).
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Payload] | None = None
    attachments: list[Payload] | None = None
    thread_ts: str | None = None
    metadata: Payload | None = None
    edited: Payload | None = None
    visible_to: str | None = None
    subtype: str | None = None
    client_msg_id: str | None = None
    files: list[Payload] = field(default_factory=list)
    state: dict[str, dict[str, Payload]] = field(default_factory=dict)

    @property
    def is_bots(self) -> bool:
        """Posted by the app, so it may be edited and deleted by it."""
        return self.user == BOT_USER_ID

    @property
    def is_ephemeral(self) -> bool:
        """Only one person sees it, and no method finds it again."""
        return self.visible_to is not None

    def as_slack(
        self, *, replies: list[Message] | None = None, include_metadata: bool = False
    ) -> Payload:
        """Return the message object of `conversations.history` and of interaction payloads.

        `replies` (for a parent) fills `reply_count` and its fellows. Metadata is handed out only
        when asked for: https://docs.slack.dev/messaging/message-metadata
        """
        message: Payload = {"type": "message"}
        if self.subtype is not None:
            message["subtype"] = self.subtype
        message |= {"user": self.user, "ts": self.ts, "text": self.text, "team": TEAM_ID}
        if self.client_msg_id is not None:
            message["client_msg_id"] = self.client_msg_id
        if self.is_bots:
            message |= _BOT
        if self.blocks is not None:
            message["blocks"] = self.blocks
        message |= {"attachments": self.attachments} if self.attachments else {}
        message |= {"files": self.files, "upload": False} if self.files else {}
        if self.edited is not None:
            message["edited"] = self.edited
        if self.thread_ts is not None:
            message["thread_ts"] = self.thread_ts
        if replies:
            message |= _thread_summary(self.ts, replies)
        if include_metadata and self.metadata is not None:
            message["metadata"] = self.metadata
        return message


def _thread_summary(ts: str, replies: list[Message]) -> Payload:
    """Sum up a thread, as its parent does."""
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }
