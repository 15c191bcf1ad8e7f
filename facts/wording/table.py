"""The wording table: what may be said of a decision, by level, posture, disposition and merits."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from facts.law.courts import Level
from facts.model import Disposition, Outcome, Posture, UnderReview
from facts.model.value import Value


class Combination(Value):
    """What decides the words."""

    level: Level
    posture: Posture
    under_review: UnderReview | None = None
    disposition: Disposition
    merits_reached: bool


class Wording(Value):
    """How one combination is said; every text is a clause whose subject is the court."""

    did: str
    """Of the case: "refused{when} to block what was challenged"."""
    law: dict[Outcome, str] = Field(default_factory=dict)
    """Of one law, by what the decision does to it."""
    again: dict[Outcome, str] = Field(default_factory=dict)
    """Under the line of the decision that it reviews: "affirmed that refusal"."""
    line: str | None = None
    """In a timeline, where that is shorter than `did`."""
    lead: str | None = None
    """A sentence to come first: "The U.S. Supreme Court did not rule on the case."."""
    close_clause: str = ""
    """Ends the sentence: ", which left {below} in place"."""
    close: str | None = None
    """A sentence to follow."""
    note: str | None = None
    """Beside a line of a timeline."""


@cache
def read(name: str) -> Mapping[str, Any]:
    """Read one of the data files beside this module, once."""
    return tomllib.loads(files("facts.wording").joinpath(name).read_text("utf-8"))


def reachable() -> Iterator[Combination]:
    """Yield every combination that courts bring about; each has one wording."""
    data = read("decisions.toml")
    only = data["merits_only"]
    for posture, reach in data["reach"].items():
        for disposition in reach["dispositions"]:
            for merits in reach["merits"]:
                barred = str(not merits).lower()
                if disposition in (*only[barred], *only.get(posture, {}).get(barred, ())):
                    continue
                for level in reach["levels"]:
                    yield Combination(
                        level=level,
                        posture=posture,
                        disposition=disposition,
                        merits_reached=merits,
                    )
    for under_review, reach in data["under_review"].items():
        for level in reach["levels"]:
            for disposition in reach["dispositions"]:
                yield Combination(
                    level=level,
                    posture=reach["posture"],
                    under_review=under_review,
                    disposition=disposition,
                    merits_reached=False,
                )


def wordings() -> Iterator[tuple[Combination, Wording]]:
    """Yield every row of the table, spelt out: one row may serve several combinations."""
    for row in read("decisions.toml")["wording"]:
        texts = Wording(
            **{
                name: text
                for name, text in row.items()
                if name not in ("levels", "postures", "under_review", "dispositions", "merits")
            }
        )
        for level in row["levels"]:
            for posture in row["postures"]:
                for disposition in row["dispositions"]:
                    for merits in row["merits"]:
                        key = Combination(
                            level=level,
                            posture=posture,
                            under_review=row.get("under_review"),
                            disposition=disposition,
                            merits_reached=merits,
                        )
                        yield key, texts


@cache
def table() -> dict[Combination, Wording]:
    """Return the wording of every reachable combination."""
    within = set(reachable())
    return {key: texts for key, texts in wordings() if key in within}
