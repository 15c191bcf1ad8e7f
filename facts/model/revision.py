"""A fact's history: its revisions, who approved and verified them, who may see them.

The body of a revision is a `Quote`, a `Law` or a `Decision`. All times are UTC.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, TypeAdapter, ValidationError

from facts.errors import InvalidFact, NotOnFile, Problem
from facts.model.decision import Decision
from facts.model.law import Law
from facts.model.quote import Quote
from facts.model.value import STORED, Line, Text, Value

Body = Annotated[Quote | Law | Decision, Field(discriminator="kind")]
BODY: TypeAdapter[Quote | Law | Decision] = TypeAdapter(Body)


def read_body(data: dict[str, Any]) -> Quote | Law | Decision:
    """Build a body from plain data and check it; InvalidFact names every field at fault."""
    try:
        return BODY.validate_python(data)
    except ValidationError as error:
        problems = InvalidFact.from_validation(error).problems
        raise InvalidFact(
            Problem(_without_kind(problem.field), problem.message) for problem in problems
        ) from error


def stored_body(text: str) -> Quote | Law | Decision:
    """Read a body back from its JSON in the store, without checking its text again.

    Takes half the time of `read_body`, which matters as one question reads several facts.
    """
    return BODY.validate_json(text, context=STORED)


def _without_kind(field: str) -> str:
    """`law.sources.0.url` → `sources.0.url`: pydantic puts the union's tag first."""
    first, _, rest = field.partition(".")
    return rest if first in ("quote", "law", "decision") else field


class Role(StrEnum):
    """What a person may do; each role includes the ones before it."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """0 for a reader up to 3 for an admin."""
        return list(Role).index(self)

    def includes(self, other: "Role") -> bool:
        """Whether a person of this role may do what `other` may."""
        return self.rank >= other.rank


class Change(StrEnum):
    """Why a revision was made."""

    FILED = "filed"
    CORRECTION = "correction"
    """The desk was wrong."""
    UPDATE = "update"
    """The desk was right, and the world changed."""
    CLARIFICATION = "clarification"
    RETRACTION = "retraction"
    RESTORATION = "restoration"


class FactState(StrEnum):
    """Whether the desk stands behind a fact."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETRACTED = "retracted"


class Audience(StrEnum):
    """Who may see a fact, in answers, choices, notices, lists and exports."""

    ANYONE = "anyone"
    NEWSROOM = "newsroom"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person an answer is for, and the place where it is shown.

    `person` is a Slack user id; None is the command line. `in_desk` is true in the desk's own
    channel, `direct` in a direct message. Anywhere else an answer is seen by everyone present.
    """

    person: str | None = None
    in_desk: bool = False
    direct: bool = False


class ApprovalBasis(StrEnum):
    """Why a revision could be approved, or sent back."""

    SECOND_EDITOR = "second_editor"
    REVIEW_OFF = "review_off"
    """Review is off, in a newsroom with one editor: approved when filed."""
    STARTER_SET = "starter_set"
    """Loaded with the starter set; this desk has not verified it."""
    LOADED = "loaded"
    """Loaded from a newsroom's own files; this desk has not verified it."""
    RETRACTION = "retraction"
    """One editor may retract a fact at once."""


class FactId(Value):
    """A fact's number within its workspace, typed and shown as `F-12`."""

    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `F-12`, `f12` or `F 12`; raise NotOnFile for anything else."""
        found = re.fullmatch(r"\s*[Ff][-\u2010-\u2015\s]?(\d{1,9})\s*", text)
        if not found:
            raise NotOnFile("Use a fact number, like F-12.")
        return cls(number=int(found[1]))

    def __str__(self) -> str:
        return f"F-{self.number}"


class Approval(Value):
    """One person approved a revision, or sent it back."""

    approved: bool
    basis: ApprovalBasis
    approver: str | None = None
    """Slack user id; None where the basis is not a second editor."""
    approver_name: str | None = None
    """The approver's name at the time, as text."""
    at: datetime
    """UTC."""
    why: Text | None = None


class Verification(Value):
    """A person checked a revision again and found it still true."""

    person: str
    """Slack user id."""
    at: datetime
    """UTC."""
    why: Text | None = None


class Matter(StrEnum):
    """What a reader says is wrong with a card."""

    WRONG_FACT = "wrong_fact"
    """The fact may be right, but it is not the one that was asked for."""
    WRONG = "wrong"
    """Something on the card is not true."""
    OUTDATED = "outdated"
    """It was true, but no longer is."""
    SOURCE = "source"
    """A source is missing, or does not support the fact."""


class Revision(Value):
    """One immutable version of a fact."""

    fact: FactId
    number: int
    body: Body
    editor: str
    """Slack user id, or "starter set" or "command line"."""
    editor_name: str | None = None
    """The editor's name at the time, as text."""
    reason: Line | None = None
    change: Change
    was_wrong: Text | None = None
    """What no longer holds, in the editor's words; None for a new fact."""
    is_right: Text | None = None
    recorded_at: datetime
    """When it was filed, UTC. An answer "known on" a day uses the time of approval instead."""
    embargo_until: datetime | None = None
    """UTC."""
    audience: Audience = Audience.NEWSROOM
    approval: Approval | None = None

    @property
    def label(self) -> str:
        """The revision as shown: `F-12 rev 3`."""
        return f"{self.fact} rev {self.number}"

    @property
    def is_approved(self) -> bool:
        """Whether the desk stands behind it."""
        return self.approval is not None and self.approval.approved

    @property
    def is_pending(self) -> bool:
        """Whether it waits for review."""
        return self.approval is None

    @property
    def state(self) -> FactState:
        """The state of a fact whose current revision this is."""
        if not self.is_approved:
            return FactState.DRAFT
        if self.change is Change.RETRACTION:
            return FactState.RETRACTED
        return FactState.APPROVED

    def is_open(self, at: datetime) -> bool:
        """Whether the whole newsroom may see it at this time (UTC).

        False where its audience is the desk, and until its embargo ends.
        """
        is_embargoed = self.embargo_until is not None and self.embargo_until > at
        return self.audience is not Audience.DESK and not is_embargoed

    def is_visible_to(
        self, viewer: Viewer, role: Role, *, at: datetime, by_id: bool = False
    ) -> bool:
        """Whether a viewer with this role may see it where they are, at this time (UTC).

        `by_id` means that the person asked for the fact by its id. An approved fact that is not
        open shows in the desk's channel, and to editors in direct messages or by id. A retracted
        fact shows by id only; a draft by id only, and to editors only.
        """
        is_editor = viewer.person is not None and role.includes(Role.EDITOR)
        sees_all = viewer.in_desk or (is_editor and (viewer.direct or by_id))
        if not (sees_all or self.is_open(at)):
            return False
        match self.state:
            case FactState.APPROVED:
                return True
            case FactState.RETRACTED:
                return by_id
            case FactState.DRAFT:
                return by_id and is_editor


class FiledFact(Value):
    """A fact today: its current revision, and a newer one under review if there is one.

    The current revision is the newest approved one, or the draft of a fact never approved.
    """

    current: Revision
    verified: Verification | None = None
    pending: Revision | None = None
    """A newer revision under review; with one, the card is headed "do not print"."""

    @property
    def id(self) -> FactId:
        """The fact's id."""
        return self.current.fact

    @property
    def body(self) -> Quote | Law | Decision:
        """The current revision's body."""
        return self.current.body

    @property
    def quote(self) -> Quote | None:
        """The body of a quote; None for the other kinds."""
        return self.body if isinstance(self.body, Quote) else None

    @property
    def law(self) -> Law | None:
        """The body of a law; None for the other kinds."""
        return self.body if isinstance(self.body, Law) else None

    @property
    def decision(self) -> Decision | None:
        """The body of a decision; None for the other kinds."""
        return self.body if isinstance(self.body, Decision) else None

    @property
    def state(self) -> FactState:
        """Draft, approved or retracted."""
        return self.current.state

    @property
    def is_retracted(self) -> bool:
        """Whether the desk has retracted the fact."""
        return self.state is FactState.RETRACTED

    @property
    def review_on(self) -> date | None:
        """The date (UTC) after which to verify it again; None for a quote and for a draft."""
        approval = self.current.approval
        if approval is None or not approval.approved:
            return None
        checked = self.verified.at if self.verified else approval.at
        return review_due(self.body, checked.date())


REVIEW_AFTER: Mapping[tuple[str, bool | None], timedelta] = {
    ("law", None): timedelta(days=365),
    ("decision", False): timedelta(days=30),
    ("decision", True): timedelta(days=730),
}
"""How long a fact may go without verification, by kind and by whether its case is final."""


def review_due(body: Quote | Law | Decision, checked_on: date) -> date | None:
    """Return the date after which a fact must be verified again; None for never.

    A quote never; a law after one year; a decision after 30 days in a pending case, after two years
    in a final one.
    """
    match body:
        case Quote():
            return None
        case Law():
            return checked_on + REVIEW_AFTER["law", None]
        case Decision(final=final):
            return checked_on + REVIEW_AFTER["decision", final]
