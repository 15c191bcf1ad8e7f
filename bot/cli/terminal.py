"""Run a command at a terminal: open the desk, print results, report errors in one sentence."""

import asyncio
import gc
import json
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, NoReturn

from bot.settings import Settings
from facts import Desk, embedding, errors, open_desk

BAD_INPUT = 2
FAILED = 1

Json = dict[str, Any]


def run(make: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a command to its end; exit with 2 for bad usage or input, with 1 for a failed job."""
    # What was imported stays: frozen, it is not scanned for garbage while a person waits.
    gc.freeze()
    gc.enable()
    try:
        asyncio.run(make())
    except errors.BadInput as error:
        fail(str(error), code=BAD_INPUT)
    except errors.FactdeskError as error:
        fail(str(error), code=FAILED)
    except KeyboardInterrupt:
        sys.exit(130)


def fail(message: str, *, code: int) -> NoReturn:
    """Print what went wrong on stderr and exit."""
    print(f"factdesk: {message}", file=sys.stderr)
    sys.exit(code)


def desk_of(
    settings: Settings,
    *,
    workspace: str | None = None,
    create: bool = False,
    serving: bool = False,
) -> AbstractAsyncContextManager[Desk]:
    """Open the desk that the settings name, with the embedding model where one is installed."""
    model = embedding.installed(settings.model_folder)
    return open_desk(
        settings.database_url,
        workspace=workspace,
        create=create,
        review=settings.review == "on",
        timezone=settings.timezone,
        admins=settings.admins,
        serving=serving,
        encoder=model.encoder if model else None,
    )


def show(value: object) -> None:
    """Print one JSON object on one line of stdout."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


async def each(
    text: str,
    one: Callable[[Json], Awaitable[Json]],
    *,
    as_json: bool,
    only: tuple[str, ...] = (),
) -> None:
    """Run `one` for the text, or for each line of stdin where the text is "-"."""
    if text != "-":
        made = await one({"text": text})
        if as_json:
            show({name: made[name] for name in only} if only else made)
        else:
            print(made["text"])
        return
    failed = False
    for line in _lines_of(sys.stdin.readlines()):
        if isinstance(line, errors.BadInput):
            failed = True
            show({"error": str(line)})
            continue
        try:
            made = await one({"text": line} if isinstance(line, str) else line)
        except errors.FactdeskError as error:
            failed = True
            show({"error": str(error)})
        else:
            show({name: made[name] for name in only} if only else made)
    if failed:
        sys.exit(BAD_INPUT)


def _lines_of(given: list[str]) -> list[str | Json | errors.BadInput]:
    """Read JSON lines: a string, or an object with "text"; anything else becomes BadInput."""
    return [_line(line) for line in given if line.strip()]


def _line(line: str) -> str | Json | errors.BadInput:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return errors.BadInput(f"this line is not JSON: {error.msg}")
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        known = {"text", "as_of", "known_on", "speaker"}
        if unknown := sorted(set(value) - known):
            return errors.BadInput(
                f"unknown field {unknown[0]}; known are {', '.join(sorted(known))}"
            )
        if all(part is None or isinstance(part, str) for part in value.values()):
            return value
    return errors.BadInput('a line must be a string, or an object with "text"')
