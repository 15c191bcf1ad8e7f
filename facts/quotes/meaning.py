"""Whether a difference changes the meaning: the class of word that it touches."""

from collections import Counter
from collections.abc import Sequence

from facts.quotes.tokens import Tokens
from facts.quotes.verdict import Op, Touch
from facts.quotes.words import is_common, spelt_out, touch_of, word_lists

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
    found = {touch_of(word) for word in _unlike(here, there)} - {None}
    names = _unlike(names_in(quoted, words), names_in(source, on_file))
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


def _unlike(here: Sequence[str], there: Sequence[str]) -> set[str]:
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
