"""A connection within one transaction: SQLAlchemy Core, and the hot statements in raw SQL.

Every look-up repeats some ten statements. SQLAlchemy takes longer over each than SQLite does, so
they go straight to the driver. Lists are passed as JSON, read with `json_each`; joins are CROSS
JOINs, so that SQLite keeps their order: the few wanted rows first, then the rows joined to them.
Otherwise it reads a workspace's whole index.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import CursorResult, Executable, ScalarResult, Table, insert, update
from sqlalchemy.dialects import sqlite

from facts.store import schema
from facts.store.database import Key, RevisionRow, SpellingPart
from facts.store.sqlite.full_text import SqliteFullTextIndex

T = TypeVar("T")

_ROOM = 65_536
"""How many bytes must fit: more than a question with its answer takes."""


class SqliteConnection:
    """A connection within one transaction; none of its calls waits."""

    def __init__(self, connection: sqlalchemy.Connection) -> None:
        self._connection = connection
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 (the engine's URL says so)
        self._driver = driver

    @cached_property
    def revisions(self) -> "SqliteRevisionReader":
        """Facts as every look-up reads them."""
        return SqliteRevisionReader(self._driver)

    @cached_property
    def keys(self) -> "SqliteKeyIndex":
        """Facts by their keys."""
        return SqliteKeyIndex(self._driver)

    @cached_property
    def full_text(self) -> SqliteFullTextIndex:
        """Facts by their words."""
        return SqliteFullTextIndex(self._driver)

    @cached_property
    def spellings(self) -> "SqliteSpellingIndex":
        """The words of facts, by parts of them."""
        return SqliteSpellingIndex(self._driver)

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:  # noqa: ANN401 (as SQLAlchemy has it)
        """Run a statement; a list of parameters runs it once for each."""
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:  # noqa: ANN401 (as above)
        """Run a statement; return the first column of its first row, None without a row."""
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None) -> ScalarResult[Any]:  # noqa: ANN401 (as above)
        """Run a statement; return the first column of every row."""
        return self._connection.scalars(statement, parameters)

    async def run_sync(self, work: Callable[[sqlalchemy.Connection], T]) -> T:
        """Run something that needs SQLAlchemy's synchronous connection, such as Alembic."""
        return work(self._connection)

    async def insert_rows(self, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
        """Insert many rows, all with the same columns. Times are aware, in any zone."""
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        compiled = insert(table).compile(dialect=sqlite.dialect(), column_keys=list(first))
        columns = [
            (name, table.c[name].type.bind_processor(sqlite.dialect()))
            for name in compiled.positiontup or ()
        ]

        def values() -> Iterable[list[object]]:
            for row in (first, *rows):
                yield [
                    row[name] if convert is None else convert(row[name])
                    for name, convert in columns
                ]

        self._driver.executemany(str(compiled), values())

    async def next_number(self, table: Table, workspace: int) -> int:
        """Return the next free number of a table: only one transaction writes at a time."""
        column = list(table.primary_key.columns)[1].name
        (last,) = self._driver.execute(
            f"SELECT max({column}) FROM {table.name} WHERE workspace_id = ?",  # noqa: S608 (names of ours)
            (workspace,),
        ).fetchone()
        return int(last or 0) + 1

    async def continue_numbers(self) -> None:
        """There is nothing to do: SQLite takes the next number from the table."""

    async def require_room(self, workspace: int, *, now: datetime) -> None:
        """Check that a question with its answer could be written; Unavailable otherwise.

        Writes that much and rolls it back. Then updates a row to its own value, since only a commit
        that reaches the disk proves that the disk accepts one.
        """
        self._driver.execute("SAVEPOINT room")
        self._connection.execute(
            insert(schema.inbound).values(
                workspace_id=workspace, inbound_key="room:" + "x" * _ROOM, received_at=now
            )
        )
        self._driver.execute("ROLLBACK TO room")
        self._driver.execute("RELEASE room")
        self._connection.execute(
            update(schema.workspace)
            .where(schema.workspace.c.workspace_id == workspace)
            .values(name=schema.workspace.c.name)
        )


_ROWS = """
    SELECT revision.fact_number, revision.revision_number, revision.body, revision.editor,
        revision.editor_name, revision.reason, revision.change, revision.was_wrong,
        revision.is_right, revision.recorded_at, revision.embargo_until, revision.audience,
        approval.approved, approval.basis, approval.approver, approval.approver_name,
        approval.decided_at, approval.why,
        verification.verified_at, verification.person, verification.why
    FROM json_each(?) AS wanted CROSS JOIN revision
        LEFT JOIN approval USING (workspace_id, fact_number, revision_number)
        LEFT JOIN verification ON verification.workspace_id = revision.workspace_id
            AND verification.fact_number = revision.fact_number
            AND verification.revision_number = revision.revision_number
            AND verification.verified_at = (
                SELECT max(every.verified_at) FROM verification AS every
                WHERE every.workspace_id = revision.workspace_id
                AND every.fact_number = revision.fact_number
                AND every.revision_number = revision.revision_number
            )
    WHERE revision.workspace_id = ? AND revision.fact_number = wanted.value
    ORDER BY revision.fact_number, revision.revision_number
"""
_CURRENT_BODIES = """
    SELECT revision.body FROM json_each(?) AS wanted CROSS JOIN revision
    WHERE revision.workspace_id = ? AND revision.fact_number = wanted.value
    AND revision.revision_number = (
        SELECT max(approval.revision_number) FROM approval
        WHERE approval.workspace_id = revision.workspace_id
        AND approval.fact_number = revision.fact_number AND approval.approved
    )
"""


class SqliteRevisionReader:
    """Facts as every look-up reads them."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    async def rows(self, workspace: int, facts: Sequence[int]) -> list[RevisionRow]:
        """Return every revision of facts, ordered by fact and revision."""
        found = self._driver.execute(_ROWS, (json.dumps(facts), workspace))
        return list(map(RevisionRow._make, found))

    async def current_bodies(self, workspace: int, facts: Sequence[int]) -> list[str]:
        """Return the newest approved body of each fact as JSON, unordered; none for a draft."""
        found = self._driver.execute(_CURRENT_BODIES, (json.dumps(facts), workspace))
        return [text for (text,) in found]


_WITH_ANY = """
    SELECT DISTINCT fact_number FROM json_each(?) AS wanted CROSS JOIN fact_key
    WHERE workspace_id = ? AND fact_key.kind = json_extract(wanted.value, '$[0]')
    AND fact_key.key = json_extract(wanted.value, '$[1]')
    ORDER BY fact_number LIMIT ?
"""
_WITH_PREFIX = """
    SELECT DISTINCT fact_number FROM fact_key
    WHERE workspace_id = ? AND kind = ? AND key >= ? AND key < ?
    ORDER BY fact_number LIMIT ?
"""
_LAST_CHARACTER = "\U0010ffff"
_LAWS_WITH_BILL = """
    SELECT fact_key.fact_number, fact.key
    FROM fact_key JOIN fact USING (workspace_id, fact_number)
    WHERE fact_key.workspace_id = ? AND fact_key.kind = 'bill' AND fact_key.key = ?
    ORDER BY fact_key.fact_number
"""
_TIED = """
    SELECT DISTINCT other.fact_number
    FROM json_each(?) AS wanted CROSS JOIN fact_key AS one
    INDEXED BY ix_fact_key_workspace_id_fact_number CROSS JOIN fact_key AS other
    WHERE one.workspace_id = ? AND one.fact_number = wanted.value
    AND one.kind IN ('own', 'affects') AND other.workspace_id = one.workspace_id
    AND other.kind IN ('own', 'affects') AND other.key = one.key
    ORDER BY other.fact_number LIMIT ?
"""


class SqliteKeyIndex:
    """Facts by their keys (`fact_key`)."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    async def with_any(self, workspace: int, keys: Sequence[Key], *, limit: int) -> list[int]:
        """Return the facts that have any of the keys, by number."""
        return self._numbers(_WITH_ANY, (json.dumps(keys), workspace, limit))

    async def with_prefix(self, workspace: int, prefix: Key, *, limit: int) -> list[int]:
        """Return the facts with a key of the same kind that begins with the prefix, by number."""
        kind, least = prefix
        return self._numbers(_WITH_PREFIX, (workspace, kind, least, least + _LAST_CHARACTER, limit))

    async def laws_with_bill(self, workspace: int, bill: str) -> dict[int, str]:
        """Return the laws with a bare bill number: the law's own key, by number."""
        return dict(self._driver.execute(_LAWS_WITH_BILL, (workspace, bill)).fetchall())

    async def tied_to(self, workspace: int, facts: Sequence[int], *, limit: int) -> list[int]:
        """Return facts and those that share an "own" or "affects" key with them, by number."""
        return self._numbers(_TIED, (json.dumps(facts), workspace, limit))

    async def put(self, workspace: int, fact: int, keys: Iterable[Key]) -> None:
        """Replace a fact's keys."""
        self._driver.execute(
            "DELETE FROM fact_key WHERE workspace_id = ? AND fact_number = ?", (workspace, fact)
        )
        await self.add(workspace, [(fact, keys)])

    async def add(self, workspace: int, keys: Iterable[tuple[int, Iterable[Key]]]) -> None:
        """Add the keys of facts that had none, by number."""
        self._driver.executemany(
            "INSERT INTO fact_key (workspace_id, kind, key, fact_number) VALUES (?, ?, ?, ?)",
            ((workspace, *key, fact) for fact, theirs in keys for key in sorted(theirs)),
        )

    def _numbers(self, statement: str, parameters: tuple[object, ...]) -> list[int]:
        return [number for (number,) in self._driver.execute(statement, parameters)]


class SqliteSpellingIndex:
    """The words of facts, by parts of them (`spelling`)."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    async def missing(self, workspace: int, words: Iterable[SpellingPart]) -> list[str]:
        """Return the words, each given as one of its parts, that are not there yet."""
        rows = self._driver.execute(
            "SELECT json_extract(value, '$[2]') FROM json_each(?) WHERE NOT EXISTS ("
            "SELECT 1 FROM spelling WHERE workspace_id = ? AND part = json_extract(value, '$[0]') "
            "AND length = json_extract(value, '$[1]') AND word = json_extract(value, '$[2]'))",
            (json.dumps(list(words)), workspace),
        )
        return [word for (word,) in rows]

    async def add(self, workspace: int, parts: Sequence[SpellingPart]) -> None:
        """Add the parts that are not there yet."""
        self._driver.executemany(
            "INSERT OR IGNORE INTO spelling (workspace_id, part, length, word) VALUES (?, ?, ?, ?)",
            ((workspace, *part) for part in parts),
        )

    async def words(self, workspace: int, parts: Collection[tuple[str, int]]) -> list[str]:
        """Return the words under any of the (part, length) pairs, unordered."""
        (joined,) = self._driver.execute(
            "SELECT group_concat(word, ' ') FROM json_each(?) AS wanted CROSS JOIN spelling "
            "WHERE workspace_id = ? AND part = json_extract(wanted.value, '$[0]') "
            "AND length = json_extract(wanted.value, '$[1]')",
            (json.dumps(sorted(parts)), workspace),
        ).fetchone()
        return list(set(joined.split())) if joined else []
