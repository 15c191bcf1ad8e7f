"""The desk of one workspace."""

import gc
from datetime import date, datetime
from zoneinfo import ZoneInfo

from facts.dates import read_date
from facts.desk.answers import Answers
from facts.desk.corrections.fan_out import FanOuts
from facts.desk.corrections.seen import Notices
from facts.desk.editing.aliases import Aliases
from facts.desk.editing.filing import Filing
from facts.desk.editing.review import Review
from facts.desk.editing.revising import Revising
from facts.desk.embeddings import Embeddings
from facts.desk.outbox import Outbox
from facts.desk.questions import Questions
from facts.desk.requests import Requests
from facts.desk.setup import Clock, Setup, now_utc
from facts.desk.workspace.overview import Overview
from facts.desk.workspace.roles import Roles
from facts.law.keys import find_keys
from facts.store import Store


class Desk:
    """One workspace's desk: its verbs, by family. Opens nothing; `open_desk` makes one."""

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
        setup = self.setup = Setup(
            store, workspace_id, review, timezone or ZoneInfo("UTC"), admins, clock
        )
        """The store, the workspace and the settings that all verbs share; not for `bot`."""
        self.answers = Answers(setup)
        """Look up questions, check quotes, explain answers, read histories. Changes nothing."""
        self.filing = Filing(setup)
        """File new facts."""
        self.review = Review(setup)
        """Approve drafts or send them back; verify that facts are still true."""
        self.revising = Revising(setup)
        """Correct, update, clarify, retract, restore."""
        self.aliases = Aliases(setup, self.revising)
        """Add names to facts, from questions that readers asked."""
        self.notices = Notices(setup)
        """Who has seen a change, and where facts were posted."""
        self.fan_outs = FanOuts(setup)
        """Changes that concern many places: a step at a time, with their progress."""
        self.embeddings = Embeddings(setup)
        """Embeddings of facts, where a model is installed."""
        self.questions = Questions(setup)
        """Record questions together with their answers."""
        self.outbox = Outbox(setup)
        """What to post next, and what became of each delivery."""
        self.roles = Roles(setup)
        """Who may do what."""
        self.requests = Requests(setup)
        """Requests and disputes of readers."""
        self.overview = Overview(setup, self.answers)
        """What waits for whom. Changes nothing."""

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
        """Load what the first date in words, the first citation or embedding would wait for.

        Takes one to two seconds: run it in a thread. What it loads stays loaded, so it is frozen:
        the garbage collector would spend some 50 ms on it now and then, while a question waits.
        """
        read_date("March 2018", today=self.today())
        find_keys("921 F.3d 865")
        self.embeddings.warm_up()
        gc.freeze()
