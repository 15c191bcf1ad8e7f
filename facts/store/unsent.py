"""What waits in the outbox may still be changed: nobody has read it."""

from collections.abc import Sequence

from sqlalchemy import or_, update

from facts.store import schema
from facts.store.engine import Transaction

_delivery = schema.delivery


async def cancel(tx: Transaction, numbers: Sequence[int]) -> None:
    """Cancel messages that wait, and what hangs under them."""
    await tx.connection.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.state == "waiting",
            or_(
                _delivery.c.delivery_number.in_(list(numbers)),
                _delivery.c.under_delivery.in_(list(numbers)),
            ),
        )
        .values(state="cancelled")
    )


async def say_instead(tx: Transaction, number: int, message: str) -> None:
    """Put another message in the place of one that waits."""
    await tx.connection.execute(
        update(_delivery)
        .where(_delivery.c.workspace_id == tx.workspace_id, _delivery.c.delivery_number == number)
        .values(message=message)
    )


async def hang_under(tx: Transaction, number: int, other: int) -> None:
    """Hang what waits under a message under another."""
    await tx.connection.execute(
        update(_delivery)
        .where(
            _delivery.c.workspace_id == tx.workspace_id,
            _delivery.c.under_delivery == number,
            _delivery.c.state == "waiting",
        )
        .values(under_delivery=other)
    )
