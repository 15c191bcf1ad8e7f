"""One enacted or proposed measure."""

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from facts.dates import EdtfDate
from facts.model.source import Source
from facts.model.value import Line, Text, Value, slugged


class EventKind(StrEnum):
    """What happened to a measure. A law's several dates are separate events, never merged."""

    INTRODUCED = "introduced"
    PASSED_HOUSE = "passed_house"
    """Passed one chamber; `by` names it."""
    PASSED = "passed"
    """Passed by the whole legislature (the last vote or concurrence)."""
    SIGNED = "signed"
    LAW_UNSIGNED = "law_unsigned"
    """Became law without a signature."""
    ADOPTED = "adopted"
    """Adopted by a body that needs no signature (a county policy, a ballot measure)."""
    VETOED = "vetoed"
    VETO_OVERRIDDEN = "veto_overridden"
    DIED = "died"
    WITHDRAWN = "withdrawn"
    CHAPTERED = "chaptered"
    EFFECTIVE = "effective"
    OPERATIVE = "operative"
    AMENDED = "amended"
    REPEALED = "repealed"
    EXPIRED = "expired"
    """Sunset: ended by its own terms."""
    REVIVED = "revived"
    """In force again after a repeal or a sunset (or, before enactment, taken up again)."""


class Event(Value):
    """Something that happened to a law. `provisions` empty means the whole law.

    `source` is the position, from 1, of its source in the law's `sources`.
    """

    event: EventKind
    on: EdtfDate
    by: Line | None = None
    provisions: tuple[Line, ...] = ()
    source: Annotated[int, Field(ge=1)] = 1
    note: Line | None = None


class Provision(Value):
    """A part of a law that a court may strike down by itself, with its section key."""

    key: Line
    """Such as `Cal. Gov. Code § 7284.6(a)(1)(C)`."""
    about: Line | None = None


Jurisdiction = Annotated[str, slugged(r"[a-z]{2}(?:-[a-z0-9]+)*", "us, us-ca or us-ca-los-angeles")]
Session = Annotated[str, slugged(r"\d{4}(?:-\d{4})?|\d{2,3}", "2017-2018, 2020 or 115")]
Bill = Annotated[
    str, slugged(r"[a-z0-9]+(?:-[a-z0-9]+)*", "sb-54, or a slug where the measure has no number")
]


class Law(Value):
    """One enacted or proposed measure, identified by `key`: a bill number alone is not enough."""

    kind: Literal["law"] = "law"
    jurisdiction: Jurisdiction
    session: Session
    bill: Bill
    title: Line
    aliases: tuple[Line, ...] = ()
    """Popular names ("sanctuary state law")."""
    subject: Line | None = None
    """What it does, in a clause fit to print."""
    summary: Text | None = None
    author: Line | None = None
    chapter: Line | None = None
    """Such as `Stats. 2017, ch. 495`."""
    provisions: tuple[Provision, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[Line, ...] = ()
    """What was not verified; shown, but never part of an answer's sentence."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def key(self) -> str:
        """`us-ca/2017-2018/sb-54`."""
        return f"{self.jurisdiction}/{self.session}/{self.bill}"

    @property
    def number(self) -> str | None:
        """`SB 54`, or None where the measure has no number."""
        found = re.fullmatch(r"([a-z]{1,6})-(\d+)([a-z]?)", self.bill)
        return f"{found[1].upper()} {found[2]}{found[3].upper()}" if found else None

    @property
    def heading(self) -> str:
        """`California Values Act`: what lists and cards call it."""
        return self.title

    @model_validator(mode="after")
    def _sources_are_there(self) -> Self:
        for index, event in enumerate(self.events):
            if event.source > len(self.sources):
                raise ValueError(
                    f"event {index + 1} ({event.event}) names source {event.source}, "
                    f"but there are {len(self.sources)}"
                )
        return self
