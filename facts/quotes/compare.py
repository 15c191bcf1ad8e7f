"""Compare quoted words with the words on file: one verdict, and each difference with its offsets.

The quote is aligned with the best window on file. If enough of it is equal there, the differences
are named and decide the verdict; otherwise the verdict is `nothing`.
"""

from collections import Counter
from collections.abc import Sequence

from facts.quotes.alignment import Alignment, Words, align, are_similar, weight
from facts.quotes.diff import Edit, diff
from facts.quotes.tokens import Tokens, tokenize, tokenize_passages
from facts.quotes.verdict import Comparison, Difference, Offsets, Op, Verdict, WordClass
from facts.quotes.words import (
    expand,
    governs_next,
    is_auxiliary,
    is_common,
    word_class,
    word_lists,
)

SHORT = 4
"""A quote of fewer words matches only word for word (DESIGN.md, section 5, `too_short`)."""

# Whether a quote is the words on file, altered, or different words. Set by a table of cases
# (tests/test_quotes_compare.py).
_SIMILAR = 0.68
"""It is if its similarity (0 to 1) is at least this,"""
_LONG_RUN = (6.0, 0.35)
"""or if one run has this weight and this share of the quote's weight,"""
_VERY_LONG_RUN = 10.0
"""or if one run has this weight."""
_LONG_QUOTE = 8
_TOGETHER = 3
"""In a quote of at least 8 words, 3 must occur in a row: a paraphrase scatters them."""
_MOSTLY = 0.8
"""In a quote of at least 8 words, this share of equal words is enough, however common they are."""
_DISTINCTIVE = 2
"""Otherwise this many of the equal words must be uncommon."""
_MISSPELLED = 0.25
"""How much of its weight a misspelled word loses."""
_FAR_OFF = 0.2
"""Below this share of equal weight, even moved words could not make it a match."""

_ALTERATIONS = frozenset([Op.CHANGED, Op.ADDED, Op.MOVED, Op.BEYOND])
_GOVERNING = (
    WordClass.NEGATION,
    WordClass.CONDITION,
    WordClass.QUANTIFIER,
    WordClass.MODAL,
)
"""Classes of words that govern other words when they move."""


def compare(words: str, source_words: str | Sequence[str]) -> Comparison:
    """Compare a quote with the words on file: one text, or the passages of one quote in order.

    Accepts any text and never raises. Memory is linear in the length of both.
    """
    passages = (source_words,) if isinstance(source_words, str) else tuple(source_words)
    quoted, filed = tokenize(words), tokenize_passages(passages)
    nothing = Comparison(verdict=Verdict.NOTHING, words=words, on_file=filed.original)
    alignment = align(quoted.words, filed.words, quoted.gaps, quoted.brackets)
    if alignment is None or _is_far_off(quoted, alignment):
        return nothing
    if len(quoted) < SHORT:
        if len(alignment.runs) != 1 or alignment.runs[0].size != len(quoted):
            return nothing
        edits: list[Edit] = []
    else:
        edits = diff(quoted, filed, alignment)
    similarity = _similarity(quoted, filed, alignment, edits)
    if not _is_match(quoted, filed, alignment, similarity):
        return nothing.model_copy(update={"similarity": similarity / 2})
    return _comparison(quoted, filed, alignment, edits, similarity)


def matched_span(words: str, source_words: Sequence[str]) -> Offsets | None:
    """Return the offsets in a text of the words that are on file; None if there are none."""
    quoted, filed = tokenize(words), tokenize_passages(tuple(source_words))
    alignment = align(quoted.words, filed.words, quoted.gaps, quoted.brackets)
    if alignment is None:
        return None
    return quoted.span(alignment.runs[0].quoted, alignment.runs[-1].quoted_end)


# Whether the quote is the words on file at all


def _is_far_off(quoted: Tokens, alignment: Alignment) -> bool:
    runs = _run_weights(quoted, alignment)
    return sum(runs) < _FAR_OFF * weight(quoted.words) and max(runs) < _VERY_LONG_RUN


def _similarity(
    quoted: Tokens, filed: Tokens, alignment: Alignment, edits: Sequence[Edit]
) -> float:
    """Return Dice's coefficient of the weight of words on both sides, ignoring declared gaps.

    A missing passage counts for no more than the heaviest run: a cut is not a paraphrase.
    """
    total = weight(quoted.words)
    heaviest = max(_run_weights(quoted, alignment))
    equal, absent = total, 0.0
    for edit in edits:
        here, there = quoted.words[slice(*edit.quoted)], filed.words[slice(*edit.filed)]
        if edit.op in (Op.MISSING, Op.CHANGED):
            absent += _unlikeness(here, there) * min(weight(there), heaviest)
        if edit.op in (Op.CHANGED, Op.ADDED, Op.BEYOND, Op.BRACKET):
            equal -= _unlikeness(here, there) * weight(here)
    return 2 * equal / (total + equal + absent) if equal > 0 else 0.0


def _unlikeness(here: Sequence[str], there: Sequence[str]) -> float:
    if expand(here) == expand(there):
        return 0.0
    one_each = len(here) == len(there) == 1
    return _MISSPELLED if one_each and are_similar(here[0], there[0]) else 1.0


def _is_match(quoted: Tokens, filed: Tokens, alignment: Alignment, similarity: float) -> bool:
    longest = max(_run_weights(quoted, alignment))
    least, share = _LONG_RUN
    if longest >= _VERY_LONG_RUN or longest >= max(least, share * weight(quoted.words)):
        return True
    if any(
        run.size >= max(_LONG_QUOTE, filed.passages.count(filed.passages[run.filed]))
        for run in alignment.runs
    ):
        return True  # a whole passage, whatever was put around it
    shared = [word for run in alignment.runs for word in quoted.words[run.quoted : run.quoted_end]]
    if len(quoted) >= _LONG_QUOTE:
        if max(run.size for run in alignment.runs) < _TOGETHER:
            return False
        if len(shared) >= _MOSTLY * len(quoted):
            return True
    distinctive = sum(not is_common(word) for word in shared)
    needed = min(_DISTINCTIVE, sum(not is_common(word) for word in quoted.words))
    return similarity >= _SIMILAR and distinctive >= needed


def _run_weights(quoted: Tokens, alignment: Alignment) -> list[float]:
    return [weight(quoted.words[run.quoted : run.quoted_end]) for run in alignment.runs]


# The verdict and the differences


def _comparison(
    quoted: Tokens, filed: Tokens, alignment: Alignment, edits: list[Edit], similarity: float
) -> Comparison:
    first, last = _window(alignment, edits)
    in_place = [edit for edit in edits if edit.op is not Op.MOVED]
    dropped = _dropped_before(filed, _window(alignment, in_place)[0])
    if dropped:
        edits = [Edit(Op.BEFORE, (0, 0), dropped), *edits]
    differences = tuple(_difference(quoted, filed, edit) for edit in edits)
    return Comparison(
        verdict=_verdict(edits),
        words=quoted.original,
        on_file=filed.original,
        whole=first == 0 and last == len(filed),
        differences=differences,
        meaning_changed=any(difference.meaning_changed for difference in differences),
        on_file_window=filed.span(first, last),
        stitched=filed.passages[first] != filed.passages[last - 1],
        similarity=similarity,
    )


def _verdict(edits: Sequence[Edit]) -> Verdict:
    """Return the first verdict that applies, in the order of DESIGN.md, section 5."""
    ops = {edit.op for edit in edits}
    if ops & _ALTERATIONS:
        return Verdict.ALTERED
    for op, verdict in (
        (Op.MISSING, Verdict.CUT),
        (Op.BRACKET, Verdict.EDITORIAL),
        (Op.GAP, Verdict.OMISSION),
    ):
        if op in ops:
            return verdict
    return Verdict.VERBATIM


def _window(alignment: Alignment, edits: Sequence[Edit]) -> Words:
    """Return the words on file that the quote covers, from the first to the last."""
    covered = [(run.filed, run.filed_end) for run in alignment.runs]
    covered += [edit.filed for edit in edits if edit.filed[0] < edit.filed[1]]
    return min(start for start, _ in covered), max(end for _, end in covered)


def _dropped_before(filed: Tokens, first: int) -> Words | None:
    """Return the negation, modal or "only" directly before an excerpt, in the same clause."""
    at = first
    is_governed = False
    while at > 0 and not filed.is_clause_start(at):
        word = filed.words[at - 1]
        if not governs_next(word) and not is_auxiliary(word):
            break
        is_governed = is_governed or governs_next(word)
        at -= 1
    return (at, first) if is_governed else None


def _difference(quoted: Tokens, filed: Tokens, edit: Edit) -> Difference:
    filed_span, quoted_span = filed.span(*edit.filed), quoted.span(*edit.quoted)
    if edit.at_ellipsis:
        quoted_span = quoted.gaps[edit.quoted[0]]
    elif edit.op is Op.BEFORE:
        quoted_span = (quoted.starts[0], quoted.starts[0])
    changed = _changed_class(quoted, filed, edit)
    return Difference(
        op=edit.op,
        on_file=filed.text(filed_span),
        quoted=quoted.text(quoted_span),
        on_file_span=filed_span,
        quoted_span=quoted_span,
        meaning_changed=changed is not None,
        word_class=changed,
    )


# Whether a difference changes the meaning


def _changed_class(quoted: Tokens, filed: Tokens, edit: Edit) -> WordClass | None:
    """Return the most serious class of word that differs between the two sides; None if none."""
    here = expand(quoted.words[slice(*edit.quoted)])
    there = expand(filed.words[slice(*edit.filed)])
    if edit.op is Op.MOVED:
        return _moved_class(here, there)
    if "".join(here) in _abbreviations(there) or "".join(there) in _abbreviations(here):
        return None
    classes = {word_class(word) for word in _on_one_side(here, there)} - {None}
    if _changed_names(quoted, filed, edit, here, there):
        classes.add(WordClass.NAME)
    return next((one for one in WordClass if one in classes), None)


def _changed_names(
    quoted: Tokens, filed: Tokens, edit: Edit, here: Sequence[str], there: Sequence[str]
) -> set[str]:
    filed_names = _names(filed, edit.filed)
    # Brackets are meant for a name that replaces a pronoun, or is inserted.
    if edit.op is Op.BRACKET and not filed_names and set(there) <= word_lists().pronouns:
        return set()
    # A word on both sides that only one side writes as a name is not another name.
    both = set(map(_without_possessive, here)) & set(map(_without_possessive, there))
    return _on_one_side(_names(quoted, edit.quoted), filed_names) - both


def _names(text: Tokens, words: Words) -> list[str]:
    """Return the words written as names: with a capital, and not at the start of a sentence."""
    if not _capitals_mark_names(text):
        return []
    return [
        _without_possessive(text.words[at])
        for at in range(*words)
        if _is_capitalized(text, at)
        and not text.is_sentence_start(at)
        and not is_common(text.words[at])
        and word_class(text.words[at]) is None
    ]


def _is_capitalized(text: Tokens, at: int) -> bool:
    return text.plain.text[text.plain_starts[at]].isupper()


def _capitals_mark_names(text: Tokens) -> bool:
    """Whether capitals are for names only: not in all caps, nor in a headline."""
    capitalized = sum(_is_capitalized(text, at) for at in range(len(text)))
    return capitalized * 2 <= len(text) + 2


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s")


def _on_one_side(here: Sequence[str], there: Sequence[str]) -> set[str]:
    """Return the words that one side has more often than the other."""
    one, other = Counter(here), Counter(there)
    return set((one - other) + (other - one))


def _moved_class(here: Sequence[str], there: Sequence[str]) -> WordClass | None:
    """Return the class of moved words that govern others from their new place, as "only" does.

    A phrase that moved whole, with its "not", still says the same.
    """
    if list(here) == list(there) and not all(is_common(word) or word_class(word) for word in here):
        return None
    classes = {word_class(word) for word in here}
    return next((one for one in _GOVERNING if one in classes), None)


def _abbreviations(words: Sequence[str]) -> set[str]:
    """Return the initials of two words or more, with and without function words: `doj`, `us`."""
    if len(words) < 2:  # noqa: PLR2004 (one initial abbreviates nothing)
        return set()
    small = word_lists().joiners | {"the"}
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in small),
    }
