"""The desk of one workspace."""

import gc
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from facts.dates import read_date
from facts.desk.setup import Clock, Setup, now_utc
from facts.law.keys import find_keys
from facts.store import Store

if TYPE_CHECKING:
    from facts.desk.answers.answers import Answers
    from facts.desk.answers.quotes import Quotes
    from facts.desk.corrections.fan_out import FanOuts
    from facts.desk.corrections.seen import Notices
    from facts.desk.editing.aliases import Aliases
    from facts.desk.editing.duplicates import Duplicates
    from facts.desk.editing.filing import Filing
    from facts.desk.editing.review import Review
    from facts.desk.editing.revising import Revising
    from facts.desk.embeddings import Embeddings
    from facts.desk.outbox import Outbox
    from facts.desk.questions import Questions
    from facts.desk.requests import Requests
    from facts.desk.workspace.overview import Overview
    from facts.desk.workspace.roles import Roles


class Desk:
    """One workspace's desk: its verbs, by family. Get one from `open_desk`.

    A family is imported on first use, so that `factdesk ask` does not load those that write.
    """

    def __init__(
        self,
        store: Store,
        workspace_id: int,
        *,
        review: bool = True,
        timezone: ZoneInfo | None = None,
        admins: frozenset[str] = frozenset(),
        clock: Clock = now_utc,
    ) -> None:
        self.setup = Setup(store, workspace_id, review, timezone or ZoneInfo("UTC"), admins, clock)
        """The store, the workspace and the settings that all verbs share; not for `bot`."""

    @cached_property
    def answers(self) -> "Answers":
        """Look up questions, explain answers, read histories. Read-only."""
        from facts.desk.answers.answers import Answers

        return Answers(self.setup)

    @cached_property
    def quotes(self) -> "Quotes":
        """Check quotes against the words on file. Read-only."""
        from facts.desk.answers.quotes import Quotes

        return Quotes(self.setup)

    @cached_property
    def filing(self) -> "Filing":
        """File new facts."""
        from facts.desk.editing.filing import Filing

        return Filing(self.setup)

    @cached_property
    def duplicates(self) -> "Duplicates":
        """Find the facts that a new one would repeat."""
        from facts.desk.editing.duplicates import Duplicates

        return Duplicates(self.setup)

    @cached_property
    def review(self) -> "Review":
        """Approve drafts or send them back; verify that facts are still true."""
        from facts.desk.editing.review import Review

        return Review(self.setup)

    @cached_property
    def revising(self) -> "Revising":
        """Correct, update, clarify, retract, restore."""
        from facts.desk.editing.revising import Revising

        return Revising(self.setup)

    @cached_property
    def aliases(self) -> "Aliases":
        """Add names to facts, from questions that readers asked."""
        from facts.desk.editing.aliases import Aliases

        return Aliases(self.setup, self.revising)

    @cached_property
    def notices(self) -> "Notices":
        """Who has seen a change, and where facts were posted."""
        from facts.desk.corrections.seen import Notices

        return Notices(self.setup)

    @cached_property
    def fan_outs(self) -> "FanOuts":
        """Work through changes that concern many places, step by step, and report progress."""
        from facts.desk.corrections.fan_out import FanOuts

        return FanOuts(self.setup)

    @cached_property
    def embeddings(self) -> "Embeddings":
        """Embeddings of facts, where a model is installed."""
        from facts.desk.embeddings import Embeddings

        return Embeddings(self.setup)

    @cached_property
    def questions(self) -> "Questions":
        """Record questions together with their answers."""
        from facts.desk.questions import Questions

        return Questions(self.setup)

    @cached_property
    def outbox(self) -> "Outbox":
        """What to post next, and the outcome of each delivery."""
        from facts.desk.outbox import Outbox

        return Outbox(self.setup)

    @cached_property
    def roles(self) -> "Roles":
        """Who may do what."""
        from facts.desk.workspace.roles import Roles

        return Roles(self.setup)

    @cached_property
    def requests(self) -> "Requests":
        """Readers' requests and disputes."""
        from facts.desk.requests import Requests

        return Requests(self.setup)

    @cached_property
    def overview(self) -> "Overview":
        """Lists of what awaits each role's action. Read-only."""
        from facts.desk.workspace.overview import Overview

        return Overview(self.setup, self.answers)

    @property
    def timezone(self) -> ZoneInfo:
        """The time zone that decides which day is today, and in which times are shown."""
        return self.setup.timezone

    def today(self) -> date:
        """Return today's date in the desk's time zone."""
        return self.setup.today()

    def now(self) -> datetime:
        """Return the time, aware."""
        return self.setup.clock()

    def warm_up(self) -> None:
        """Load every family, and what the first written date, citation or embedding would wait for.

        Takes one to two seconds: run it in a thread. What it loads is never released, so it is
        frozen: otherwise the garbage collector would scan it now and then for some 50 ms while a
        question waits.
        """
        for name, part in vars(Desk).items():
            if isinstance(part, cached_property):
                getattr(self, name)
        read_date("March 2018", today=self.today())
        find_keys("921 F.3d 865")
        self.embeddings.warm_up()
        gc.freeze()
