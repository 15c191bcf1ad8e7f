"""Times as the database keeps them."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, naive in the database (SQLite keeps no zone)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take the zone off; a naive value is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put UTC back on."""
        return value.replace(tzinfo=UTC) if value is not None else None


def stored(value: datetime | None) -> str | None:
    """Return a moment as SQLite keeps it, for statements that do without SQLAlchemy."""
    process = Moment().bind_processor(sqlite.dialect())
    return process(value) if process is not None else None


def read(kept: str) -> datetime:
    """Return what `stored` has made."""
    return datetime.fromisoformat(kept).replace(tzinfo=UTC)
