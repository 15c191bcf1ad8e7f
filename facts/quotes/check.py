"""Checking a message: each quote with the candidate it fits best, and its one verdict."""

from collections.abc import Sequence

from facts.model.value import Value
from facts.people import Same, names_somebody, same_speaker
from facts.quotes.compare import SHORT, compare, matched
from facts.quotes.spans import Span, Spans, without_frame
from facts.quotes.tokens import tokens
from facts.quotes.verdict import Comparison, Verdict

_NAMED = 0.05
"""How much less close the words may be of the speaker who is named."""


class QuoteOnFile(Value):
    """The words of one filed quote and who said them."""

    id: str
    passages: tuple[str, ...]
    speaker: str
    speaker_aliases: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    """The speech's own words around the passages, where on file."""

    @property
    def with_context(self) -> tuple[str, ...]:
        """The passages, the words around them put to the first and the last."""
        spoken = list(self.passages)
        if self.before:
            spoken[0] = f"{self.before} {spoken[0]}"
        if self.after:
            spoken[-1] = f"{spoken[-1]} {self.after}"
        return tuple(spoken)


class CheckedQuote(Value):
    """A quote of a message with its verdict; `on_file` and `comparison` where something matches."""

    span: Span
    verdict: Verdict
    comparison: Comparison | None = None
    on_file: QuoteOnFile | None = None
    speaker: str | None = None
    """To whom the message gives the words, as written; None where it names nobody."""
    other_speaker: bool = False
    """Someone else than that said the words on file, whatever the verdict."""


class CheckedMessage(Value):
    """Every checked quote of a message in order; `more` were not checked."""

    quotes: tuple[CheckedQuote, ...] = ()
    more: int = 0


def check_message(
    found: Spans, candidates: Sequence[Sequence[QuoteOnFile]], *, speaker: str | None = None
) -> CheckedMessage:
    """Check each span against its own candidates (as many sequences as spans).

    `speaker`, where given, is whom the words are given to, whatever the message says.
    """
    checked = [
        _checked(span, among, speaker, whole=found.whole_message)
        for span, among in zip(found.spans, candidates, strict=True)
    ]
    return CheckedMessage(quotes=tuple(_outer_or_inner(checked)), more=found.more)


def _checked(
    span: Span, candidates: Sequence[QuoteOnFile], speaker: str | None, *, whole: bool
) -> CheckedQuote:
    if len(tokens(span.words)) < SHORT and not names_somebody(speaker or span.speaker):
        return CheckedQuote(span=span, verdict=Verdict.TOO_SHORT, speaker=speaker or span.speaker)
    fits = [
        fit for quote in candidates if (fit := _fit(span, quote, speaker, whole=whole)) is not None
    ]
    if not fits:
        return CheckedQuote(span=span, verdict=Verdict.NOTHING, speaker=speaker or span.speaker)
    # Of two that fit alike, the words of the speaker who is named; then the first candidate.
    return max(
        fits, key=lambda fit: (_closeness(fit) + _NAMED * _is_theirs(fit), -_differences(fit))
    )


def _fit(
    span: Span, quote: QuoteOnFile, speaker: str | None, *, whole: bool
) -> CheckedQuote | None:
    """Check a span against one candidate; None where it is not these words."""
    if whole:
        found = matched(span.words, quote.passages)
        if found is None:
            return None
        span = without_frame(span, *found)
        if len(tokens(span.words)) < SHORT:
            return None
    comparison = _compared(span.words, quote)
    if comparison.verdict is Verdict.NOTHING:
        return None
    given = speaker or span.speaker
    same = same_speaker(given, quote.speaker, quote.speaker_aliases)
    other = same is Same.NO
    if other and len(tokens(span.words)) < SHORT:
        # A word or two are anybody's: that somebody else has used them proves nothing.
        return None
    return CheckedQuote(
        span=span,
        verdict=Verdict.MISATTRIBUTED if other and comparison.is_clean else comparison.verdict,
        comparison=comparison,
        on_file=quote,
        speaker=given,
        other_speaker=other,
    )


def _compared(words: str, quote: QuoteOnFile) -> Comparison:
    """Compare with the passages; where they do not fit, with the speech around them as well."""
    comparison = compare(words, quote.passages)
    if comparison.is_clean or not (quote.before or quote.after):
        return comparison
    wider = compare(words, quote.with_context)
    return wider if wider.similarity > comparison.similarity else comparison


def _is_theirs(one: CheckedQuote) -> bool:
    quote = one.on_file
    return (
        quote is not None
        and same_speaker(one.speaker, quote.speaker, quote.speaker_aliases) is Same.YES
    )


def _differences(one: CheckedQuote) -> int:
    return len(one.comparison.differences) if one.comparison else 0


def _outer_or_inner(checked: Sequence[CheckedQuote]) -> list[CheckedQuote]:
    """Keep a quote, or the quotes inside it where those are what is on file."""
    kept: list[CheckedQuote] = []
    at = 0
    while at < len(checked):
        end = at + 1
        while end < len(checked) and checked[end].span.inside:
            end += 1
        outer, inner = checked[at], checked[at + 1 : end]
        matched = [one for one in inner if one.comparison]
        closer = max((_closeness(one) for one in matched), default=0.0)
        kept += matched if closer > _closeness(outer) else [outer]
        at = end
    return kept


def _closeness(one: CheckedQuote) -> float:
    return one.comparison.similarity if one.comparison else 0.0
