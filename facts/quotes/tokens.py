"""A text as words to be compared, each with its place in the original.

Folded away: case, quotation marks, dashes, spaces, accents' encoding, entities, Slack's markup. An
apostrophe inside a word is part of it. Scripts written without spaces go character by character.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from facts.quotes.verdict import JOIN, Offsets
from facts.text import fold

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


_LETTER = r"[^\W\d_]"
# Marks that combine with a letter, and characters that nobody sees, do not end a word.
_JOINED = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\ufeff"
)
_ALONE = "\u0e01-\u0e30\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHE = "'’‘ʼ＇`´"
_WORD = rf"""
      [{_ALONE}][{_JOINED}]*
    | (?:{_LETTER}\.)+{_LETTER}\b\.?(?![\w])
    | [$£€¥]?\d+(?:[.,]\d+|:\d\d)*(?:{_LETTER}[\w{_JOINED}]*)?
    | (?:\[{_LETTER}{{1,3}}\](?={_LETTER}))?
      (?![{_ALONE}]){_LETTER}
      (?:(?![{_ALONE}_])[\w{_JOINED}]|[{_APOSTROPHE}](?={_LETTER}))*
      (?:\[{_LETTER}{{1,4}}\](?!\w))?
    | [%&]
"""
_TOKEN = re.compile(
    rf"""
      (?P<gap>[\[(]\s*(?:…|\.[ \u00a0]?\.[ \u00a0]?\.[. \u00a0]*)\s*[\])]
        |…[.…]*|\.(?:[ \u00a0]?\.){{2,}})
    | (?P<word>{_WORD})
    | (?P<open>\[)
    | (?P<shut>\])
    """,
    re.VERBOSE,
)
_SIGNS = {"%": "percent", "&": "and"}
_CLAUSE_END = re.compile(r"[,;:.!?…()\[\]—–\n]|\s-{1,3}\s|--")
_SENTENCE_END = re.compile(r"[.!?…:\n][\"”’'»)\]]*\s*[\"“‘'«(\[]*\s*$")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words in order; `starts` and `ends` are offsets into the original text."""

    original: str
    plain: Plain
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    plain_starts: tuple[int, ...]
    plain_ends: tuple[int, ...]
    brackets: tuple[Offsets | None, ...]
    """For a word in square brackets, the brackets' own place in the original."""
    gaps: dict[int, Offsets]
    """Before which word (its index) an ellipsis stands, and where."""
    passages: tuple[int, ...]
    """To which passage of the speech each word belongs."""

    def __len__(self) -> int:
        return len(self.words)

    def cut(self, first: int, last: int) -> Offsets:
        """Return where the words `first` (inclusive) to `last` (exclusive) stand, brackets too.

        An empty run stands after the word before it.
        """
        if first >= last:
            at = self.ends[first - 1] if first else (self.starts[0] if self.starts else 0)
            return at, at
        start, end = self.starts[first], self.ends[last - 1]
        opened, shut = self.brackets[first], self.brackets[last - 1]
        return min(start, opened[0]) if opened else start, max(end, shut[1]) if shut else end

    def text(self, span: Offsets) -> str:
        """Cut a piece out of the original."""
        return self.original[span[0] : span[1]]

    def between(self, index: int) -> str:
        """Return what stands, without markup, between the word at `index` and the one before."""
        start = self.plain_ends[index - 1] if index else 0
        end = self.plain_starts[index] if index < len(self.words) else len(self.plain.text)
        return self.plain.text[start:end]

    def ends_clause(self, index: int) -> bool:
        """Whether a clause ends before the word at `index`."""
        return (
            not index
            or self.passages[index] != self.passages[index - 1]
            or _CLAUSE_END.search(self.between(index)) is not None
        )

    def starts_sentence(self, index: int) -> bool:
        """Whether the word at `index` opens a sentence, so that its capital tells nothing."""
        return (
            not index
            or self.passages[index] != self.passages[index - 1]
            or _SENTENCE_END.search(self.between(index)) is not None
        )


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    folded = fold(word).replace("\u00b4", "'")
    folded = folded.translate({ord("["): None, ord("]"): None})
    if any(char.isdigit() for char in folded):
        return re.sub(r",(?=\d{3})", "", folded)
    return folded.replace(".", "")


@lru_cache(maxsize=1024)
def tokens(text: str) -> Tokens:
    """Take a text apart."""
    return _read(text, (0, len(text)))


@lru_cache(maxsize=1024)
def speech(passages: tuple[str, ...]) -> Tokens:
    """Take the passages of one speech apart, as if joined by `JOIN`; the joints are no gaps."""
    text = JOIN.join(passages)
    ends = []
    at = 0
    for passage in passages:
        at += len(passage)
        ends.append(at)
        at += len(JOIN)
    return _read(text, tuple(ends))


def has_words(text: str) -> bool:
    """Whether there is a word in a text without markup: `“…”` has none."""
    return any(found.lastgroup == "word" for found in _TOKEN.finditer(text))


def _read(text: str, passage_ends: Sequence[int]) -> Tokens:
    bare = plain(text)
    words: list[str] = []
    spots: list[tuple[int, int]] = []
    brackets: list[Offsets | None] = []
    gaps: dict[int, Offsets] = {}
    opened: tuple[int, int] | None = None  # (index of the first word inside, where it opens)
    for found in _TOKEN.finditer(bare.text):
        match found.lastgroup:
            case "gap":
                span = (bare.start(found.start()), bare.end(found.end()))
                gaps[len(words)] = (gaps.get(len(words), span)[0], span[1])
            case "word":
                words.append(_folded(found.group()))
                spots.append(found.span())
                inner = "[" in found.group()
                brackets.append(_original(bare, found.span()) if inner else None)
            case "open":
                opened = (len(words), found.start())
            case "shut" if opened is not None:
                span = _original(bare, (opened[1], found.end()))
                brackets[opened[0] :] = [span] * (len(words) - opened[0])
                opened = None
            case _:
                pass
    starts = tuple(bare.start(start) for start, _ in spots)
    return Tokens(
        original=text,
        plain=bare,
        words=tuple(words),
        starts=starts,
        ends=tuple(bare.end(end) for _, end in spots),
        plain_starts=tuple(start for start, _ in spots),
        plain_ends=tuple(end for _, end in spots),
        brackets=tuple(brackets),
        gaps=gaps,
        passages=tuple(_passages(starts, passage_ends)),
    )


def _original(bare: Plain, span: tuple[int, int]) -> Offsets:
    return bare.start(span[0]), bare.end(span[1])


def _passages(starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    found = []
    passage = 0
    for start in starts:
        while passage < len(ends) - 1 and start >= ends[passage]:
            passage += 1
        found.append(passage)
    return found
