"""The interface that a database must implement.

`facts/store/sqlite/` and `facts/store/postgres/` implement it.

The table families write SQLAlchemy Core through `Connection.execute`. The rest is here: what each
database does in its own way (full-text search, locks, leases, triggers), and the few statements
that every look-up repeats, which run several times faster directly on the driver. Every operation
takes the workspace, and reads or writes only its rows.

A database's folder also has, for the migrations, `append_only_ddl(tables)`: triggers that refuse
UPDATE and DELETE. Errors leave `reading`, `writing` and `altering` as our own: StoreBusy if another
writer held the database too long, otherwise Unavailable with a sentence.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    import sqlalchemy
    from sqlalchemy import CursorResult, Executable, ScalarResult, Table

T = TypeVar("T")

Key = tuple[str, str]
"""The kind of a key ("bill", "own", "affects" ...) and the key."""
SpellingPart = tuple[str, int, str]
"""A part of a word ("se-", "-na-", "-te"), the word's length, the word."""


class Database(Protocol):
    """One open database."""

    @property
    def file(self) -> str | None:
        """Its file on this machine; None for one in memory or on a server."""

    def reading(self) -> AbstractAsyncContextManager["Connection"]:
        """Open a transaction that cannot write: all its statements see one snapshot."""

    def writing(self, workspace: int) -> AbstractAsyncContextManager["Connection"]:
        """Open a transaction that writes all or nothing, one at a time in a workspace."""

    def altering(self) -> AbstractAsyncContextManager["Connection"]:
        """Open a writing transaction to alter tables; every foreign key holds at its end."""

    def lease(self) -> AbstractAsyncContextManager[None]:
        """Hold the right to serve, released when the process ends, even by a crash.

        A file is served by one process: AlreadyServed for a second. A server by any number.
        """

    def turn(self, workspace: int) -> "Turn":
        """Return this process's turn to send a workspace's deliveries; close it at the end."""

    async def leased_by(self) -> str | None:
        """Return what identifies the process that serves, if any."""

    async def problems(self) -> list["Problem"]:
        """Check the whole database; may take long."""

    async def close(self) -> None:
        """Close every connection."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem for the operator of the database; if it `is_wrong`, it needs fixing now."""

    sentence: str
    is_wrong: bool = True


class Turn(Protocol):
    """One process's turn to send a workspace's deliveries: of all that serve, one has it."""

    async def take(self) -> int | None:
        """Take the turn, or keep it; None while another process has it.

        Returns how often it was taken here. A new number means that another process may have had
        it in between, and may have ended while it was sending.
        """

    def on_call(self, called: Callable[[], None]) -> None:
        """Set what to call when another process has written in the workspace."""

    async def close(self) -> None:
        """Give the turn up."""


class Connection(Protocol):
    """A connection within one transaction."""

    @property
    def revisions(self) -> "RevisionReader":
        """Facts as every look-up reads them."""

    @property
    def keys(self) -> "KeyIndex":
        """Facts by their keys."""

    @property
    def full_text(self) -> "FullTextIndex":
        """Facts by their words."""

    @property
    def spellings(self) -> "SpellingIndex":
        """The words of facts, by parts of them."""

    async def execute(
        self,
        statement: "Executable",
        parameters: Any = None,  # noqa: ANN401 (as SQLAlchemy has it)
    ) -> "CursorResult[Any]":
        """Run a statement; a list of parameters runs it once for each."""

    async def scalar(
        self,
        statement: "Executable",
        parameters: Any = None,  # noqa: ANN401 (as SQLAlchemy has it)
    ) -> Any:  # noqa: ANN401 (as SQLAlchemy has it)
        """Run a statement; return the first column of its first row, None without a row."""

    async def scalars(
        self,
        statement: "Executable",
        parameters: Any = None,  # noqa: ANN401 (as SQLAlchemy has it)
    ) -> "ScalarResult[Any]":
        """Run a statement; return the first column of every row."""

    async def run_sync(self, work: Callable[["sqlalchemy.Connection"], T]) -> T:
        """Run something that needs SQLAlchemy's synchronous connection, such as Alembic."""

    async def insert_rows(self, table: "Table", rows: Iterable[Mapping[str, object]]) -> None:
        """Insert many rows, all with the same columns. Times are aware, in any zone."""

    async def next_number(self, table: "Table", workspace: int) -> int:
        """Return the next free number of a table whose key is (workspace_id, number, ...).

        No concurrent transaction gets the same one.
        """

    async def continue_numbers(self) -> None:
        """Make the next workspace follow those that were inserted with their numbers."""

    async def require_room(self, workspace: int, *, now: datetime) -> None:
        """Raise Unavailable unless there is room to write a question and its answer."""


class RevisionRow(NamedTuple):
    """A revision with the approval and the newest verification of it.

    Times are UTC in ISO 8601 without a zone; `approved` is None while it is pending.
    """

    fact_number: int
    revision_number: int
    body: str
    editor: str
    editor_name: str | None
    reason: str | None
    change: str
    was_wrong: str | None
    is_right: str | None
    recorded_at: str
    embargo_until: str | None
    audience: str
    approved: int | None
    basis: str
    approver: str | None
    approver_name: str | None
    decided_at: str
    why: str | None
    verified_at: str | None
    verified_by: str
    verified_why: str | None


class RevisionReader(Protocol):
    """Facts as every look-up reads them."""

    async def rows(self, workspace: int, facts: Sequence[int]) -> list[RevisionRow]:
        """Return every revision of facts, ordered by fact and revision."""

    async def current_bodies(self, workspace: int, facts: Sequence[int]) -> list[str]:
        """Return the newest approved body of each fact as JSON, unordered; none for a draft."""


class KeyIndex(Protocol):
    """Facts by their keys (`fact_key`)."""

    async def with_any(self, workspace: int, keys: Sequence[Key], *, limit: int) -> list[int]:
        """Return the facts that have any of the keys, by number."""

    async def with_prefix(self, workspace: int, prefix: Key, *, limit: int) -> list[int]:
        """Return the facts with a key of the same kind that begins with the prefix, by number."""

    async def laws_with_bill(self, workspace: int, bill: str) -> dict[int, str]:
        """Return the laws with a bare bill number: the law's own key, by number."""

    async def tied_to(self, workspace: int, facts: Sequence[int], *, limit: int) -> list[int]:
        """Return facts and those that share an "own" or "affects" key with them, by number."""

    async def put(self, workspace: int, fact: int, keys: Iterable[Key]) -> None:
        """Replace a fact's keys."""

    async def add(self, workspace: int, keys: Iterable[tuple[int, Iterable[Key]]]) -> None:
        """Add the keys of facts that had none, by number."""


class FullTextIndex(Protocol):
    """Facts by the stems of their words, in the fields of `facts.search.document.FIELDS`."""

    async def matching(
        self,
        workspace: int,
        groups: Sequence[Collection[str]],
        *,
        in_names: bool = False,
        limit: int,
    ) -> list[int]:
        """Return the facts that hold a stem of each group, oldest first.

        With `in_names` the stems must be in the fields of names (`NAME_FIELDS`), not in the text.
        """

    async def ranked(self, workspace: int, stems: Iterable[str], *, limit: int) -> list[int]:
        """Return the top facts by the database's own ranking for any of the stems."""

    async def texts(self, workspace: int, facts: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Return the stems of each field of facts, by number; facts not indexed are absent."""

    async def put(self, workspace: int, fact: int, fields: Sequence[str] | None) -> None:
        """Replace a fact's fields; None removes it."""

    async def add(self, workspace: int, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add facts that are not indexed yet: (number, the stems of each field)."""

    async def holding(self, workspace: int, stems: Collection[str]) -> dict[str, int]:
        """Return how many facts have each stem; stems that no fact has are absent."""

    async def size(self, workspace: int) -> tuple[int, int]:
        """Return how many facts are indexed, and their total number of words."""

    async def count(
        self, workspace: int, stems: Mapping[str, int], *, facts: int, words: int
    ) -> None:
        """Add to what `holding` and `size` return; the numbers may be negative."""


class SpellingIndex(Protocol):
    """The words of facts, by parts of them, to find what a misspelled word may have meant."""

    async def missing(self, workspace: int, words: Iterable[SpellingPart]) -> list[str]:
        """Return the words, each given as one of its parts, that are not there yet."""

    async def add(self, workspace: int, parts: Sequence[SpellingPart]) -> None:
        """Add the parts that are not there yet."""

    async def words(self, workspace: int, parts: Collection[tuple[str, int]]) -> list[str]:
        """Return the words under any of the (part, length) pairs, unordered."""
