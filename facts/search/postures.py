"""The posture that a question names, and the decisions that have it.

A request for a temporary restraining order, for a preliminary injunction, a motion to dismiss, one
for summary judgment, a trial and a rehearing en banc each end in a decision of their own (Fed. R.
Civ. P. 12, 52, 56 and 65, Fed. R. App. P. 40). One of them does not answer for another.
"""

import re
from collections.abc import Mapping

from facts.model import Decision, Posture

_FINAL = frozenset({Posture.SUMMARY_JUDGMENT, Posture.TRIAL})
_NAMED = {
    r"temporary restraining orders?|TROs?": frozenset({Posture.TEMPORARY_RESTRAINING_ORDER}),
    r"preliminary injunctions?|preliminarily enjoin\w*": frozenset(
        {Posture.PRELIMINARY_INJUNCTION, Posture.APPEAL_OF_PRELIMINARY_INJUNCTION}
    ),
    r"en banc": frozenset({Posture.EN_BANC}),
    r"summary judge?ments?": frozenset({Posture.SUMMARY_JUDGMENT}),
    r"final judge?ments?": _FINAL,
    r"motions? to dismiss": frozenset({Posture.MOTION_TO_DISMISS}),
    r"(?:after|at|following) (?:a |the )?(?:bench )?trial(?! (?:court|judge))": frozenset(
        {Posture.TRIAL}
    ),
}
_ANY = re.compile(
    "|".join(rf"\b(?P<p{n}>{each})\b" for n, each in enumerate(_NAMED)), re.IGNORECASE
)
_POSTURES = tuple(_NAMED.values())


def postures_named(text: str) -> tuple[frozenset[frozenset[Posture]], tuple[str, ...]]:
    """Return for each posture named those that it can be, and the words that name them."""
    found = list(_ANY.finditer(text))
    named = frozenset(_POSTURES[int((one.lastgroup or "p0")[1:])] for one in found)
    return named, tuple(one.group() for one in found)


def has_postures(
    decision: Decision, named: frozenset[frozenset[Posture]], by_key: Mapping[str, Decision]
) -> bool:
    """Whether a decision has each posture named, or reviews one that has it.

    `by_key` are the decisions that may be reviewed.
    """
    return all(_has(decision, each, by_key) for each in named)


def _has(decision: Decision, postures: frozenset[Posture], by_key: Mapping[str, Decision]) -> bool:
    seen: set[str] = set()
    at: Decision | None = decision
    while at is not None and at.key not in seen:
        if at.posture in postures:
            return True
        seen.add(at.key)
        at = by_key.get(at.appeal_from or "")
    return False
