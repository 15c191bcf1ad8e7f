"""`extract`: the quotes of an article in a file, with speaker and cue, as drafts."""

from pathlib import Path

from bot.cli.running import Json, show
from facts import BadInput, ExtractedQuote, extract

_MOST = 1_000_000
"""Bytes of a file: far more than the longest article, little enough to read at once."""


async def extract_file(file: str, *, as_json: bool) -> None:
    """Show the quotes of one article; BadInput for a file that is absent or holds no text."""
    found = extract(_article(Path(file)))
    if as_json:
        show({"quotes": [_quote_json(one) for one in found]})
        return
    print("\n\n".join(_quote_text(one) for one in found) or "There are no quotes in that article.")


def _article(file: Path) -> str:
    """Read an article to the letter, line ends included: offsets count in what is returned."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(_MOST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{file} cannot be read: {why}.", field="FILE") from error
    if len(raw) > _MOST:
        raise BadInput(f"{file} is longer than an article: at most 1 MB is read.", field="FILE")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{file} is not text in UTF-8: byte {error.start + 1} is none. Save it as UTF-8.",
            field="FILE",
        ) from error
    if "\0" in text:
        raise BadInput(f"{file} is not text: it holds binary data.", field="FILE")
    return text


def _quote_json(one: ExtractedQuote) -> Json:
    return {
        "words": one.words,
        "speaker": one.speaker,
        "cue": one.cue,
        "start": one.start,
        "end": one.end,
    }


def _quote_text(one: ExtractedQuote) -> str:
    cue = f" ({one.cue})" if one.cue else ""
    unsure = "  Needs a person to say who it is." if one.needs_person else ""
    return f"“{one.words}”\n  {one.speaker or 'No speaker named'}{cue}{unsure}"
