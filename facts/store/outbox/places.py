"""Where a delivery appears: in the thread of the delivery above it, where it has one.

An opening is in the thread that it opens, so that it and the card under it are one place. While it
is not known where the opening was posted, its number stands for the thread.
"""

from typing import Any

from sqlalchemy import ColumnElement, Row, String, case, cast, func

from facts.store import schema
from facts.store.outbox.deliveries import Place, Way

_delivery = schema.delivery
above = _delivery.alias("above")
"""The delivery in whose thread another one goes."""
IS_ABOVE = (above.c.workspace_id == _delivery.c.workspace_id) & (
    above.c.delivery_number == _delivery.c.under_delivery
)
"""Joins `above` to a delivery, as an outer join: most have none."""
ABOVE = (above.c.ts.label("above_ts"), above.c.posted_channel.label("above_channel"))
"""Where the delivery above was posted: what `place_of` needs besides a delivery's own columns."""


def place_of(row: Row[Any]) -> Place:
    """Return where a delivery appears; the row has its columns and those of `ABOVE`."""
    if Way(row.way) in (Way.ALONE, Way.DIRECT):
        return Place(person=row.person)
    opens = row.delivery_number if row.opens_thread else None
    thread_ts = row.above_ts or row.thread_ts or (row.ts if opens else None)
    return Place(
        channel=row.posted_channel or row.above_channel or row.channel,
        thread_ts=thread_ts,
        opening=None if thread_ts else opens or row.under_delivery,
    )


def _place() -> ColumnElement[str]:
    person, channel = _delivery.c.person, (_delivery.c.posted_channel, above.c.posted_channel)
    shown = func.coalesce(*channel, _delivery.c.channel, "")
    opens = _delivery.c.opens_thread
    unposted = case((opens, _delivery.c.delivery_number), else_=_delivery.c.under_delivery)
    thread = func.coalesce(
        above.c.ts,
        _delivery.c.thread_ts,
        case((opens, _delivery.c.ts)),
        "#" + cast(unposted, String),
        "",
    )
    is_for_one = _delivery.c.way.in_((Way.ALONE.value, Way.DIRECT.value))
    return cast(case((is_for_one, person), else_=shown + "/" + thread), String)


PLACE = _place()
"""`str(place_of(row))`, in SQL; the statement joins `above`."""
