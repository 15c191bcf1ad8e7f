"""Comparing quoted words with the words on file: pure, word by word, for any text at all."""

from collections import Counter
from collections.abc import Sequence

from facts.quotes.alignment import Alignment, align, alike, weight
from facts.quotes.diff import Change, changes, with_moves
from facts.quotes.tokens import Tokens, speech, tokens
from facts.quotes.verdict import Comparison, Difference, Offsets, Op, Touch, Verdict
from facts.quotes.words import drawn_along, held_before, is_common, spelt_out, touch_of, word_lists

SHORT = 4
"""Quotes of fewer words are compared as they stand: they match, or they do not."""
_CLOSE = 0.68
"""From this closeness on (0 to 1) they are the words on file, altered; set on a table of cases."""
_LONG_RUN = (6.0, 0.35)
"""Or with so much weight in one run, being so great a part of the quote."""
_VERY_LONG_RUN = 10.0
_TOGETHER = 3
"""In a longer quote so many words must stand together somewhere: a paraphrase scatters them."""
_LONGER = 8
_MOSTLY = 0.8
"""And there so great a part of the words, however common, is enough."""
_TELLING = 2
"""Else so many of the words on file must not be such as any two texts share."""
_MISSPELT = 0.25
_FAR_OFF = 0.2
_ALTERING = (Op.CHANGED, Op.ADDED, Op.MOVED, Op.BEYOND)


def compare(words: str, source_words: str | Sequence[str]) -> Comparison:
    """Compare a quote with the words on file: one text, or the passages of one speech in order.

    Takes any text and never raises. Linear in memory.
    """
    passages = (source_words,) if isinstance(source_words, str) else tuple(source_words)
    quoted, source = tokens(words), speech(passages)
    nothing = Comparison(verdict=Verdict.NOTHING, words=words, on_file=source.original)
    alignment = align(quoted.words, source.words, quoted.gaps, quoted.brackets)
    if alignment is None or _is_far_off(quoted, alignment):
        return nothing
    if len(quoted) < SHORT:
        if len(alignment.runs) != 1 or alignment.runs[0].size != len(quoted):
            return nothing
        found: list[Change] = []
    else:
        found = with_moves(quoted, source, alignment, changes(quoted, source, alignment))
    close = _closeness(quoted, source, alignment, found)
    if not _are_the_words(quoted, source, alignment, close):
        return nothing.model_copy(update={"similarity": close / 2})
    return _compared(quoted, source, alignment, found, close)


def matched(words: str, source_words: Sequence[str]) -> Offsets | None:
    """Return from where to where a text may quote the words on file; None where it does not."""
    quoted, source = tokens(words), speech(tuple(source_words))
    alignment = align(quoted.words, source.words, quoted.gaps, quoted.brackets)
    if alignment is None:
        return None
    first, last = alignment.runs[0], alignment.runs[-1]
    return quoted.cut(first.quoted, last.quoted + last.size)


def _is_far_off(quoted: Tokens, alignment: Alignment) -> bool:
    """Whether so little is equal that nothing moved could make it these words."""
    runs = _run_weights(quoted, alignment)
    return sum(runs) < _FAR_OFF * weight(quoted.words) and max(runs) < _VERY_LONG_RUN


def _closeness(
    quoted: Tokens, source: Tokens, alignment: Alignment, found: Sequence[Change]
) -> float:
    """Return Dice's coefficient of the two sides' words by weight, declared gaps left out.

    A missing passage counts no more than what stands beside it: a cut is no paraphrase.
    """
    total = weight(quoted.words)
    heaviest = max(_run_weights(quoted, alignment))
    equal, absent = total, 0.0
    for one in found:
        here, there = quoted.words[slice(*one.quoted)], source.words[slice(*one.source)]
        if one.op in (Op.MISSING, Op.CHANGED):
            absent += _unlike(here, there) * min(weight(there), heaviest)
        if one.op in (Op.CHANGED, Op.ADDED, Op.BEYOND, Op.BRACKET):
            equal -= _unlike(here, there) * weight(here)
    return 2 * equal / (total + equal + absent) if equal > 0 else 0.0


def _unlike(here: Sequence[str], there: Sequence[str]) -> float:
    if spelt_out(here) == spelt_out(there):
        return 0.0
    return _MISSPELT if len(here) == len(there) == 1 and alike(here[0], there[0]) else 1.0


def _are_the_words(quoted: Tokens, source: Tokens, alignment: Alignment, close: float) -> bool:
    longest = max(_run_weights(quoted, alignment))
    least, part = _LONG_RUN
    if longest >= _VERY_LONG_RUN or longest >= max(least, part * weight(quoted.words)):
        return True
    if any(
        run.size >= max(_LONGER, source.passages.count(source.passages[run.source]))
        for run in alignment.runs
    ):
        return True  # a whole passage, in whatever was put around it
    shared = [
        word for run in alignment.runs for word in quoted.words[run.quoted : run.quoted + run.size]
    ]
    if len(quoted) >= _LONGER:
        if max(run.size for run in alignment.runs) < _TOGETHER:
            return False
        if len(shared) >= _MOSTLY * len(quoted):
            return True
    telling = sum(not is_common(word) for word in shared)
    needed = min(_TELLING, sum(not is_common(word) for word in quoted.words))
    return close >= _CLOSE and telling >= needed


def _run_weights(quoted: Tokens, alignment: Alignment) -> list[float]:
    return [weight(quoted.words[run.quoted : run.quoted + run.size]) for run in alignment.runs]


def _compared(
    quoted: Tokens, source: Tokens, alignment: Alignment, found: list[Change], close: float
) -> Comparison:
    first, last = _window(alignment, found)
    before = _before(
        source, _window(alignment, [one for one in found if one.op is not Op.MOVED])[0]
    )
    if before:
        found = [Change(Op.BEFORE, (0, 0), before), *found]
    differences = tuple(_difference(quoted, source, change) for change in found)
    return Comparison(
        verdict=_verdict(found),
        words=quoted.original,
        on_file=source.original,
        whole=first == 0 and last == len(source),
        differences=differences,
        meaning_changed=any(difference.meaning_changed for difference in differences),
        on_file_window=source.cut(first, last),
        stitched=source.passages[first] != source.passages[last - 1],
        similarity=close,
    )


def _verdict(found: Sequence[Change]) -> Verdict:
    ops = {change.op for change in found}
    if ops & set(_ALTERING):
        return Verdict.ALTERED
    for op, verdict in (
        (Op.MISSING, Verdict.CUT),
        (Op.BRACKET, Verdict.EDITORIAL),
        (Op.GAP, Verdict.OMISSION),
    ):
        if op in ops:
            return verdict
    return Verdict.VERBATIM


def _window(alignment: Alignment, found: Sequence[Change]) -> tuple[int, int]:
    """Return the words on file that the quote speaks for: from the first to the last."""
    spots = [(run.source, run.source + run.size) for run in alignment.runs]
    spots += [change.source for change in found if change.source[0] < change.source[1]]
    return min(start for start, _ in spots), max(end for _, end in spots)


def _before(source: Tokens, first: int) -> tuple[int, int] | None:
    """Return the negation, modal or "only" directly before an excerpt, in its clause."""
    at = first
    held = False
    while at > 0 and not source.ends_clause(at):
        word = source.words[at - 1]
        if not held_before(word) and not drawn_along(word):
            break
        held = held or held_before(word)
        at -= 1
    return (at, first) if held else None


def _difference(quoted: Tokens, source: Tokens, change: Change) -> Difference:
    spans = (source.cut(*change.source), quoted.cut(*change.quoted))
    if change.gap:
        spans = (spans[0], quoted.gaps[change.quoted[0]])
    elif change.op is Op.BEFORE:
        spans = (spans[0], (quoted.starts[0], quoted.starts[0]))
    touched = touches(change.op, quoted, change.quoted, source, change.source)
    return Difference(
        op=change.op,
        on_file=source.text(spans[0]),
        quoted=quoted.text(spans[1]),
        on_file_span=spans[0],
        quoted_span=spans[1],
        meaning_changed=touched is not None,
        touches=touched,
    )


_ORDER = tuple(Touch)
_SCOPE = (Touch.NEGATION, Touch.CONDITION, Touch.QUANTIFIER, Touch.MODAL)


def touches(
    op: Op, quoted: Tokens, words: tuple[int, int], source: Tokens, on_file: tuple[int, int]
) -> Touch | None:
    """Return the weightiest class that differs between the two sides; None if none does."""
    here = spelt_out(quoted.words[slice(*words)])
    there = spelt_out(source.words[slice(*on_file)])
    if op is Op.MOVED:
        return _moved(here, there)
    if "".join(here) in _initials(there) or "".join(there) in _initials(here):
        return None
    found = {touch_of(word) for word in _not_shared(here, there)} - {None}
    names = _not_shared(names_in(quoted, words), names_in(source, on_file))
    spoken = {word.removesuffix("'s") for word in [*here, *there]}
    names = {name for name in names if not (name in spoken and _on_both(name, here, there))}
    # A name in brackets for a pronoun, or for nothing, is what brackets are for.
    if op is Op.BRACKET and not names_in(source, on_file) and set(there) <= word_lists().pronouns:
        names = set()
    if names:
        found.add(Touch.NAME)
    return next((touch for touch in _ORDER if touch in found), None)


def names_in(text: Tokens, words: tuple[int, int]) -> list[str]:
    """Return the words that are written as names: a capital where no sentence opens."""
    if not _capitals_tell(text):
        return []
    return [
        text.words[at].removesuffix("'s")
        for at in range(*words)
        if _is_capital(text, at)
        and not text.starts_sentence(at)
        and not is_common(text.words[at])
        and touch_of(text.words[at]) is None
    ]


def _is_capital(text: Tokens, at: int) -> bool:
    return text.plain.text[text.plain_starts[at]].isupper()


def _capitals_tell(text: Tokens) -> bool:
    """Whether capitals mark names here: not in shouted text, nor in a headline."""
    capital = sum(_is_capital(text, at) for at in range(len(text)))
    return capital * 2 <= len(text) + 2


def _not_shared(here: Sequence[str], there: Sequence[str]) -> set[str]:
    one, other = Counter(here), Counter(there)
    return set((one - other) + (other - one))


def _on_both(name: str, here: Sequence[str], there: Sequence[str]) -> bool:
    return all(name in [word.removesuffix("'s") for word in side] for side in (here, there))


def _moved(here: Sequence[str], there: Sequence[str]) -> Touch | None:
    """Return the class of words that govern others from another place: "only", moved.

    A phrase that took its "not" along says what it said.
    """
    if list(here) == list(there) and not all(is_common(word) or touch_of(word) for word in here):
        return None
    found = {touch_of(word) for word in here}
    return next((touch for touch in _SCOPE if touch in found), None)


def _initials(words: Sequence[str]) -> set[str]:
    """Return the initials of two words or more, with and without the little ones: `doj`, `us`."""
    if len(words) < 2:  # noqa: PLR2004 (one initial abbreviates nothing)
        return set()
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in ("and", "of", "the", "for")),
    }
