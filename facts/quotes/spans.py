"""The quotes in a message: what stands between marks or in block quotes, and who is named."""

import re

from facts.model.value import Value
from facts.people import names_somebody
from facts.quotes.attribution import Attribution, attribution_after, attribution_before
from facts.quotes.marks import Pair, pairs_of_marks
from facts.quotes.tokens import Plain, has_words, plain, tokens

_INSIDE_WORDS = 4
CHECKED = 10
"""So many quotes of one message are checked."""
_BLOCK = re.compile(r"(?:^[ \t]*>(?!>)[^\n]*(?:\n|$))+|^[ \t]*>>>[\s\S]*", re.MULTILINE)
_BLOCK_MARK = re.compile(r"[ \t]*>{1,3}[ \t]?")


class Span(Value):
    """One quote of a message: `words` is the message from `start` to `end`, marks left out."""

    words: str
    start: int
    end: int
    speaker: str | None = None
    """Who is named near the quote, as written there; may be a pronoun or a role."""
    inside: bool = False
    """It stands inside the quote before it."""


class Spans(Value):
    """The quotes of a message, at most `CHECKED`; `more` were left out."""

    spans: tuple[Span, ...] = ()
    more: int = 0
    whole_message: bool = False
    """Nothing is quoted: the one span is the message."""


def spans(message: str) -> Spans:
    """Cut a message at its quotation marks and block quotes; with none it is one span."""
    bare = plain(message)
    quoted = [pair for pair in _quoted(bare.text) if has_words(bare.text[pair.start : pair.end])]
    if not quoted:
        return _whole(message, bare)
    outer = [pair for pair in quoted if not pair.inside]
    named = {
        pair: _named(
            bare.text,
            pair,
            previous=outer[index - 1].shuts if index else 0,
            following=outer[index + 1].opens if index + 1 < len(outer) else len(bare.text),
        )
        for index, pair in enumerate(outer[:CHECKED])
    }
    last = outer[:CHECKED][-1].shuts
    return Spans(
        spans=tuple(
            _span(message, bare, pair, found.speaker if (found := named.get(pair)) else None)
            for pair in quoted
            if pair.opens < last and not (pair.inside and _is_short(bare, pair))
        ),
        more=max(0, len(outer) - CHECKED),
    )


def _is_short(bare: Plain, pair: Pair) -> bool:
    """Whether a quote inside a quote is too short to be checked by itself."""
    words = bare.text[pair.start : pair.end].split(maxsplit=_INSIDE_WORDS)
    return len(words) < _INSIDE_WORDS


def _whole(message: str, bare: Plain) -> Spans:
    if not has_words(bare.text):
        return Spans()
    start = len(bare.text) - len(bare.text.lstrip())
    end = len(bare.text.rstrip())
    return Spans(
        spans=(_span(message, bare, Pair(start, end, start, end), None),), whole_message=True
    )


def _span(message: str, bare: Plain, pair: Pair, speaker: str | None) -> Span:
    start = (
        pair.start
        + len(bare.text[pair.start : pair.end])
        - len(bare.text[pair.start : pair.end].lstrip())
    )
    end = pair.start + len(bare.text[pair.start : pair.end].rstrip())
    first, last = bare.start(start), bare.end(end)
    return Span(
        words=message[first:last], start=first, end=last, speaker=speaker, inside=pair.inside
    )


def _quoted(text: str) -> list[Pair]:
    pairs = pairs_of_marks(text)
    for block in _BLOCK.finditer(text):
        start = block.start() + len(_mark_of(block.group()))
        end = block.start() + len(block.group().rstrip())
        within = {pair for pair in pairs if block.start() <= pair.start and pair.end <= block.end()}
        quoted = sum(pair.end - pair.start for pair in within if not pair.inside)
        if end > start and quoted * 2 < end - start:
            pairs = [pair for pair in pairs if pair not in within]
            pairs.append(Pair(start, end, block.start(), end))
    return sorted(pairs, key=lambda pair: (pair.opens, -pair.shuts))


def _mark_of(block: str) -> str:
    found = _BLOCK_MARK.match(block)
    return found.group() if found else ""


def _named(text: str, pair: Pair, *, previous: int, following: int) -> Attribution | None:
    """Read who is named beside a quote, between the one before and the one after it."""
    after = text[pair.shuts : following]
    after = after.split("\n", maxsplit=1)[0] or after.lstrip("\n")
    following_it = attribution_after(after, typed=True)
    if following_it is not None and names_somebody(following_it.speaker):
        return following_it
    leading_up = attribution_before(text[previous : pair.opens].rstrip(), typed=True)
    if leading_up is not None and names_somebody(leading_up.speaker):
        return leading_up
    return following_it or leading_up


_LEAD_END = re.compile(r"[:?\n]\s*$")
_ASIDE_WORDS = 3
_OPENING_PARTS = re.compile(r".*[:?\n](?=\s)", re.DOTALL)
_SENTENCE = re.compile(r"[^.?!\n]*[.?!\n]*")


def without_frame(span: Span, start: int, end: int) -> Span:
    """Return the span less its frame; `start` and `end` are where its words may be on file."""
    words = span.words
    lead, rest = words[:start], words[end:]
    before = attribution_before(lead, typed=True)
    after = attribution_after(rest, typed=True)
    first = len(lead) if before or _LEAD_END.search(lead) else _after_questions(lead)
    last = end if after or _is_aside(rest) else len(words)
    if last < len(words):
        last += len(_closing_marks(rest))
    cut = words[first:last]
    first += len(cut) - len(cut.lstrip())
    last -= len(cut) - len(cut.rstrip())
    speaker = (after or before) or None
    return Span(
        words=words[first:last],
        start=span.start + first,
        end=span.start + last,
        speaker=speaker.speaker if speaker else span.speaker,
    )


def _after_questions(lead: str) -> int:
    """Return where the last question, line or "check this:" before the words ends."""
    found = _OPENING_PARTS.match(lead)
    return found.end() if found else 0


def _closing_marks(rest: str) -> str:
    found = re.match(r"[.!?…]*", rest)
    return found.group() if found else ""


def _is_aside(rest: str) -> bool:
    """Whether the words are followed by questions and asides alone: "Is that right?"."""
    after = rest[len(_closing_marks(rest)) :]
    if not tokens(after).words:
        return True
    if not _closing_marks(rest) and not rest.startswith("\n"):
        return False
    return all(
        sentence.rstrip().endswith("?") or len(tokens(sentence)) <= _ASIDE_WORDS
        for sentence in _SENTENCE.findall(after)
    )
