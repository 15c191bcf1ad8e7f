"""What one court did on one day in one case."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from facts.dates import EdtfDate
from facts.model.law import Jurisdiction
from facts.model.source import Source
from facts.model.value import Line, Text, Value, slugged


class Posture(StrEnum):
    """How the case stood before the court: what it was asked to decide."""

    TEMPORARY_RESTRAINING_ORDER = "temporary_restraining_order"
    PRELIMINARY_INJUNCTION = "preliminary_injunction"
    APPEAL_OF_PRELIMINARY_INJUNCTION = "appeal_of_preliminary_injunction"
    STAY = "stay"
    """An application to stay an order or judgment while the case is pending."""
    MOTION_TO_DISMISS = "motion_to_dismiss"
    SUMMARY_JUDGMENT = "summary_judgment"
    TRIAL = "trial"
    WRIT = "writ"
    """A petition for a writ of mandate or habeas corpus in a trial court."""
    APPEAL = "appeal"
    """An appeal from a final judgment."""
    EN_BANC = "en_banc"
    CERTIORARI = "certiorari"
    """A petition for certiorari or for review in a state's high court."""
    MERITS_REVIEW = "merits_review"
    """Review granted, argued and decided by a high court."""
    SETTLEMENT = "settlement"


class UnderReview(StrEnum):
    """The motion or order that the court was asked about, where it is not the usual one.

    The disposition is what the court did with it: `denied` of a request to lift an injunction
    leaves the law blocked, `denied` of a request for an injunction does not.
    """

    REQUEST_TO_LIFT = "request_to_lift"
    """A motion to dissolve or modify the court's own injunction."""
    REQUEST_TO_LIFT_STAY = "request_to_lift_stay"
    STAY = "stay"
    """Another court's stay, which the court is asked to put on hold."""
    INJUNCTION = "injunction"
    """An order below that blocked a law."""
    REFUSAL = "refusal"
    """An order below that refused to block it."""


class Disposition(StrEnum):
    """What the court did."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    DENIED = "denied"
    AFFIRMED = "affirmed"
    AFFIRMED_IN_PART = "affirmed_in_part"
    """Affirmed in part, reversed or vacated in part."""
    REVERSED = "reversed"
    VACATED = "vacated"
    REMANDED = "remanded"
    DISMISSED = "dismissed"
    MOOT = "moot"
    JUDGMENT_FOR_LAW = "judgment_for_law"
    """Judgment on the merits that the law survives."""
    JUDGMENT_AGAINST_LAW = "judgment_against_law"
    """Judgment on the merits that the law falls."""
    PENDING = "pending"
    """Taken under review; nothing decided (rehearing en banc granted)."""
    HELD_IN_ABEYANCE = "held_in_abeyance"
    """Put off, usually until another case is decided."""
    SETTLED = "settled"


class Outcome(StrEnum):
    """What a decision does to a law, or to provisions of it, from its date on."""

    NOT_ENJOINED = "not_enjoined"
    """The court refused to block it; the law stays as it was."""
    ENJOINED = "enjoined"
    INJUNCTION_LIFTED = "injunction_lifted"
    LEFT_IN_PLACE = "left_in_place"
    """The ruling below stays as it is, without a ruling of this court (certiorari denied)."""
    STRUCK_DOWN = "struck_down"
    UPHELD = "upheld"
    """Only where the merits were reached and the law survived."""
    REINSTATED = "reinstated"
    """A judgment striking it down, or an injunction, was reversed."""
    REMANDED = "remanded"
    """Sent back to the court below; the law's state is unchanged meanwhile."""


class Effect(Value):
    """A decision's effect on one law. `provisions` empty means the whole law as challenged."""

    law: Line
    """The law's key, `us-ca/2017-2018/sb-54`."""
    outcome: Outcome
    provisions: tuple[Line, ...] = ()
    limited_to: Line | None = None
    """Who it applies to, if not everyone ("private employers", "charter cities")."""
    in_part: bool = False
    """Whether it affects only a part of what is named, and which part is not on file."""
    basis: Line | None = None
    """The court's reason, in a clause fit to print."""


Court = Annotated[
    str, slugged(r"[a-z][a-z0-9_]*", "a court's id from the table, such as ca9 or scotus")
]


class Decision(Value):
    """What one court did on one day in one case."""

    kind: Literal["decision"] = "decision"
    case: Line
    """`United States v. California`."""
    aliases: tuple[Line, ...] = ()
    jurisdiction: Jurisdiction = "us"
    court: Court
    """An id of the courts table (`facts/law/courts`): scotus, ca9, caed, calctapp ..."""
    docket: Line
    """As the court writes it, without "No.": `2:18-cv-00490-JAM-KJN`."""
    citations: tuple[Line, ...] = ()
    """Reporter citations, `921 F.3d 865`."""
    judges: tuple[Line, ...] = ()
    case_filed_on: EdtfDate | None = None
    argued_on: EdtfDate | None = None
    decided_on: EdtfDate
    """The day it was filed; an order signed earlier is dated by its filing."""
    posture: Posture
    under_review: UnderReview | None = None
    """None for what the posture says: of a stay, the request for one."""
    disposition: Disposition
    merits_reached: bool
    final: bool = False
    """Whether nothing in the case is pending, as far as the desk knows."""
    holding: Text | None = None
    """What the court held or did, in a sentence fit to print."""
    separate_views: Line | None = None
    """`Justices Thomas and Alito would have granted the petition`."""
    effects: tuple[Effect, ...] = ()
    appeal_from: Line | None = None
    """The key of the decision it reviews, `ca9/18-16496/2019-04-18`."""
    notes: tuple[Line, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def key(self) -> str:
        """`scotus/19-532/2020-06-15`: court, docket, day."""
        return f"{self.court}/{self.docket}/{self.decided_on}"

    @property
    def heading(self) -> str:
        """`United States v. California, No. 19-532`."""
        return f"{self.case}, No. {self.docket}"
