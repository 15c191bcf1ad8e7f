"""PostgreSQL's errors as our own: sentences for the person who asked or who runs Factdesk."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from facts.errors import StoreBusy, Unavailable

_BUSY = "The fact store is busy: try again in a few seconds."
_CANNOT_WRITE = "so nothing was written. Tell the person who runs Factdesk."
_BUSY_STATES = ("55P03", "57014", "40001", "40P01")
"""No lock, statement too slow, two transactions in each other's way."""
_FAULTS = {
    "53100": (
        "The fact store has no room left on its disk, so nothing was written. What is on file can "
        "still be read; tell the person who runs Factdesk."
    ),
    "53300": "PostgreSQL has no connection left for Factdesk: raise its max_connections.",
    "25006": f"The fact store can only be read (a standby, or read-only), {_CANNOT_WRITE}",
    "42P01": "The database is not prepared yet: run `factdesk db upgrade` first.",
    "3D000": "There is no such database on the server; see FACTDESK_DATABASE_URL.",
    "28P01": "PostgreSQL refuses the password; see FACTDESK_DATABASE_URL.",
    "28000": "PostgreSQL refuses this user; see FACTDESK_DATABASE_URL.",
    "42501": "PostgreSQL’s user may not do that; see “PostgreSQL” in README.",
}
"""SQLSTATE codes (PostgreSQL, "Appendix A: Error Codes"), and what a person reads instead."""
_GONE = "PostgreSQL cannot be reached; see FACTDESK_DATABASE_URL."
_GONE_CLASSES = ("08", "57P")
"""Beginnings of the codes of a lost connection and of a server that stops or starts."""


@contextmanager
def our_errors() -> Iterator[None]:
    """Raise our errors in place of PostgreSQL's and SQLAlchemy's."""
    try:
        yield
    except (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        state = _state(error)
        if state in _BUSY_STATES:
            raise StoreBusy(_BUSY) from error
        if state in _FAULTS:
            raise Unavailable(_FAULTS[state]) from error
        if _is_gone(error, state):
            raise Unavailable(_GONE) from error
        raise
    except NoConnection as error:
        raise StoreBusy(_BUSY) from error


def _is_gone(error: BaseException, state: str | None) -> bool:
    """Whether the server or the connection to it is gone."""
    if isinstance(error, OSError) or (state is not None and state.startswith(_GONE_CLASSES)):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _state(error: BaseException) -> str | None:
    """Return an error's SQLSTATE, from the driver or from SQLAlchemy's wrapper of it."""
    fault = error.orig if isinstance(error, DBAPIError) else error
    return getattr(fault, "sqlstate", None)
