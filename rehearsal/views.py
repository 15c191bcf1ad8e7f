"""Modals and App Home: the stack of views that a person has open.

https://docs.slack.dev/surfaces/modals and https://docs.slack.dev/surfaces/app-home
"""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field

from rehearsal.changes import Changes
from rehearsal.clock import Clock
from rehearsal.inputs import values_of
from rehearsal.payloads import Payload, Values
from rehearsal.people import APP_ID, BOT_ID, TEAM_ID

STACK_LIMIT = 3
"""How many modals may lie on each other (docs: "Current limit is 3 views")."""


@dataclass(slots=True)
class View:
    """One open modal, or one person's App Home.

    `content` is what the app sent, with ids filled in. `values` is `state.values`. `errors` are
    the sentences under fields (block_id → text), from the client or from `response_action:
    errors`. `problem` is what Slack shows above the form when the app did not answer.
    """

    id: str
    user: str
    content: Payload
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    @property
    def blocks(self) -> list[Payload]:
        """The view's blocks, with block_id and action_id filled in."""
        blocks: list[Payload] = self.content["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The words in the modal's head ("" for App Home)."""
        title: str = self.content.get("title", {}).get("text", "")
        return title

    def as_slack(self) -> Payload:
        """Return the `view` object of answers and interaction payloads."""
        content = self.content
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "type": content["type"],
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "state": {"values": self.values},
            "hash": self.hash,
            "title": content.get("title"),
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": APP_ID,
            "external_id": content.get("external_id", ""),
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }


class Views:
    """Every person's open modals (oldest first) and App Home."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._ids = itertools.count(1)

    def stack(self, user: str) -> list[View]:
        """Return the modals that `user` has open; the last one is on top."""
        return list(self._stacks.get(user, ()))

    def home(self, user: str) -> View | None:
        """Return what the app published as `user`'s Home tab."""
        return self._homes.get(user)

    def find(self, view_id: str) -> View | None:
        """Return an open modal or a Home tab by its id."""
        for view in [*self._homes.values(), *itertools.chain(*self._stacks.values())]:
            if view.id == view_id:
                return view
        return None

    def find_external(self, external_id: str) -> View | None:
        """Return an open view by the app's own id for it."""
        for view in [*self._homes.values(), *itertools.chain(*self._stacks.values())]:
            if external_id and view.content.get("external_id") == external_id:
                return view
        return None

    def open(self, user: str, content: Payload) -> View:
        """Open a modal. One that is open already makes way, as in Slack's client."""
        view = self._new(user, content)
        self._stacks[user] = [view]
        self._changes.announce()
        return view

    def push(self, user: str, content: Payload) -> View:
        """Lay a modal on top of the ones that are open."""
        stack = self._stacks[user]
        view = self._new(user, content)
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._changes.announce()
        return view

    def update(self, view: View, content: Payload) -> View:
        """Replace a view's contents; typed values stay where the ids are the same."""
        view.content = content
        view.hash = self._hash()
        view.values = values_of(content["blocks"], view.values)
        view.errors, view.problem = {}, None
        self._changes.announce()
        return view

    def publish(self, user: str, content: Payload) -> View:
        """Set `user`'s Home tab."""
        home = self._homes.get(user)
        if home is not None:
            return self.update(home, content)
        self._homes[user] = view = self._new(user, content)
        self._changes.announce()
        return view

    def close(self, view: View) -> None:
        """Close a modal and what lies on it; the one beneath shows again."""
        stack = self._stacks[view.user]
        del stack[stack.index(view) :]
        self._changes.announce()

    def clear(self, user: str) -> None:
        """Close every modal of a person."""
        self._stacks.pop(user, None)
        self._changes.announce()

    def _new(self, user: str, content: Payload) -> View:
        view_id = f"V0{next(self._ids):08d}"
        values = values_of(content["blocks"])
        return View(view_id, user, content, self._hash(), root_view_id=view_id, values=values)

    def _hash(self) -> str:
        return f"{int(self._clock())}.{secrets.token_hex(4)}"
