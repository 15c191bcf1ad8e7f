"""The lease of a SQLite file: the process that serves it holds a lock on a file beside it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from facts.errors import AlreadyServed, Unavailable

_LOOK_AGAIN_S = 0.1
"""`leased_by` in another process holds the lock briefly, to see whether it is free."""


@contextmanager
def lease(file: str | None) -> Iterator[None]:
    """Hold the lock of a database file; AlreadyServed if another process has it.

    The system releases it when the process ends, even by a crash. A database in memory has none.
    The lock file is kept: if it were removed, a third process could lock a new one of that name.
    """
    if file is None:
        yield
        return
    lock = _lock_of(file)
    try:
        held = lock.open("a+", encoding="utf-8")
    except OSError as error:
        raise Unavailable(
            f"{lock} cannot be written ({error.strerror}): Factdesk keeps a lock there, so that no "
            "second process serves the database."
        ) from error
    with held:
        if not _locked(held):
            time.sleep(_LOOK_AGAIN_S)
            if not _locked(held):
                raise AlreadyServed(
                    f"Factdesk is already running on {file} (process {_written(held)}): stop that "
                    "one first, or set another FACTDESK_DATABASE_URL."
                )
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def leased_by(file: str | None) -> str | None:
    """Return the id of the process that serves a database file, if any."""
    if file is None or not _lock_of(file).exists():
        return None
    with _lock_of(file).open(encoding="utf-8") as opened:
        return None if _locked(opened) else _written(opened)


def _lock_of(file: str) -> Path:
    """Return the lock file, the same for every path to the database."""
    return Path(f"{Path(file).resolve()}.serving")


def _locked(file: IO[str]) -> bool:
    """Take the lock; False if another process holds it."""
    import fcntl  # noqa: PLC0415 (missing on Windows, where everything else works)

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _written(file: IO[str]) -> str:
    file.seek(0)
    return file.read().strip() or "unknown"
