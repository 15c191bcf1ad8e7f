"""Who and where: the people, the app's bot user and the conversations of the workspace."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearsal.payloads import Payload

TEAM_ID = "T0NEWSROOM"
TEAM_DOMAIN = "newsroom"
TEAM_NAME = "The Newsroom"

REPORTER = "U0REPORTER"
EDITOR = "U0EDITOR"
SECOND_EDITOR = "U0EDITOR2"
ADMIN = "U0ADMIN"

BOT_USER_ID = "U0FACTDESK"
BOT_ID = "B0FACTDESK"
APP_ID = "A0FACTDESK"
APP_NAME = "Factdesk"
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace. `name` is both the handle and the name that is shown."""

    id: str
    name: str
    is_admin: bool = False
    is_bot: bool = False

    def as_user(self) -> Payload:
        """Return the `user` object of `users.info` (the fields that apps read).

        https://docs.slack.dev/reference/objects/user-object
        """
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "name": self.name,
            "deleted": False,
            "real_name": self.name,
            "tz": "Etc/UTC",
            "tz_label": "UTC",
            "tz_offset": 0,
            "profile": {
                "real_name": self.name,
                "display_name": self.name,
                "real_name_normalized": self.name,
                "display_name_normalized": self.name,
                "team": TEAM_ID,
            },
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 0,
        }


@dataclass(slots=True)
class Conversation:
    """A channel, a direct message (`is_im`) or a group direct message (`is_mpim`)."""

    id: str
    name: str
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    topic: str = ""
    members: set[str] = field(default_factory=set)

    @property
    def bot_is_member(self) -> bool:
        """Whether the app's bot user is in it."""
        return BOT_USER_ID in self.members

    @property
    def is_hidden_from_bot(self) -> bool:
        """Private without the bot: Slack answers as if it did not exist."""
        return not self.bot_is_member and (self.is_private or self.is_im or self.is_mpim)

    @property
    def kind(self) -> str:
        """`channel_type` as events carry it: channel, group, im or mpim."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "group" if self.is_private else "channel"

    @property
    def payload_name(self) -> str:
        """The name that commands and interactions carry: Slack hides the private ones."""
        if self.is_im:
            return "directmessage"
        return "privategroup" if self.is_private or self.is_mpim else self.name

    def visible_to(self, user: str) -> bool:
        """Whether a person can open it: public channels to all, the rest to their members."""
        return user in self.members or not (self.is_private or self.is_im or self.is_mpim)

    def as_channel(self) -> Payload:
        """Return the `channel` object of `conversations.info`, as the bot sees it.

        https://docs.slack.dev/reference/objects/conversation-object
        """
        if self.is_im:
            other = next((m for m in sorted(self.members) if m != BOT_USER_ID), BOT_USER_ID)
            return {
                "id": self.id,
                "created": 0,
                "is_im": True,
                "is_org_shared": False,
                "user": other,
                "is_archived": self.is_archived,
                "is_user_deleted": False,
                "priority": 0,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private and not self.is_mpim,
            "is_group": self.is_private and not self.is_mpim,
            "is_im": False,
            "is_mpim": self.is_mpim,
            "is_private": self.is_private or self.is_mpim,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "is_member": self.bot_is_member,
            "created": 0,
            "creator": ADMIN,
            "context_team_id": TEAM_ID,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }
