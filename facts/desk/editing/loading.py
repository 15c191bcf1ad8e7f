"""Load facts from files: the starter set, or a newsroom's own folder of the same form.

One fact a file, as JSON in UTF-8, like those in `facts/starter/`. A folder is loaded whole or not
at all, in the order of its file names; a decision may name a law, or the decision that it reviews,
in any file of the folder. What is on file already is left as it is, so loading twice adds nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from facts.desk.editing.submission import checked, record_approval
from facts.desk.setup import Setup
from facts.errors import BadInput, InvalidFact, Problem
from facts.model import Approval, ApprovalBasis, Body, FactId, Quote, Revision, read_body
from facts.search.document import embedding_text
from facts.store import Transaction
from facts.store.facts import revisions

Named = tuple[str, Body]
"""The name of a file, without its ending, and the fact in it."""

STARTER_EDITOR = "starter set"
_STARTER_PREFIX = "starter/"
_LOADING_EDITOR = "command line"
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of a load: the facts filed, and how many were on file already.

    `differing` are the files (and their facts) that say something else than what is on file.
    """

    added: tuple[FactId, ...]
    there: int
    differing: tuple[tuple[str, FactId], ...] = ()


def starter_bodies(folder: Path | None = None) -> list[Named]:
    """Return the facts in a folder's files as (name, body), sorted by name.

    Without a folder, the starter facts. BadInput names each file and field at fault.
    """
    if folder is None:
        return _read_folder(files("facts.starter"))
    if not folder.is_dir():
        raise BadInput(f"{folder} is not a folder.", field="FOLDER")
    found = _read_folder(folder)
    if not found:
        raise BadInput(f"There are no .json files in {folder}.", field="FOLDER")
    return found


def _read_folder(folder: Traversable) -> list[Named]:
    found: list[Named] = []
    problems: list[str] = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json") and not file.name.startswith("."):
            try:
                found.append((file.name.removesuffix(".json"), _read_file(file)))
            except BadInput as error:
                problems.append(str(error))
    _require_none(problems)
    return found


def _read_file(file: Traversable) -> Body:
    """Read one fact's file; BadInput names the file and each field at fault."""
    try:
        text = file.read_text("utf-8-sig")  # a byte order mark, as some editors write, is no fault
        return read_body(json.loads(text, object_pairs_hook=_fields))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{file.name} is not JSON in UTF-8: {error}") from error
    except RecursionError as error:
        raise BadInput(f"{file.name} is nested too deeply to be a fact.") from error
    except OSError as error:
        raise BadInput(f"{file.name} cannot be read: {error.strerror}") from error
    except InvalidFact as error:
        raise BadInput(f"{file.name}: {error}") from error


def _fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object; InvalidFact for a field given twice, of which Python keeps the last."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidFact([Problem(twice, "is given twice")])
    return fields


def _require_none(problems: Sequence[str]) -> None:
    if not problems:
        return
    more = len(problems) - _MOST_PROBLEMS
    rest = [f"… and {more} more files"] if more > 0 else []
    raise BadInput("\n".join(["nothing was loaded.", *problems[:_MOST_PROBLEMS], *rest]))


async def load(setup: Setup, bodies: Iterable[Named], *, folder: Path | None) -> Loaded:
    """File the facts that are not on file yet: all of them, or none if one fails.

    `folder` is where they are from; None for the starter set. BadInput names
    each file and field at fault.
    """
    bodies = list(bodies)
    _require_none(list(_twice(bodies)))
    async with setup.store.reading(setup.workspace_id) as tx:
        there = await _on_file(tx, bodies, starter=folder is None)
    # Embeddings take long: they are made before the transaction that writes begins.
    texts = [embedding_text(body) for name, body in bodies if name not in there]
    async with setup.store.writing(setup.workspace_id, texts=texts) as tx:
        there = await _on_file(tx, bodies, starter=folder is None)
        new = [(name, body) for name, body in bodies if name not in there]
        added = await _add(setup, tx, new, folder)
        differing = tuple(await _differing(tx, bodies, there))
    return Loaded(added, len(there), differing)


def _twice(bodies: Sequence[Named]) -> Iterator[str]:
    seen: dict[object, str] = {}
    for name, body in bodies:
        first = seen.setdefault(_identity(body), name)
        if first != name:
            yield f"{name}.json: {body.key or 'passages'}: the same fact is in {first}.json"


def _identity(body: Body) -> object:
    """Return what makes a fact itself: its key; of a quote, the words, the speaker and the day."""
    if isinstance(body, Quote):
        return body.passages, body.speaker, str(body.said_on)
    return body.key


async def _on_file(tx: Transaction, bodies: Sequence[Named], *, starter: bool) -> dict[str, FactId]:
    """Return which of these facts are on file, by the file's name.

    A fact counts as what it was filed as, too: a corrected one is not filed again.
    """
    filed = {_identity(body): fact for fact, body in await revisions.as_filed(tx)}
    refs = await revisions.import_refs(tx, _STARTER_PREFIX) if starter else {}
    found: dict[str, FactId] = {}
    for name, body in bodies:
        fact = refs.get(_STARTER_PREFIX + name) or filed.get(_identity(body))
        if fact is None and body.key is not None:
            fact = next(iter(await revisions.by_key(tx, body.key)), None)
        if fact is not None:
            found[name] = fact
    return found


async def _add(
    setup: Setup, tx: Transaction, new: Sequence[Named], folder: Path | None
) -> tuple[FactId, ...]:
    """File, check and approve facts; all are filed before the first is checked."""
    now = setup.clock()
    origin = _origin(folder) if folder else None
    filed = [(name, await _file(tx, name, body, origin, now)) for name, body in new]
    problems: list[str] = []
    for name, revision in filed:
        try:
            await checked(tx, revision.body, today=setup.today())
        except InvalidFact as error:
            problems.append(f"{name}.json: {error}")
    _require_none(problems)
    basis = ApprovalBasis.STARTER_SET if folder is None else ApprovalBasis.LOADED
    for _, revision in filed:
        await record_approval(setup, tx, revision, Approval(approved=True, basis=basis, at=now))
    return tuple(revision.fact for _, revision in filed)


def _origin(folder: Path) -> str:
    """Return the folder's own name: where it lies is nothing for a card to show."""
    return folder.resolve().name


async def _file(
    tx: Transaction, name: str, body: Body, origin: str | None, now: datetime
) -> Revision:
    if origin is None:
        editor, reason, ref = STARTER_EDITOR, "starter set", _STARTER_PREFIX + name
    else:
        editor, reason, ref = _LOADING_EDITOR, f"loaded from {origin}/{name}.json"[:300], None
    return await revisions.add_fact(tx, body, editor=editor, reason=reason, now=now, import_ref=ref)


async def _differing(
    tx: Transaction, bodies: Sequence[Named], there: dict[str, FactId]
) -> list[tuple[str, FactId]]:
    """Return the files whose fact no revision on file has in these words."""
    known = await revisions.every(tx, [fact.number for fact in there.values()])
    on_file: dict[int, list[Body]] = {}
    for (number, _), revision in known.items():
        on_file.setdefault(number, []).append(revision.body)
    return [
        (name, there[name])
        for name, body in bodies
        if name in there and body not in on_file[there[name].number]
    ]
