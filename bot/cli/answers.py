"""`ask`, `check-quote`, `keys`: one text, or JSON lines on stdin; `extract`: an article."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot import cards
from bot.cards.quotes import verdict_line
from bot.cli.terminal import BAD_INPUT, Json, desk_of, lines_of, show
from bot.settings import Settings
from facts import Answer, Desk, Match, Outcome, QuoteCheck, Viewer, errors, law, quotes, texts

_MOST_BYTES = 1_000_000
"""Largest article that is read: longer than any real one, small enough to hold in memory."""


async def ask(
    question: str,
    as_of: str | None,
    known_on: str | None,
    *,
    workspace: str | None,
    as_json: bool,
    explain: bool = False,
) -> None:
    """Answer one question, or each line of stdin; `explain` adds the facts considered."""
    async with desk_of(Settings.read(), workspace=workspace) as desk:

        async def one(given: Json) -> Json:
            read = desk.answers.read(
                given["text"],
                as_of=given.get("as_of") or as_of,
                known_on=given.get("known_on") or known_on,
                speaker=given.get("speaker"),
            )
            if read.is_empty:
                raise errors.BadInput("The question is empty: ask in words.", field="QUESTION")
            made = answer_json(await desk.answers.look_up(read))
            if explain:
                why = await desk.answers.explain(read, Viewer())
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
        found = law.keys.find_keys(given["text"])
        return {
            "keys": [key.model_dump(mode="json") for key in found],
            "text": "\n".join(f"{key.kind}: {key.key}" for key in found) or "No keys.",
        }

    await _each(text, one, as_json=as_json, only=("keys",))


async def extract_from(file: str, *, as_json: bool) -> None:
    """Print the quotes of one article; BadInput for a file that is missing or is not text."""
    found = quotes.extract(_article(Path(file)))
    if as_json:
        show({"quotes": [_extracted_json(one) for one in found]})
        return
    print("\n\n".join(map(_extracted_text, found)) or "There are no quotes in that article.")


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


def answer_json(answer: Answer) -> Json:
    """Return an answer as the command line prints it with --json."""
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
    is_law = match.fact.law is not None and match.standing is not None
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
    check: QuoteCheck = await desk.answers.check_quote(texts.message_text(text), speaker=speaker)
    made = []
    lines = []
    for one in check.message.quotes:
        compared = one.comparison
        speaker_on_file = one.on_file.speaker if one.on_file else None
        made.append(
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
        verdict = f"{verdict_line(one)} “{one.span.words}”"
        differences = quotes.describe_differences(one) if compared else ""
        on_file = f"\n  {one.on_file.id}, {speaker_on_file}" if one.on_file else ""
        lines.append(verdict + (f"\n  {differences}" if differences else "") + on_file)
    return {"quotes": made, "text": "\n".join(lines) or "There are no words to check."}


def _article(file: Path) -> str:
    """Read an article unchanged, line endings included: offsets count its characters."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise errors.BadInput(f"{file} cannot be read: {why}.", field="FILE") from error
    if len(raw) > _MOST_BYTES:
        raise errors.BadInput(
            f"{file} is longer than an article: at most 1 MB is read.", field="FILE"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise errors.BadInput(
            f"{file} is not text in UTF-8: byte {error.start + 1} is none. Save it as UTF-8.",
            field="FILE",
        ) from error
    if "\0" in text:
        raise errors.BadInput(f"{file} is not text: it holds binary data.", field="FILE")
    return text


def _extracted_json(one: quotes.ExtractedQuote) -> Json:
    return {
        "words": one.words,
        "speaker": one.speaker,
        "cue": one.cue,
        "start": one.start,
        "end": one.end,
    }


def _extracted_text(one: quotes.ExtractedQuote) -> str:
    cue = f" ({one.cue})" if one.cue else ""
    unsure = "  Needs a person to say who it is." if one.needs_person else ""
    return f"“{one.words}”\n  {one.speaker or 'No speaker named'}{cue}{unsure}"
