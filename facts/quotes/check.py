"""Check a message: compare each quote with its candidates on file and give it one verdict."""

import re
from collections.abc import Sequence

from facts.model.value import Value
from facts.people import Same, names_somebody, same_speaker
from facts.quotes.compare import SHORT, compare, matched_span
from facts.quotes.spans import Span, Spans, trim_to_quote
from facts.quotes.tokens import tokenize
from facts.quotes.verdict import Comparison, Verdict

_NAMED_SPEAKER_BONUS = 0.05
"""Added to the similarity of a candidate said by the speaker who is named."""
_STOPPED = re.compile(r"(?<![.…])[.!?][\s\"”’'»)\]]*$")
"""A sentence's end, and no ellipsis."""
_GOES_ON = re.compile(r"[\"”’'»)\]]*(?:[,;:]|[ \t]*[—–-]|[ \t]+)[ \t\"“‘'«(\[—–-]*\w")


class QuoteOnFile(Value):
    """The words of one filed quote, and who said them."""

    id: str
    passages: tuple[str, ...]
    speaker: str
    speaker_aliases: tuple[str, ...] = ()
    role: str | None = None
    """The speaker's role at the time."""
    before: str | None = None
    """What the speaker said directly before the first passage, if that is on file."""
    after: str | None = None
    """What the speaker said directly after the last passage, if that is on file."""

    @property
    def passages_in_context(self) -> tuple[str, ...]:
        """The passages, with the words around them added to the first and the last."""
        passages = list(self.passages)
        if self.before:
            passages[0] = f"{self.before} {passages[0]}"
        if self.after:
            passages[-1] = f"{passages[-1]} {self.after}"
        return tuple(passages)


class CheckedQuote(Value):
    """One quote of a message and its verdict."""

    span: Span
    verdict: Verdict
    comparison: Comparison | None = None
    """With `on_file`, unless the verdict is `nothing` or `too_short`."""
    on_file: QuoteOnFile | None = None
    speaker: str | None = None
    """Who the message says the speaker is, as written there; None if nobody is named."""
    other_speaker: bool = False
    """Whether the words on file were said by somebody else, whatever the verdict."""

    @property
    def names_speaker(self) -> bool:
        """Whether the message names a person as the speaker: "she" and "officials" name nobody."""
        return names_somebody(self.speaker)

    @property
    def closes_early(self) -> bool:
        """Whether the quote ends with a sentence's stop where the sentence on file goes on."""
        compared = self.comparison
        if compared is None or not compared.is_clean or not _STOPPED.search(self.span.words):
            return False
        end = compared.on_file_window[1]
        rest = compared.on_file[end:]
        if not rest and self.on_file and self.on_file.after:
            rest = f" {self.on_file.after}"
        # The period of "U.S." may end the sentence as well, so it tells nothing.
        is_abbreviation = compared.on_file[:end].endswith(".")
        return not is_abbreviation and _GOES_ON.match(rest) is not None


class CheckedMessage(Value):
    """The checked quotes of a message, in order."""

    quotes: tuple[CheckedQuote, ...] = ()
    more: int = 0
    """How many quotes were not checked."""
    whole_message: bool = False
    """Whether nothing is quoted, so that the whole message was compared."""

    @property
    def has_quotes(self) -> bool:
        """Whether there was anything to check: words of somebody, or words that are on file."""
        unknown = (
            (Verdict.TOO_SHORT, Verdict.NOTHING) if self.whole_message else (Verdict.TOO_SHORT,)
        )
        return any(one.verdict not in unknown for one in self.quotes)


def check_message(
    found: Spans, candidates: Sequence[Sequence[QuoteOnFile]], *, speaker: str | None = None
) -> CheckedMessage:
    """Compare each span with its own candidates, one sequence of candidates per span.

    `speaker` overrides the speaker that the message names. Of a quote and the quotes nested in it,
    the ones closer to the words on file are kept. ValueError if the lengths differ.
    """
    checked = [
        _check(span, those, speaker, whole_message=found.whole_message)
        for span, those in zip(found.spans, candidates, strict=True)
    ]
    return CheckedMessage(
        quotes=tuple(_outer_or_nested(checked)), more=found.more, whole_message=found.whole_message
    )


def _check(
    span: Span, candidates: Sequence[QuoteOnFile], speaker: str | None, *, whole_message: bool
) -> CheckedQuote:
    named = speaker or span.speaker
    if len(tokenize(span.words)) < SHORT and not names_somebody(named):
        return CheckedQuote(span=span, verdict=Verdict.TOO_SHORT, speaker=named)
    matches = [
        match
        for quote in candidates
        if (match := _match(span, quote, speaker, whole_message=whole_message)) is not None
    ]
    if not matches:
        return CheckedQuote(span=span, verdict=Verdict.NOTHING, speaker=named)
    # Among equally similar ones, prefer the named speaker's words, then the first candidate.
    return max(
        matches,
        key=lambda match: (
            _similarity(match) + _NAMED_SPEAKER_BONUS * _is_by_named_speaker(match),
            -_count_differences(match),
        ),
    )


def _match(
    span: Span, quote: QuoteOnFile, speaker: str | None, *, whole_message: bool
) -> CheckedQuote | None:
    """Compare a span with one candidate; None if these are not its words."""
    if whole_message:
        on_file = matched_span(span.words, quote.passages)
        if on_file is None:
            return None
        span = trim_to_quote(span, *on_file)
        if len(tokenize(span.words)) < SHORT:
            return None
    comparison = _compare(span.words, quote)
    if comparison.verdict is Verdict.NOTHING:
        return None
    named = speaker or span.speaker
    is_other = _same_speaker(named, "" if speaker else span.role, quote) is Same.NO
    if is_other and len(tokenize(span.words)) < SHORT:
        # Anybody may use the same word or two, so another speaker's words prove nothing.
        return None
    misattributed = is_other and comparison.is_clean
    return CheckedQuote(
        span=span,
        verdict=Verdict.MISATTRIBUTED if misattributed else comparison.verdict,
        comparison=comparison,
        on_file=quote,
        speaker=named,
        other_speaker=is_other,
    )


def _same_speaker(named: str | None, as_role: str, quote: QuoteOnFile) -> Same:
    return same_speaker(
        named, quote.speaker, quote.speaker_aliases, role=quote.role, as_role=as_role
    )


def _compare(words: str, quote: QuoteOnFile) -> Comparison:
    """Compare with the passages, and with the words around them if those make it closer."""
    comparison = compare(words, quote.passages)
    if comparison.is_clean or not (quote.before or quote.after):
        return comparison
    in_context = compare(words, quote.passages_in_context)
    return in_context if in_context.similarity > comparison.similarity else comparison


def _is_by_named_speaker(one: CheckedQuote) -> bool:
    quote = one.on_file
    return quote is not None and _same_speaker(one.speaker, one.span.role, quote) is Same.YES


def _count_differences(one: CheckedQuote) -> int:
    return len(one.comparison.differences) if one.comparison else 0


def _similarity(one: CheckedQuote) -> float:
    return one.comparison.similarity if one.comparison else 0.0


def _outer_or_nested(checked: Sequence[CheckedQuote]) -> list[CheckedQuote]:
    """Keep each outer quote, or the quotes nested in it if those are the words on file."""
    kept: list[CheckedQuote] = []
    at = 0
    while at < len(checked):
        end = at + 1
        while end < len(checked) and checked[end].span.nested:
            end += 1
        outer = checked[at]
        nested = [one for one in checked[at + 1 : end] if one.comparison]
        closest = max(map(_similarity, nested), default=0.0)
        kept += nested if closest > _similarity(outer) else [outer]
        at = end
    return kept
