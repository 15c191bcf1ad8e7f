"""A connection within one transaction: SQLAlchemy Core, and the hot statements on the driver.

Every look-up repeats some ten statements; asyncpg keeps them prepared, and they skip SQLAlchemy.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import asyncpg
import sqlalchemy
from sqlalchemy import CursorResult, Executable, ScalarResult, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from facts.store import schema
from facts.store.database import Key, RevisionRow, SpellingPart
from facts.store.postgres.full_text import PostgresFullTextIndex

T = TypeVar("T")

_ROOM = 65_536
"""How many bytes must fit: more than a question with its answer takes."""


class PostgresConnection:
    """A connection within one transaction, which has begun."""

    def __init__(self, connection: AsyncConnection, driver: asyncpg.Connection) -> None:
        self._connection = connection
        self._driver = driver

    @cached_property
    def revisions(self) -> "PostgresRevisionReader":
        """Facts as every look-up reads them."""
        return PostgresRevisionReader(self._driver)

    @cached_property
    def keys(self) -> "PostgresKeyIndex":
        """Facts by their keys."""
        return PostgresKeyIndex(self._driver)

    @cached_property
    def full_text(self) -> PostgresFullTextIndex:
        """Facts by their words."""
        return PostgresFullTextIndex(self._driver)

    @cached_property
    def spellings(self) -> "PostgresSpellingIndex":
        """The words of facts, by parts of them."""
        return PostgresSpellingIndex(self._driver)

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:  # noqa: ANN401 (as SQLAlchemy has it)
        """Run a statement; a list of parameters runs it once for each."""
        return await self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:  # noqa: ANN401 (as above)
        """Run a statement; return the first column of its first row, None without a row."""
        return await self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None) -> ScalarResult[Any]:  # noqa: ANN401 (as above)
        """Run a statement; return the first column of every row."""
        return await self._connection.scalars(statement, parameters)

    async def run_sync(self, work: Callable[[sqlalchemy.Connection], T]) -> T:
        """Run something that needs SQLAlchemy's synchronous connection, such as Alembic."""
        return await self._connection.run_sync(work)

    async def insert_rows(self, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
        """Insert many rows with COPY, all with the same columns. Times are aware, in any zone."""
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
        columns = [(name, table.c[name].type.bind_processor(dialect)) for name in first]

        def values() -> Iterable[tuple[object, ...]]:
            for row in (first, *rows):
                yield tuple(
                    row[name] if convert is None else convert(row[name])
                    for name, convert in columns
                )

        await self._driver.copy_records_to_table(
            table.name, records=values(), columns=[name for name, _ in columns]
        )

    async def next_number(self, table: Table, workspace: int) -> int:
        """Return the next free number: only one transaction at a time writes in a workspace."""
        column = list(table.primary_key.columns)[1]
        last = await self.scalar(select(func.max(column)).where(table.c.workspace_id == workspace))
        return int(last or 0) + 1

    async def continue_numbers(self) -> None:
        """Set the sequence of workspaces to the greatest number."""
        await self._driver.execute(
            "SELECT setval(pg_get_serial_sequence('workspace', 'workspace_id'), "
            "max(workspace_id)) FROM workspace"
        )

    async def require_room(self, workspace: int, *, now: datetime) -> None:
        """Check that a question with its answer could be written; Unavailable otherwise.

        Writes that much and rolls it back. Then updates a row to its own value, so that there is
        something to commit, which proves that the disk accepts it.
        """
        async with self._connection.begin_nested() as room:
            await self.execute(
                insert(schema.question).values(
                    workspace_id=workspace,
                    question_number=0,
                    asker="",
                    channel="",
                    text="x" * _ROOM,
                    outcome="",
                    asked_at=now,
                )
            )
            await room.rollback()
        await self.execute(
            update(schema.workspace)
            .where(schema.workspace.c.workspace_id == workspace)
            .values(name=schema.workspace.c.name)
        )


_ROWS = """
    SELECT revision.fact_number, revision.revision_number, revision.body, revision.editor,
        revision.editor_name, revision.reason, revision.change, revision.was_wrong,
        revision.is_right, revision.recorded_at::text, revision.embargo_until::text,
        revision.audience, approval.approved, approval.basis, approval.approver,
        approval.approver_name, approval.decided_at::text, approval.why,
        verification.verified_at::text, verification.person, verification.why
    FROM revision
        LEFT JOIN approval USING (workspace_id, fact_number, revision_number)
        LEFT JOIN LATERAL (
            SELECT verified_at, person, why FROM verification AS every
            WHERE every.workspace_id = revision.workspace_id
            AND every.fact_number = revision.fact_number
            AND every.revision_number = revision.revision_number
            ORDER BY verified_at DESC LIMIT 1
        ) AS verification ON true
    WHERE workspace_id = $1 AND fact_number = ANY($2::integer[])
    ORDER BY fact_number, revision_number
"""
_CURRENT_BODIES = """
    SELECT revision.body FROM revision
    WHERE workspace_id = $1 AND fact_number = ANY($2::integer[])
    AND revision_number = (
        SELECT max(approval.revision_number) FROM approval
        WHERE approval.workspace_id = revision.workspace_id
        AND approval.fact_number = revision.fact_number AND approval.approved
    )
"""


class PostgresRevisionReader:
    """Facts as every look-up reads them."""

    def __init__(self, driver: asyncpg.Connection) -> None:
        self._driver = driver

    async def rows(self, workspace: int, facts: Sequence[int]) -> list[RevisionRow]:
        """Return every revision of facts, ordered by fact and revision."""
        found = await self._driver.fetch(_ROWS, workspace, list(facts))
        return list(map(RevisionRow._make, found))

    async def current_bodies(self, workspace: int, facts: Sequence[int]) -> list[str]:
        """Return the newest approved body of each fact as JSON, unordered; none for a draft."""
        return [row[0] for row in await self._driver.fetch(_CURRENT_BODIES, workspace, list(facts))]


_WITH_ANY = """
    SELECT DISTINCT fact_number
    FROM unnest($2::text[], $3::text[]) AS wanted (kind, key) JOIN fact_key USING (kind, key)
    WHERE workspace_id = $1 ORDER BY fact_number LIMIT $4
"""
_WITH_PREFIX = """
    SELECT DISTINCT fact_number FROM fact_key
    WHERE workspace_id = $1 AND kind = $2 AND key >= $3 AND key < $4
    ORDER BY fact_number LIMIT $5
"""
_LAST_CHARACTER = "\U0010ffff"
_LAWS_WITH_BILL = """
    SELECT fact_number, fact.key
    FROM fact_key JOIN fact USING (workspace_id, fact_number)
    WHERE workspace_id = $1 AND fact_key.kind = 'bill' AND fact_key.key = $2
    ORDER BY fact_number
"""
_TIED = """
    SELECT DISTINCT other.fact_number
    FROM fact_key AS one JOIN fact_key AS other USING (workspace_id, key)
    WHERE workspace_id = $1 AND one.fact_number = ANY($2::integer[])
    AND one.kind IN ('own', 'affects') AND other.kind IN ('own', 'affects')
    ORDER BY other.fact_number LIMIT $3
"""


class PostgresKeyIndex:
    """Facts by their keys (`fact_key`)."""

    def __init__(self, driver: asyncpg.Connection) -> None:
        self._driver = driver

    async def with_any(self, workspace: int, keys: Sequence[Key], *, limit: int) -> list[int]:
        """Return the facts that have any of the keys, by number."""
        kinds, texts = [kind for kind, _ in keys], [key for _, key in keys]
        return await self._numbers(_WITH_ANY, workspace, kinds, texts, limit)

    async def with_prefix(self, workspace: int, prefix: Key, *, limit: int) -> list[int]:
        """Return the facts with a key of the same kind that begins with the prefix, by number."""
        kind, least = prefix
        most = least + _LAST_CHARACTER
        return await self._numbers(_WITH_PREFIX, workspace, kind, least, most, limit)

    async def laws_with_bill(self, workspace: int, bill: str) -> dict[int, str]:
        """Return the laws with a bare bill number: the law's own key, by number."""
        return dict(map(tuple, await self._driver.fetch(_LAWS_WITH_BILL, workspace, bill)))

    async def tied_to(self, workspace: int, facts: Sequence[int], *, limit: int) -> list[int]:
        """Return facts and those that share an "own" or "affects" key with them, by number."""
        return await self._numbers(_TIED, workspace, list(facts), limit)

    async def put(self, workspace: int, fact: int, keys: Iterable[Key]) -> None:
        """Replace a fact's keys."""
        await self._driver.execute(
            "DELETE FROM fact_key WHERE workspace_id = $1 AND fact_number = $2", workspace, fact
        )
        await self.add(workspace, [(fact, keys)])

    async def add(self, workspace: int, keys: Iterable[tuple[int, Iterable[Key]]]) -> None:
        """Add the keys of facts that had none, by number."""
        await self._driver.copy_records_to_table(
            "fact_key",
            records=[(workspace, *key, fact) for fact, theirs in keys for key in sorted(theirs)],
            columns=["workspace_id", "kind", "key", "fact_number"],
        )

    async def _numbers(self, statement: str, *parameters: object) -> list[int]:
        return [row[0] for row in await self._driver.fetch(statement, *parameters)]


class PostgresSpellingIndex:
    """The words of facts, by parts of them (`spelling`)."""

    def __init__(self, driver: asyncpg.Connection) -> None:
        self._driver = driver

    async def missing(self, workspace: int, words: Iterable[SpellingPart]) -> list[str]:
        """Return the words, each given as one of its parts, that are not there yet."""
        rows = await self._driver.fetch(
            "SELECT word FROM unnest($2::text[], $3::integer[], $4::text[]) "
            "AS wanted (part, length, word) WHERE NOT EXISTS ("
            "SELECT 1 FROM spelling WHERE spelling.workspace_id = $1 "
            "AND spelling.part = wanted.part AND spelling.length = wanted.length "
            "AND spelling.word = wanted.word)",
            workspace,
            *_columns(words),
        )
        return [row[0] for row in rows]

    async def add(self, workspace: int, parts: Sequence[SpellingPart]) -> None:
        """Add the parts that are not there yet."""
        await self._driver.execute(
            "INSERT INTO spelling (workspace_id, part, length, word) "
            "SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::text[]) "
            "ON CONFLICT DO NOTHING",
            workspace,
            *_columns(parts),
        )

    async def words(self, workspace: int, parts: Collection[tuple[str, int]]) -> list[str]:
        """Return the words under any of the (part, length) pairs, unordered."""
        rows = await self._driver.fetch(
            "SELECT DISTINCT word FROM unnest($2::text[], $3::integer[]) AS wanted (part, length) "
            "JOIN spelling USING (part, length) WHERE workspace_id = $1",
            workspace,
            [part for part, _ in parts],
            [length for _, length in parts],
        )
        return [row[0] for row in rows]


def _columns(words: Iterable[SpellingPart]) -> tuple[list[str], list[int], list[str]]:
    """Turn rows into the three columns that `unnest` takes."""
    rows = list(words)
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
