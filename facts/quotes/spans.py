"""Find the quotes in a message: what is in quotation marks or block quotes, and who is named.

A message with neither is one span; `trim_to_quote` then cuts off what is plainly the sender's own
words ("Did Luna say ...?", "Luna said that ..."), once it is known which words are on file.
"""

import re

from facts.model.value import Value
from facts.quotes.attribution import attribute
from facts.quotes.clauses import Attribution, attribution_after, attribution_before
from facts.quotes.marks import Quotation, find_quotations
from facts.quotes.tokens import PlainText, has_words, strip_markup, tokenize

CHECKED = 10
"""How many quotes of one message are checked at most."""
_NESTED_WORDS = 4
"""A nested quotation of fewer words is not checked separately."""
# In Slack's markup `>` quotes a line and `>>>` the rest of the message.
_BLOCK_QUOTE = re.compile(r"(?:^[ \t]*>(?!>)[^\n]*(?:\n|$))+|^[ \t]*>>>[\s\S]*", re.MULTILINE)
_BLOCK_QUOTE_MARK = re.compile(r"[ \t]*>{1,3}[ \t]?")

_LEAD_END = re.compile(r"[:?\n]\s*$")
_LAST_LEAD_END = re.compile(r".*[:?\n](?=\s)", re.DOTALL)
_CLOSING_MARKS = re.compile(r"[.!?…]*")
_SENTENCE = re.compile(r"[^.?!\n]*[.?!\n]*")
_ASIDE_WORDS = 3


class Span(Value):
    """One quote of a message: `words` is `message[start:end]`, without quotation marks."""

    words: str
    start: int
    end: int
    speaker: str | None = None
    """The speaker named beside the quote, as written; may be a pronoun or a role."""
    role: str = ""
    """The role written beside that name: "the sheriff of Los Angeles County"."""
    nested: bool = False
    """Whether it is inside the quote before it."""


class Spans(Value):
    """The quotes of a message in order: at most 10, not counting nested ones."""

    spans: tuple[Span, ...] = ()
    more: int = 0
    """How many quotes were left out."""
    whole_message: bool = False
    """Whether nothing is quoted, so that the only span is the whole message."""


def find_spans(message: str) -> Spans:
    """Cut a message at its quotation marks and block quotes; without any it is one span.

    A message without words has no spans. Any text is accepted.
    """
    plain = strip_markup(message)
    quoted = [one for one in _quotations(plain.text) if has_words(plain.text[one.start : one.end])]
    if not quoted:
        return _whole_message(message, plain)
    outer = [one for one in quoted if not one.nested]
    checked = outer[:CHECKED]
    spoken = attribute(plain.text, outer[: CHECKED + 1], informal=True)
    attributions = {one: said.attribution for one, said in zip(checked, spoken, strict=False)}
    return Spans(
        spans=tuple(
            _span(message, plain, one, attributions.get(one))
            for one in quoted
            if one.opens < checked[-1].closes and not (one.nested and _is_short(plain, one))
        ),
        more=max(0, len(outer) - CHECKED),
    )


def _is_short(plain: PlainText, quotation: Quotation) -> bool:
    words = plain.text[quotation.start : quotation.end].split(maxsplit=_NESTED_WORDS)
    return len(words) < _NESTED_WORDS


def _whole_message(message: str, plain: PlainText) -> Spans:
    if not has_words(plain.text):
        return Spans()
    end = len(plain.text)
    span = _span(message, plain, Quotation(0, end, 0, end), None)
    return Spans(spans=(span,), whole_message=True)


def _span(
    message: str, plain: PlainText, quotation: Quotation, attribution: Attribution | None
) -> Span:
    """Return a quotation that has words as a span, without the spaces around it."""
    quoted = plain.text[quotation.start : quotation.end]
    first = quotation.start + len(quoted) - len(quoted.lstrip())
    start, end = plain.original_span(first, quotation.start + len(quoted.rstrip()))
    return Span(
        words=message[start:end],
        start=start,
        end=end,
        speaker=attribution.speaker if attribution else None,
        role=attribution.role if attribution else "",
        nested=quotation.nested,
    )


def _quotations(text: str) -> list[Quotation]:
    """Return what is in quotation marks and in block quotes.

    If more than half of a block quote is in quotation marks, those marks are used instead.
    """
    quotations = find_quotations(text)
    for block in _BLOCK_QUOTE.finditer(text):
        mark = _BLOCK_QUOTE_MARK.match(block.group())
        start = block.start() + (mark.end() if mark else 0)
        end = block.start() + len(block.group().rstrip())
        within = {
            one for one in quotations if block.start() <= one.start and one.end <= block.end()
        }
        in_marks = sum(one.end - one.start for one in within if not one.nested)
        if end > start and in_marks * 2 < end - start:
            quotations = [one for one in quotations if one not in within]
            quotations.append(Quotation(start, end, block.start(), end))
    return sorted(quotations, key=lambda one: (one.opens, -one.closes))


def trim_to_quote(span: Span, start: int, end: int) -> Span:
    """Return the span of a whole message without the sender's own words around the quote.

    `start` and `end` are offsets into `span.words` of the words that are on file. Before them, an
    attribution, a question or a line with a colon is cut off; after them, an attribution,
    questions and short asides. Any other words count as quoted.
    """
    words = span.words
    lead, rest = words[:start], words[end:]
    before = attribution_before(lead, informal=True)
    after = attribution_after(rest, informal=True)
    first = len(lead) if before or _LEAD_END.search(lead) else _lead_end(lead)
    last = end if after or _is_aside(rest) else len(words)
    if last < len(words):
        last += len(_closing_marks(rest))
    cut = words[first:last]
    first += len(cut) - len(cut.lstrip())
    last -= len(cut) - len(cut.rstrip())
    attribution = after or before
    return Span(
        words=words[first:last],
        start=span.start + first,
        end=span.start + last,
        speaker=attribution.speaker if attribution else span.speaker,
        role=attribution.role if attribution else span.role,
    )


def _lead_end(lead: str) -> int:
    """Return where the last question, line or "check this:" before the quote ends."""
    found = _LAST_LEAD_END.match(lead)
    return found.end() if found else 0


def _closing_marks(rest: str) -> str:
    found = _CLOSING_MARKS.match(rest)
    return found.group() if found else ""


def _is_aside(rest: str) -> bool:
    """Whether only questions and short asides follow the quote: "Is that right?"."""
    marks = _closing_marks(rest)
    after = rest[len(marks) :]
    if not tokenize(after).words:
        return True
    if not marks and not rest.startswith("\n"):
        return False
    return all(
        sentence.rstrip().endswith("?") or len(tokenize(sentence)) <= _ASIDE_WORDS
        for sentence in _SENTENCE.findall(after)
    )
