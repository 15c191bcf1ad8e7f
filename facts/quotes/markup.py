"""Reading through markup: Slack's, HTML's and broken encodings', with the way back to the original.

What a reader would see is compared; what is shown is always cut out of the text as it was given.
Slack escapes only `&`, `<` and `>` (docs.slack.dev, "Formatting message text"); pasted HTML arrives
there with its tags escaped.
"""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

_BLOCK_TAGS = "p|div|br|hr|li|ul|ol|h[1-6]|blockquote|td|tr|th|table|section|article|header|footer"
_INLINE_TAGS = "a|abbr|b|big|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strong|sub|sup|u"
_TAG = rf"(?P<close>/?)(?P<tag>{_BLOCK_TAGS}|{_INLINE_TAGS})(?:\s[^<>]{{0,2000}}?)?/?"
_MARKUP = re.compile(
    rf"""
      <(?P<slack>[@\#!][^<>|\s]*)(?:\|(?P<name>[^<>]*))?>
    | <(?P<url>(?:https?://|mailto:|tel:)[^<>|]*)(?:\|(?P<label>[^<>]*))?>
    | (?P<unseen><!--.*?-->|<(?P<skip>script|style)\b.*?</(?P=skip)\s*>)
    | (?:<|&lt;)(?P<close>/?)(?P<tag>{_BLOCK_TAGS}|{_INLINE_TAGS})
      (?:\s[^<>]{{0,2000}}?)?/?(?:>|&gt;)
    | (?P<entity>&(?:amp;)*(?:\#\d{{1,7}}|\#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,30}});)
    | (?P<bare>\bhttps?://(?:[^\s<>"“”«»]|(?<==)"[^\s<>"]*")+)
    | (?P<emoji>(?<![\w:]):(?=[a-z0-9_+-]*[a-z+_-])[a-z0-9_+-]{{1,60}}:(?!\w))
    | (?P<broken>[\u00c2-\u00f4][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_HALF_OF_A_MARK = "â€"
"""What is left of a closing mark (â€ and U+009D) once control characters are taken out."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without markup. Without any, `starts` and `ends` are None: offsets are the same."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def start(self, at: int) -> int:
        """Return where the character at `at` begins in the original."""
        return at if self.starts is None else self.starts[at]

    def end(self, at: int) -> int:
        """Return where what comes before `at` (at least one character) ends in the original."""
        return at if self.ends is None else self.ends[at - 1]


def plain(text: str) -> Plain:
    """Read a text without its markup, entities and broken encodings resolved."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _MARKUP.finditer(text):
        shown, first = _shown(found)
        if shown is None:
            continue
        _as_it_is(text, at, found.start(), characters, starts, ends)
        if first is not None:
            _as_it_is(text, first, first + len(shown), characters, starts, ends)
        else:
            characters.append(shown)
            starts += [found.start()] * len(shown)
            ends += [found.end()] * len(shown)
        at = found.end()
    if not at:
        return Plain(text)
    _as_it_is(text, at, len(text), characters, starts, ends)
    return Plain("".join(characters), tuple(starts), tuple(ends))


def _as_it_is(
    text: str, start: int, end: int, characters: list[str], starts: list[int], ends: list[int]
) -> None:
    characters.append(text[start:end])
    starts += range(start, end)
    ends += range(start + 1, end + 1)


def _shown(found: re.Match[str]) -> tuple[str | None, int | None]:
    """Return what a piece of markup shows, and where that stands in the text if it does."""
    shown: str | None = None
    if found["slack"] or found["url"]:
        label = "name" if found["slack"] else "label"
        return (found[label], found.start(label)) if found[label] else (" ", None)
    if found["entity"]:
        decoded = html.unescape(re.sub(r"&(?:amp;)+", "&", found["entity"], flags=re.IGNORECASE))
        # "&copy" in a sentence is read by HTML as a sign; a name that it does not know stays.
        shown = decoded if len(decoded) <= 2 else None  # noqa: PLR2004 (some signs are two)
    elif found["broken"]:
        shown = _repaired(found["broken"])
        return (shown, None) if shown != found["broken"] else (None, None)
    elif found["tag"]:
        tag = found["tag"].lower()
        if tag == "q":
            shown = "”" if found["close"] else "“"
        else:
            shown = "\n\n" if re.fullmatch(_BLOCK_TAGS, tag) else ""
            shown = "\n" if tag == "br" else shown
    else:
        shown = " "
    return shown, None


@lru_cache(maxsize=512)
def _repaired(broken: str) -> str:
    # ftfy takes 60 ms to import and is needed for damaged text only.
    import ftfy  # noqa: PLC0415

    if broken == _HALF_OF_A_MARK:
        return "”"
    return ftfy.fix_text(broken, uncurl_quotes=False, unescape_html=False, normalization=None)
