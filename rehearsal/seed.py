"""The newsroom that a rehearsal starts with, read from `seed.json`.

Its quotes are those of the starter facts, word for word, and one that is misquoted on purpose.
"""

from __future__ import annotations

import json
import time
from importlib import resources

from pydantic import BaseModel, ConfigDict

from rehearsal.actions.composing import composed
from rehearsal.clock import Clock
from rehearsal.messages import Message
from rehearsal.people import Conversation, Person
from rehearsal.workspace import Workspace

_MINUTE = 60.0


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SeedPerson(_Strict):
    """One person of the newsroom."""

    id: str
    name: str
    is_admin: bool = False


class SeedConversation(_Strict):
    """One channel, or a direct message between people."""

    id: str
    name: str
    topic: str = ""
    is_private: bool = False
    is_im: bool = False
    members: tuple[str, ...]


class SeedReply(_Strict):
    """A reply; `minutes_ago` counts back from the start of the rehearsal."""

    user: str
    minutes_ago: float
    text: str


class SeedMessage(SeedReply):
    """A message at the top level of a channel."""

    channel: str
    replies: tuple[SeedReply, ...] = ()


class Seed(_Strict):
    """The whole of `seed.json`."""

    people: tuple[SeedPerson, ...]
    conversations: tuple[SeedConversation, ...]
    direct_messages: tuple[str, ...]
    messages: tuple[SeedMessage, ...]


def newsroom(*, clock: Clock = time.time) -> Workspace:
    """Return a workspace with people, channels and messages, dated back from `clock`."""
    text = resources.files("rehearsal").joinpath("seed.json").read_text(encoding="utf-8")
    seed = Seed.model_validate(json.loads(text))
    workspace = Workspace(
        [Person(each.id, each.name, each.is_admin) for each in seed.people],
        [
            Conversation(
                each.id,
                each.name,
                is_private=each.is_private,
                is_im=each.is_im,
                topic=each.topic,
                members=set(each.members),
            )
            for each in seed.conversations
        ],
        clock=clock,
    )
    for user in seed.direct_messages:
        workspace.direct_message(user)
    posts = [(m, m.channel, None) for m in seed.messages]
    replies = [(r, m.channel, m) for m in seed.messages for r in m.replies]
    stamps: dict[int, str] = {}
    now = clock()
    for post, channel, parent in sorted([*posts, *replies], key=lambda each: -each[0].minutes_ago):
        ts = workspace.timestamps.at(now - post.minutes_ago * _MINUTE)
        stamps[id(post)] = ts
        words, blocks = composed(post.text)
        thread_ts = None if parent is None else stamps[id(parent)]
        workspace.add(Message(channel, ts, post.user, words, blocks=blocks, thread_ts=thread_ts))
    return workspace
