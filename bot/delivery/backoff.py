"""Retry back-off: when to retry a delivery, and when to give it up.

The pause doubles with each attempt, up to a minute, for a day. The sender looks for a message that
may have been posted before posting it again. If it cannot look, it posts the message once more, and
a notice as often as it takes: a reader who misses a notice is worse off than one who gets it twice.

Pure: a delivery and its outcome in, the next step out. The sender carries out the step.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.delivery.outcomes import (
    NotFound,
    RateLimited,
    Temporary,
    TokenRejected,
    Unknown,
    Unreadable,
)
from facts import Delivery

LOOK_AFTER_S = 5.0
"""Seconds to wait before looking for a message that may still be on its way."""
LONGEST_PAUSE_S = 60.0
"""Short, so that messages held up by an outage or a crash loop arrive soon after its end."""
GIVE_UP_AFTER_S = 24 * 3600.0
"""A delivery that Slack has not accepted by then becomes a dead letter, even after an outage."""
MOST_BREAKS = 5
"""Attempts after which a delivery that raises a bug in this program becomes a dead letter.

Also the minimum number of attempts for any delivery, however old it is.
"""


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again in `seconds`: look for the message first, or post it.

    `counts` is False where the failure had nothing to do with the delivery itself.
    """

    seconds: float
    why: str
    look_first: bool
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Resend:
    """Post again a message that may have been posted and cannot be looked for."""


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Make the delivery a dead letter."""

    why: str


Step = Retry | Resend | GiveUp
NotSent = RateLimited | Temporary | TokenRejected | Unknown | NotFound | Unreadable


def next_step(delivery: Delivery, outcome: NotSent, *, now: datetime) -> Step:
    """Return the next step for a delivery that was not posted, or may not have been."""
    looking = delivery.is_unknown
    match outcome:
        case RateLimited(seconds):
            return Retry(seconds, "ratelimited", look_first=looking, counts=False)
        case TokenRejected(error):
            return Retry(0, error, look_first=looking, counts=False)
        case Temporary(why):
            return after_failure(delivery, why, now=now)
        case NotFound():
            return after_failure(delivery, "it did not arrive", now=now, look_first=False)
        case Unknown(why):
            return Retry(LOOK_AFTER_S, why, look_first=True)
        case Unreadable(error):
            may_resend = delivery.until_known or delivery.resent == 0
            return Resend() if may_resend else GiveUp(f"perhaps posted; {error}")


def after_failure(
    delivery: Delivery, why: str, *, now: datetime, look_first: bool | None = None
) -> Step:
    """Retry after a pause that doubles; give up after a day and `MOST_BREAKS` attempts.

    Without `look_first`, a delivery that may have been posted is looked for again.
    """
    waited = (now - delivery.made_at).total_seconds()
    if waited > GIVE_UP_AFTER_S and delivery.attempts > MOST_BREAKS:
        return GiveUp(why)
    pause = min(2.0 ** min(delivery.attempts, 16), LONGEST_PAUSE_S)
    return Retry(pause, why, delivery.is_unknown if look_first is None else look_first)


def after_bug(delivery: Delivery, kind: str) -> Step:
    """Retry a few times after a bug in this program; `kind` is the exception's class name."""
    if delivery.attempts >= MOST_BREAKS:
        return GiveUp(kind)
    return Retry(2.0**delivery.attempts, kind, look_first=delivery.is_unknown)
