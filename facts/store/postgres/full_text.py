"""PostgreSQL's full-text index: a tsvector for each fact, and the counts beside it.

The lexemes are the program's own stems, so `unaccent` and a text search configuration have nothing
left to do: search and index cannot differ on what a word is. Each lexeme begins with the number of
the workspace, so that the index (GIN) leads by workspace without an extension. A stem in a fact's
names is another lexeme besides, not a weight: a weight is looked up in each row that is found.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from asyncpg import Connection

from facts.search.document import FIELDS, NAME_FIELDS

FULL_TEXT_DDL = (
    """CREATE TABLE fact_text (
        workspace_id integer NOT NULL REFERENCES workspace, fact_number integer NOT NULL,
        fields text[] NOT NULL, stems tsvector NOT NULL, PRIMARY KEY (workspace_id, fact_number)
    ) WITH (toast_tuple_target = 128)""",  # the texts lie apart, so that a page has many facts
    "CREATE INDEX ix_fact_text_stems ON fact_text USING gin (stems)",
)
_LONGEST = 500
"""Characters of a stem that are indexed: a lexeme holds 2,046 bytes."""
# Materialized, so that the planner reads the index on stems, not every fact in order of number.
_MATCHING = """
    WITH found AS MATERIALIZED (
        SELECT fact_number FROM fact_text WHERE workspace_id = $1 AND stems @@ $2::text::tsquery
    )
    SELECT fact_number FROM found ORDER BY fact_number LIMIT $3
"""
_RANKED = """
    SELECT fact_number FROM fact_text, CAST($2::text AS tsquery) AS wanted
    WHERE workspace_id = $1 AND stems @@ wanted
    ORDER BY ts_rank(stems, wanted) DESC, fact_number LIMIT $3
"""


class PostgresFullTextIndex:
    """Facts by the stems of their words (`fact_text`, `stem_frequency`, `text_index_size`)."""

    def __init__(self, driver: Connection) -> None:
        self._driver = driver

    async def matching(
        self,
        workspace: int,
        groups: Sequence[Collection[str]],
        *,
        in_names: bool = False,
        limit: int,
    ) -> list[int]:
        """Return the facts that hold a stem of each group, oldest first."""
        query = " & ".join(
            "(" + " | ".join(_lexeme(workspace, stem, in_names=in_names) for stem in group) + ")"
            for group in groups
        )
        return [row[0] for row in await self._driver.fetch(_MATCHING, workspace, query, limit)]

    async def ranked(self, workspace: int, stems: Iterable[str], *, limit: int) -> list[int]:
        """Return the top facts by ts_rank for any of the stems."""
        query = " | ".join(_lexeme(workspace, stem) for stem in stems)
        return [row[0] for row in await self._driver.fetch(_RANKED, workspace, query, limit)]

    async def texts(self, workspace: int, facts: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Return the stems of each field of facts, by number; facts not indexed are absent."""
        rows = await self._driver.fetch(
            "SELECT fact_number, fields FROM fact_text "
            "WHERE workspace_id = $1 AND fact_number = ANY($2::integer[])",
            workspace,
            list(facts),
        )
        return {number: tuple(fields) for number, fields in rows}

    async def put(self, workspace: int, fact: int, fields: Sequence[str] | None) -> None:
        """Replace a fact's fields; None removes it."""
        await self._driver.execute(
            "DELETE FROM fact_text WHERE workspace_id = $1 AND fact_number = $2", workspace, fact
        )
        if fields is not None:
            await self.add(workspace, [(fact, fields)])

    async def add(self, workspace: int, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add facts that are not indexed yet: (number, the stems of each field)."""
        await self._driver.executemany(
            "INSERT INTO fact_text (workspace_id, fact_number, fields, stems) "
            "VALUES ($1, $2, $3, $4::text::tsvector)",
            ((workspace, fact, list(fields), _vector(workspace, fields)) for fact, fields in texts),
        )

    async def holding(self, workspace: int, stems: Collection[str]) -> dict[str, int]:
        """Return how many facts have each stem; stems that no fact has are absent."""
        rows = await self._driver.fetch(
            "SELECT stem, facts FROM stem_frequency "
            "WHERE workspace_id = $1 AND stem = ANY($2::text[])",
            workspace,
            [stem for stem in stems if "\0" not in stem],  # no text in PostgreSQL has one
        )
        return dict(map(tuple, rows))

    async def size(self, workspace: int) -> tuple[int, int]:
        """Return how many facts are indexed, and their total number of words."""
        row = await self._driver.fetchrow(
            "SELECT facts, words FROM text_index_size WHERE workspace_id = $1", workspace
        )
        return (row[0], row[1]) if row else (0, 0)

    async def count(
        self, workspace: int, stems: Mapping[str, int], *, facts: int, words: int
    ) -> None:
        """Add to what `holding` and `size` return; the numbers may be negative."""
        changed = sorted((stem, change) for stem, change in stems.items() if change)
        names, changes = [stem for stem, _ in changed], [change for _, change in changed]
        await self._driver.execute(
            "INSERT INTO stem_frequency (workspace_id, stem, facts) "
            "SELECT $1, stem, change FROM unnest($2::text[], $3::integer[]) AS new (stem, change) "
            "ON CONFLICT (workspace_id, stem) "
            "DO UPDATE SET facts = stem_frequency.facts + excluded.facts",
            workspace,
            names,
            changes,
        )
        await self._driver.execute(
            "DELETE FROM stem_frequency "
            "WHERE workspace_id = $1 AND stem = ANY($2::text[]) AND facts <= 0",
            workspace,
            [stem for stem, change in changed if change < 0],
        )
        await self._driver.execute(
            "INSERT INTO text_index_size (workspace_id, facts, words) VALUES ($1, $2, $3) "
            "ON CONFLICT (workspace_id) DO UPDATE SET "
            "facts = text_index_size.facts + excluded.facts, "
            "words = text_index_size.words + excluded.words",
            workspace,
            facts,
            words,
        )


def _vector(workspace: int, fields: Sequence[str]) -> str:
    """Return a fact's stems as the text of a tsvector."""
    lexemes: dict[str, None] = {}
    for field, text in zip(FIELDS, fields, strict=True):
        for stem in text.split():
            lexemes[_lexeme(workspace, stem)] = None
            if field in NAME_FIELDS:
                lexemes[_lexeme(workspace, stem, in_names=True)] = None
    return " ".join(lexemes)


def _lexeme(workspace: int, stem: str, *, in_names: bool = False) -> str:
    """Return a stem as a quoted lexeme, in which nothing is an operator."""
    word = stem.replace("\0", "")[:_LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{workspace}{'#' if in_names else ':'}{word}'"
