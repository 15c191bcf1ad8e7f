"""The outbox before a message is posted, the ledger after.

`queue` writes; `ready` is what could be posted now, `ledger` what became of it; `places` says where
a delivery appears; `deliveries` has their values.
"""

from facts.store.outbox.deliveries import STATES, Delivery, Draft, Place, Way
from facts.store.outbox.ledger import (
    DeadLetter,
    Posted,
    answer_of,
    carried_by,
    carried_to,
    counts,
    dead_letters,
    next_due,
    posted,
    state_and_message,
    was_reported,
)
from facts.store.outbox.places import place_of
from facts.store.outbox.queue import (
    add,
    cancel,
    claim,
    mark_dead,
    mark_refused,
    mark_resent,
    mark_sent,
    mark_unknown,
    mark_waiting,
    reattach,
    replace,
    replace_message,
    resume,
    resume_restored,
    retry_dead,
)
from facts.store.outbox.ready import is_ready

__all__ = [
    "STATES",
    "DeadLetter",
    "Delivery",
    "Draft",
    "Place",
    "Posted",
    "Way",
    "add",
    "answer_of",
    "cancel",
    "carried_by",
    "carried_to",
    "claim",
    "counts",
    "dead_letters",
    "is_ready",
    "mark_dead",
    "mark_refused",
    "mark_resent",
    "mark_sent",
    "mark_unknown",
    "mark_waiting",
    "next_due",
    "place_of",
    "posted",
    "reattach",
    "replace",
    "replace_message",
    "resume",
    "resume_restored",
    "retry_dead",
    "state_and_message",
    "was_reported",
]
