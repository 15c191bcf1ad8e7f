"""The desk of one workspace."""

from datetime import date
from zoneinfo import ZoneInfo

from facts.desk.aliasing import Aliasing
from facts.desk.asking import Asking
from facts.desk.corrections.fan_out import FanOuts
from facts.desk.corrections.seen import Notices
from facts.desk.explaining import Explaining
from facts.desk.filing import Filing
from facts.desk.meaning import Meaning
from facts.desk.outbox import Outbox
from facts.desk.overview import Overview
from facts.desk.people import People
from facts.desk.questions import Questions
from facts.desk.requests import Requests
from facts.desk.revising import Revising
from facts.desk.setup import Clock, Setup, now_utc
from facts.desk.verifying import Verifying
from facts.store import Store


class Desk:
    """One workspace's desk, its verbs by family. Makes nothing but its parts; opens nothing."""

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
        """The store, the workspace and the rules that all verbs share; `bot` has no use for it."""
        self.asking = Asking(setup)
        """Look up, check quotes, read history. Changes nothing."""
        self.explaining = Explaining(setup, self.asking)
        """Why a question is answered as it is."""
        self.filing = Filing(setup)
        """File, approve, send back."""
        self.revising = Revising(setup)
        """Correct, update, clarify, retract, restore."""
        self.aliasing = Aliasing(setup, self.revising)
        """Add names to facts, from questions that readers put."""
        self.notices = Notices(setup)
        """Who has seen a change, and where facts were posted."""
        self.fan_outs = FanOuts(setup)
        """Changes that concern many places: a step at a time, with their progress."""
        self.meaning = Meaning(setup)
        """Vectors of facts, where a model is installed."""
        self.questions = Questions(setup)
        """Questions that people asked, recorded with their answers."""
        self.outbox = Outbox(setup)
        """What is to be posted, and what came of it."""
        self.people = People(setup)
        """Roles."""
        self.requests = Requests(setup)
        """What readers ask of the desk."""
        self.verifying = Verifying(setup)
        """Still true."""
        self.overview = Overview(setup, self.asking)
        """What waits for whom. Changes nothing."""

    @property
    def timezone(self) -> ZoneInfo:
        """The zone that decides which day is today, and in which times are shown."""
        return self.setup.timezone

    def today(self) -> date:
        """Return the desk's day."""
        return self.setup.today()
