"""Split text into words to compare, each with its offsets in the original.

`strip_markup` returns a text as a reader sees it, with Slack's markup, HTML and broken encodings
resolved. `tokenize` splits that into words and folds them for comparison: case, accents, quotation
marks, dashes, spaces and invisible characters make no difference. All offsets point into the text
as given, so that whatever is shown is cut from the original.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from facts.quotes.verdict import PASSAGE_BREAK, Offsets
from facts.text import fold

# Elements of the HTML Living Standard that text copied from a page or an e-mail carries, by how a
# browser's default style sheet displays them.
_BLOCK_TAGS = "p|div|br|hr|li|ul|ol|h[1-6]|blockquote|td|tr|th|table|section|article|header|footer"
_INLINE_TAGS = "a|abbr|b|big|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strong|sub|sup|u"
# Slack escapes only `&`, `<` and `>` (docs.slack.dev, "Formatting message text"), so pasted HTML
# arrives with its tags escaped.
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
_BROKEN_CLOSING_MARK = "â€"
"""A mis-decoded ” (â€ and U+009D) after control characters have been removed."""

_LETTER = r"[^\W\d_]"
# Combining marks and zero-width characters do not end a word.
_COMBINING = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\ufeff"
)
# Scripts written without spaces (Thai, kana, Han) are split into characters.
_UNSPACED = "\u0e01-\u0e30\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHE = "'’‘ʼ＇`´"
_WORD = rf"""
      [{_UNSPACED}][{_COMBINING}]*
    | (?:{_LETTER}\.)+{_LETTER}\b\.?(?![\w])
    | [$£€¥]?\d+(?:[.,]\d+|:\d\d)*(?:{_LETTER}[\w{_COMBINING}]*)?
    | (?:\[{_LETTER}{{1,3}}\](?={_LETTER}))?
      (?![{_UNSPACED}]){_LETTER}
      (?:(?![{_UNSPACED}_])[\w{_COMBINING}]|[{_APOSTROPHE}](?={_LETTER}))*
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
class PlainText:
    """A text without its markup, with the way back to offsets in the original.

    `starts[i]:ends[i]` is the part of the original that character `i` of `text` comes from. Both
    are None if there was no markup, so that the offsets are the same.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original_start(self, at: int) -> int:
        """Return the offset in the original at which the character `at` begins."""
        return at if self.starts is None else self.starts[at]

    def original_end(self, at: int) -> int:
        """Return the offset in the original at which `text[:at]` ends; `at` is at least 1."""
        return at if self.ends is None else self.ends[at - 1]

    def original_span(self, start: int, end: int) -> Offsets:
        """Return the offsets in the original of `text[start:end]`, which is not empty."""
        return self.original_start(start), self.original_end(end)


def strip_markup(text: str) -> PlainText:
    """Return a text as a reader sees it.

    Slack links and mentions become their labels, entities and broken encodings become the intended
    characters, block tags become line breaks and `<q>` becomes quotation marks; emoji and bare URLs
    become a space.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _MARKUP.finditer(text):
        shown, label_start = _shown(found)
        if shown is None:
            continue
        _copy(text, at, found.start(), characters, starts, ends)
        if label_start is not None:
            _copy(text, label_start, label_start + len(shown), characters, starts, ends)
        else:
            characters.append(shown)
            starts += [found.start()] * len(shown)
            ends += [found.end()] * len(shown)
        at = found.end()
    if not at:
        return PlainText(text)
    _copy(text, at, len(text), characters, starts, ends)
    return PlainText("".join(characters), tuple(starts), tuple(ends))


def _copy(
    text: str, start: int, end: int, characters: list[str], starts: list[int], ends: list[int]
) -> None:
    characters.append(text[start:end])
    starts += range(start, end)
    ends += range(start + 1, end + 1)


def _shown(found: re.Match[str]) -> tuple[str | None, int | None]:
    """Return what a piece of markup shows (None: itself), and its offset if it is a label."""
    shown: str | None = None
    if found["slack"] or found["url"]:
        label = "name" if found["slack"] else "label"
        return (found[label], found.start(label)) if found[label] else (" ", None)
    if found["entity"]:
        decoded = html.unescape(re.sub(r"&(?:amp;)+", "&", found["entity"], flags=re.IGNORECASE))
        # An unknown name is not decoded, or only in part ("&copy" of "&copyright;"): leave it.
        shown = decoded if len(decoded) <= 2 else None  # noqa: PLR2004 (some entities are two)
    elif found["broken"]:
        shown = _repair_encoding(found["broken"])
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
def _repair_encoding(broken: str) -> str:
    # ftfy takes 60 ms to import and is needed for damaged text only.
    import ftfy  # noqa: PLC0415

    if broken == _BROKEN_CLOSING_MARK:
        return "”"
    return ftfy.fix_text(broken, uncurl_quotes=False, unescape_html=False, normalization=None)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text in order. The tuples are parallel, one element per word."""

    original: str
    plain: PlainText
    words: tuple[str, ...]
    """Folded for comparison."""
    starts: tuple[int, ...]
    """Offsets into the original, as `ends`."""
    ends: tuple[int, ...]
    plain_starts: tuple[int, ...]
    """Offsets into the text without markup, as `plain_ends`."""
    plain_ends: tuple[int, ...]
    brackets: tuple[Offsets | None, ...]
    """For a word in square brackets, the offsets of the brackets in the original."""
    gaps: dict[int, Offsets]
    """Ellipses: the index of the word that follows → the ellipsis's offsets in the original."""
    passages: tuple[int, ...]
    """The number, from 0, of the passage that each word belongs to."""

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Offsets:
        """Return the offsets in the original of words `first` up to, not including, `last`.

        Square brackets around them are included. An empty range is placed after word `first - 1`.
        """
        if first >= last:
            at = self.ends[first - 1] if first else (self.starts[0] if self.starts else 0)
            return at, at
        start, end = self.starts[first], self.ends[last - 1]
        opening, closing = self.brackets[first], self.brackets[last - 1]
        return (
            min(start, opening[0]) if opening else start,
            max(end, closing[1]) if closing else end,
        )

    def text(self, span: Offsets) -> str:
        """Return the part of the original at these offsets."""
        return self.original[span[0] : span[1]]

    def between(self, index: int) -> str:
        """Return the text, without markup, between the word at `index` and the one before it."""
        start = self.plain_ends[index - 1] if index else 0
        end = self.plain_starts[index] if index < len(self.words) else len(self.plain.text)
        return self.plain.text[start:end]

    def is_clause_start(self, index: int) -> bool:
        """Whether a clause ends before the word at `index`."""
        return self._is_passage_start(index) or _CLAUSE_END.search(self.between(index)) is not None

    def is_sentence_start(self, index: int) -> bool:
        """Whether the word at `index` starts a sentence, where a capital does not mark a name."""
        return (
            self._is_passage_start(index) or _SENTENCE_END.search(self.between(index)) is not None
        )

    def _is_passage_start(self, index: int) -> bool:
        return not index or self.passages[index] != self.passages[index - 1]


@lru_cache(maxsize=1024)
def tokenize(text: str) -> Tokens:
    """Split a text into words. Any text is accepted."""
    return _tokenize(text, (len(text),))


@lru_cache(maxsize=1024)
def tokenize_passages(passages: tuple[str, ...]) -> Tokens:
    """Split the passages of one quote into words, as if joined by `PASSAGE_BREAK`.

    The breaks do not count as ellipses.
    """
    ends = []
    at = 0
    for passage in passages:
        at += len(passage)
        ends.append(at)
        at += len(PASSAGE_BREAK)
    return _tokenize(PASSAGE_BREAK.join(passages), tuple(ends))


def has_words(text: str) -> bool:
    """Whether a text without markup has any words: `“…”` has none."""
    return any(found.lastgroup == "word" for found in _TOKEN.finditer(text))


def _tokenize(text: str, passage_ends: Sequence[int]) -> Tokens:
    plain = strip_markup(text)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    brackets: list[Offsets | None] = []
    gaps: dict[int, Offsets] = {}
    bracket: tuple[int, int] | None = None  # an open one: (index of its first word, offset)
    for found in _TOKEN.finditer(plain.text):
        match found.lastgroup:
            case "gap":
                gap = plain.original_span(*found.span())
                gaps[len(words)] = (gaps.get(len(words), gap)[0], gap[1])
            case "word":
                words.append(_fold_word(found.group()))
                spans.append(found.span())
                inner = "[" in found.group()  # "[W]e", "judge[s]"
                brackets.append(plain.original_span(*found.span()) if inner else None)
            case "open":
                bracket = (len(words), found.start())
            case "shut" if bracket is not None:
                span = plain.original_span(bracket[1], found.end())
                brackets[bracket[0] :] = [span] * (len(words) - bracket[0])
                bracket = None
            case _:
                pass
    starts = tuple(plain.original_start(start) for start, _ in spans)
    return Tokens(
        original=text,
        plain=plain,
        words=tuple(words),
        starts=starts,
        ends=tuple(plain.original_end(end) for _, end in spans),
        plain_starts=tuple(start for start, _ in spans),
        plain_ends=tuple(end for _, end in spans),
        brackets=tuple(brackets),
        gaps=gaps,
        passages=tuple(_passage_numbers(starts, passage_ends)),
    )


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    folded = fold(word).replace("\u00b4", "'")
    folded = folded.translate({ord("["): None, ord("]"): None})
    if any(char.isdigit() for char in folded):
        return re.sub(r",(?=\d{3})", "", folded)
    return folded.replace(".", "")


def _passage_numbers(starts: Sequence[int], passage_ends: Sequence[int]) -> list[int]:
    numbers = []
    passage = 0
    for start in starts:
        while passage < len(passage_ends) - 1 and start >= passage_ends[passage]:
            passage += 1
        numbers.append(passage)
    return numbers
