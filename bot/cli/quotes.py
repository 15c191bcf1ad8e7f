"""`check-quote`: one message, or JSON lines on stdin; `extract`: an article."""

from pathlib import Path

from bot.cards.quotes import verdict_line
from bot.cli.terminal import Json, desk_of, each, show
from bot.settings import Settings
from facts import Desk, errors, quotes, texts

_MOST_BYTES = 1_000_000
"""Largest article that is read: longer than any real one, small enough to hold in memory."""


async def check_quote(
    message: str, speaker: str | None, *, workspace: str | None, as_json: bool
) -> None:
    """Check one message, or each line of stdin."""
    async with desk_of(Settings.read(), workspace=workspace) as desk:

        async def one(given: Json) -> Json:
            return await _checked(desk, given["text"], given.get("speaker") or speaker)

        await each(message, one, as_json=as_json, only=("quotes",))


async def extract_from(file: str, *, as_json: bool) -> None:
    """Print the quotes of one article; BadInput for a file that is missing or is not text."""
    found = quotes.extract(_article(Path(file)))
    if as_json:
        show({"quotes": [_extracted_json(one) for one in found]})
        return
    print("\n\n".join(map(_extracted_text, found)) or "There are no quotes in that article.")


async def _checked(desk: Desk, text: str, speaker: str | None) -> Json:
    check = await desk.quotes.check(texts.message_text(text), speaker=speaker)
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
            f"{file} is not UTF-8 text (byte {error.start + 1}): save it as UTF-8.",
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
        "needs_person": one.needs_person,
    }


def _extracted_text(one: quotes.ExtractedQuote) -> str:
    cue = f" ({one.cue})" if one.cue else ""
    unsure = "  Needs a person to say who it is." if one.needs_person else ""
    return f"“{one.words}”\n  {one.speaker or 'No speaker named'}{cue}{unsure}"
