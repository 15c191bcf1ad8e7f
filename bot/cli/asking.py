"""`ask`, `check-quote`, `keys`: one text, or JSON lines on stdin."""

import sys
from collections.abc import Awaitable, Callable

from bot import cards
from bot.cards.quotes import verdict_line
from bot.cli.running import BAD_INPUT, Json, desk_of, lines_of, show
from bot.settings import Settings
from facts import (
    Answer,
    BadInput,
    Desk,
    FactdeskError,
    Law,
    Match,
    Outcome,
    QuoteCheck,
    Viewer,
    describe_differences,
    find_keys,
    message_text,
)


async def ask(
    question: str,
    as_of: str | None,
    known_on: str | None,
    *,
    workspace: str | None,
    as_json: bool,
    explain: bool = False,
) -> None:
    """Answer one question, or each line of stdin; `explain` tells what was looked at."""
    async with desk_of(Settings.read(), workspace=workspace) as desk:

        async def one(given: Json) -> Json:
            read = desk.asking.read(
                given["text"],
                as_of=given.get("as_of") or as_of,
                known_on=given.get("known_on") or known_on,
                speaker=given.get("speaker"),
            )
            if read.is_empty:
                raise BadInput("The question is empty: ask in words.", field="QUESTION")
            made = answer_json(await desk.asking.look_up(read))
            if explain:
                why = await desk.explaining.why(read, Viewer())
                made["text"] = f"{made['text']}\n\n{cards.why_text(why)}"
                made["explanation"] = why.model_dump(mode="json", exclude={"question", "outcome"})
            return made

        await _each(question, one, as_json=as_json)


async def check_quote(
    message: str, speaker: str | None, *, workspace: str | None, as_json: bool
) -> None:
    """Check one message, or each line of stdin."""
    async with desk_of(Settings.read(), workspace=workspace) as desk:

        async def one(given: Json) -> Json:
            return await _checked(desk, given["text"], given.get("speaker") or speaker)

        await _each(message, one, as_json=as_json, only=("quotes",))


async def keys(text: str, *, as_json: bool) -> None:
    """Show the keys of one text, or of each line of stdin."""

    async def one(given: Json) -> Json:
        found = find_keys(given["text"])
        return {
            "keys": [key.model_dump(mode="json") for key in found],
            "text": "\n".join(f"{key.kind}: {key.key}" for key in found) or "No keys.",
        }

    await _each(text, one, as_json=as_json, only=("keys",))


async def _each(
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
    for line in lines_of(sys.stdin.readlines()):
        if isinstance(line, BadInput):
            failed = True
            show({"error": str(line)})
            continue
        try:
            made = await one({"text": line} if isinstance(line, str) else line)
        except FactdeskError as error:
            failed = True
            show({"error": str(error)})
        else:
            show({name: made[name] for name in only} if only else made)
    if failed:
        sys.exit(BAD_INPUT)


def answer_json(answer: Answer) -> Json:
    """Return an answer as the command line's contract has it."""
    made: Json = {
        "outcome": answer.outcome.value,
        "facts": [_match_json(match) for match in answer.matches],
    }
    if answer.outcome is Outcome.NOTHING:
        made["related"] = [
            {"id": str(fact.id), "title": fact.body.heading} for fact in answer.related
        ]
    return made | {"text": answer_text(answer)}


def _match_json(match: Match) -> Json:
    body = match.fact.body
    is_law = isinstance(body, Law) and match.standing is not None
    return {
        "id": str(match.fact.id),
        "kind": body.kind,
        "key": body.key,
        "title": body.heading,
        "probability": match.probability,
        "standing": match.standing.state.value if is_law and match.standing else None,
        "answer": match.sentence,
        "sources": [{"title": source.title, "url": source.url} for source in body.sources],
    }


def answer_text(answer: Answer) -> str:
    """Return an answer in plain text."""
    if answer.outcome is Outcome.FOUND:
        return cards.copy_text(answer.match)
    if answer.outcome is Outcome.CHOICES:
        lines = [
            f"{match.fact.id}  {match.fact.body.heading}: {match.line}" for match in answer.matches
        ]
        return "\n".join(["More than one fact on file fits. Which one?", *lines])
    related = [f"{fact.id}  {fact.body.heading}" for fact in answer.related]
    return "\n".join(
        [
            "Nothing on file answers that.",
            *(["Related, but not an answer:"] if related else []),
            *related,
        ]
    )


async def _checked(desk: Desk, text: str, speaker: str | None) -> Json:
    check: QuoteCheck = await desk.asking.check_quote(message_text(text), speaker=speaker)
    quotes = []
    lines = []
    for one in check.message.quotes:
        compared = one.comparison
        speaker_on_file = one.on_file.speaker if one.on_file else None
        quotes.append(
            {
                "words": one.span.words,
                "verdict": one.verdict.value,
                "fact": one.on_file.id if one.on_file else None,
                "speaker": speaker_on_file,
                "meaning_changed": bool(compared and compared.meaning_changed),
                "differences": [
                    {"op": found.op.value, "on_file": found.on_file, "quoted": found.quoted}
                    for found in (compared.differences if compared else ())
                ],
            }
        )
        said = f"{verdict_line(one)} “{one.span.words}”"
        told = describe_differences(one) if compared else ""
        on_file = f"\n  {one.on_file.id}, {speaker_on_file}" if one.on_file else ""
        lines.append(said + (f"\n  {told}" if told else "") + on_file)
    return {"quotes": quotes, "text": "\n".join(lines) or "There are no words to check."}
