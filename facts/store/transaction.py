"""`Transaction`: one read or one write of one workspace.

Every function of a table family takes it first: `revisions.filed(tx, numbers)`. Its statements are
SQLAlchemy Core; anything specific to a database is in `tx.connection` (`facts.store.database`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Table

from facts.search.embedding import Encoder
from facts.store.database import Connection

if TYPE_CHECKING:
    from sqlalchemy import CursorResult, Executable, ScalarResult


class NearestVectors(Protocol):
    """How similar facts are to a text in meaning.

    `search_index.embeddings` compares the vectors in memory, whatever the database; one that can
    compare vectors itself may offer its own.
    """

    @property
    def encoder(self) -> Encoder:
        """Makes vectors of texts."""

    async def likeness(self, tx: "Transaction", text: str) -> "Likeness | None":
        """Compare a text with every fact that has an embedding; None if no fact has one."""

    async def read_on(self, tx: "Transaction") -> bool:
        """Read some of the changes since the last read; return whether there are more."""

    def has(self, tx: "Transaction", fact: int) -> bool:
        """Return whether a fact has its embedding, as of the last read."""

    def count(self, tx: "Transaction") -> int:
        """Return how many facts have their embedding, as of the last read."""

    def vectors(self, texts: Sequence[str]) -> "list[Any]":
        """Return the vectors of texts, float32 (384,) each."""


class Likeness(Protocol):
    """How similar one text is to every fact that has an embedding: cosines, -1 to 1."""

    def of(self, facts: Iterable[int]) -> Mapping[int, float]:
        """Return the cosines of facts; those without an embedding are absent."""

    def nearest(self, limit: int) -> list[int]:
        """Return the most similar facts, best first; ties by number."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """A read is one snapshot of the database; a write is all or nothing."""

    connection: Connection
    workspace_id: int
    began: int = 0
    """Counts the transactions of a store: a greater number began later."""
    embeddings: NearestVectors | None = None
    """The embeddings of facts, if a model is installed."""

    async def execute(
        self,
        statement: "Executable",
        parameters: Any = None,  # noqa: ANN401 (as SQLAlchemy has it)
    ) -> "CursorResult[Any]":
        """Run a statement; a list of parameters runs it once for each."""
        return await self.connection.execute(statement, parameters)

    async def scalar(
        self,
        statement: "Executable",
        parameters: Any = None,  # noqa: ANN401 (as SQLAlchemy has it)
    ) -> Any:  # noqa: ANN401 (as SQLAlchemy has it)
        """Run a statement; return the first column of its first row, None without a row."""
        return await self.connection.scalar(statement, parameters)

    async def scalars(
        self,
        statement: "Executable",
        parameters: Any = None,  # noqa: ANN401 (as SQLAlchemy has it)
    ) -> "ScalarResult[Any]":
        """Run a statement; return the first column of every row."""
        return await self.connection.scalars(statement, parameters)

    async def next_number(self, table: Table) -> int:
        """Return the next free number of a table whose key is (workspace_id, number, ...)."""
        return await self.connection.next_number(table, self.workspace_id)
