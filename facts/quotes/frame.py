"""What stands around unquoted words in a message: "Did Luna say ...?", "Luna said that ...".

Only what is plainly the sender's own is left out; any other words count as quoted.
"""

import re

from facts.quotes.attribution import attribution_after, attribution_before
from facts.quotes.spans import Span
from facts.quotes.tokens import tokens

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
