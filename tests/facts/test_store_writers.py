"""One table, one file that writes it: how a row came to be is read in that file."""

import re
from collections import defaultdict
from pathlib import Path

from sqlalchemy import Table

from facts.store import schema

STORE = Path(schema.__file__).parent
_CORE = re.compile(r"\b(?:insert|update|delete|insert_rows)\(\s*([\w.]+)")
_SQL = re.compile(r"\b(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) (\w+)")
_NAMED = re.compile(r"^(_\w+(?:, _\w+)*) = (schema\.\w+(?:, schema\.\w+)*)$", re.MULTILINE)
_DATABASE = re.compile(r"^(?:postgres|sqlite)/")
"""Each database has its own file for the same statements: they count as one."""
COPIES = "copying.py"
"""`db copy` copies every table as it is."""
ROOM = "connection.py"
"""`require_room` writes a row and takes it back, to see whether the disk has room."""


def _writers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    tables = {name: one.name for name, one in vars(schema).items() if isinstance(one, Table)}
    for file in STORE.rglob("*.py"):
        if "migrations" in file.parts or file.name == COPIES:
            continue
        source, name = file.read_text("utf-8"), file.relative_to(STORE).as_posix()
        name = _DATABASE.sub("", name)
        known = {f"schema.{table}": real for table, real in tables.items()} | tables
        for left, right in _NAMED.findall(source):
            for short, table in zip(left.split(", "), right.split(", "), strict=True):
                known[short] = known[table]
        for written in (*_CORE.findall(source), *_SQL.findall(source)):
            table = known.get(written, written)
            if table in tables.values() and (name, table) not in {
                (ROOM, "inbound"), (ROOM, "question"), (ROOM, "workspace"),
            }:  # fmt: skip
                found[table].add(name)
    return found


def test_each_table_has_one_file_that_writes_it() -> None:
    writers = _writers()
    assert writers.keys() == set(schema.metadata.tables)
    assert {table: files for table, files in writers.items() if len(files) != 1} == {}
