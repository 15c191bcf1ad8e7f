"""Read who said each quotation of a text: one reading for messages, articles and the shortcut.

A cue comes before a quotation (`Luna said: “...”`), after it (`“...,” Luna said`) or between its
parts: the three positions in Pareti's corpus of attributions (PARC 3.0, LREC 2016). The words
between two quotations belong to the first if it stopped in mid-sentence for them (AP Stylebook,
"quotation marks": a comma, question mark or exclamation mark before the closing mark), and to the
second if they lead up to it. A quotation that nothing attributes continues the one before it in its
paragraph.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from facts.quotes.clauses import (
    DASHES,
    WORDS_TO_CUE,
    Attribution,
    attribution_after,
    attribution_before,
    is_full_name,
    subject_of,
)
from facts.quotes.marks import Quotation
from facts.quotes.phrase_words import split_words
from facts.quotes.sentences import is_one_sentence, last_sentence

_JOINING_WORDS = 8
"""How many words at most join two quotations in one sentence."""
_DIRECT_WORDS = 3
"""A cue this near to the opening mark leads up to it: `said, “`, `told reporters that “`."""
_ENDED = re.compile(r"[.!?…][\s’”'\")\]*_]*$")
_INTERRUPTED = re.compile(r"[,?!—–-][\s’”'\")\]*_]*$")


class Spoken(NamedTuple):
    """How one quotation is attributed."""

    attribution: Attribution | None = None
    cue_follows: bool = False
    """Whether the attribution is after the closing mark."""
    continues: bool = False
    """Whether it continues the speech of the previous quotation."""
    is_direct: bool = False
    """Whether the cue stands right before the opening mark, or after the closing one."""
    is_implied: bool = False
    """Whether nothing attributes it, and the speaker is the subject of the sentence before it."""


def attribute(
    text: str, quotations: Sequence[Quotation], *, informal: bool = False
) -> list[Spoken]:
    """Attribute each quotation of a text, in order; none of them is nested in another.

    `informal` is how people write in a channel: `luna said`, `per miyamoto`.
    """
    found: list[Spoken] = []
    for index in range(len(quotations)):
        gaps = _Gaps.around(text, quotations, index, informal=informal)
        previous = found[-1] if found and gaps.follows else None
        found.append(_attribute_one(gaps, previous, informal=informal))
    return found


class _Gaps(NamedTuple):
    """A quotation, and the text around it up to the quotations before and after it."""

    words: str
    before: str
    after: str
    previous: str
    """The quotation before it in its paragraph; "" without one."""
    follows: bool
    """Whether there is one before it in its paragraph."""
    leads_on: bool
    """Whether the text after it is one clause that leads up to another quotation."""

    @classmethod
    def around(
        cls, text: str, quotations: Sequence[Quotation], index: int, *, informal: bool
    ) -> "_Gaps":
        one = quotations[index]
        line = text.rfind("\n", 0, one.opens) + 1
        last = quotations[index - 1] if index else None
        follows = last is not None and (informal or last.closes > line)
        start = last.closes if last is not None and follows else line
        if not follows and not text[start : one.opens].strip(" \t>*_~"):
            start = _line_before(text, line, last.closes if last else 0)
        end = quotations[index + 1].opens if index + 1 < len(quotations) else len(text)
        rest = text[one.closes : end]
        after = rest.split("\n", maxsplit=1)[0]
        below = rest.lstrip("\n> \t") if not after.strip() else ""
        is_next = (  # "- Luna: “", "Luna wrote that “"
            index + 1 < len(quotations) and "\n" not in below and not _ENDED.search(below)
        )
        if below and not is_next and (informal or below.startswith(DASHES)):
            after = below.split("\n", maxsplit=1)[0]
            after = f"— {after}" if is_full_name(after) else after  # a name alone signs it
        clause = after.rstrip()
        return cls(
            words=text[one.start : one.end] + (rest[:1] if rest[:1] in (",", ".") else ""),
            before=text[start : one.opens],
            after=after,
            previous=text[last.start : last.end] if last is not None and follows else "",
            follows=follows,
            leads_on=after == rest and index + 1 < len(quotations)
            and not _ENDED.search(clause) and is_one_sentence(clause),
        )  # fmt: skip


def _line_before(text: str, line: int, reach: int) -> int:
    """Return where the line before starts if it leads up to this one with a colon."""
    above = text[reach:line].rstrip("\n> \t")
    return reach + above.rfind("\n") + 1 if above.rstrip("*_ ").endswith(":") else line


def _attribute_one(gaps: _Gaps, previous: Spoken | None, *, informal: bool) -> Spoken:
    leading = None
    if informal or not gaps.before.strip() or not _ENDED.search(gaps.before):
        leading = attribution_before(gaps.before.rstrip(), informal=informal)
    is_taken = previous is not None and previous.cue_follows
    if previous is not None and is_taken and is_one_sentence(gaps.before):
        leading = None if _repeats(previous.attribution, leading) else leading
    is_direct = leading is not None and _is_direct(gaps.before, leading)
    following = _following(gaps, has_lead=leading is not None, informal=informal)
    if previous is not None and is_taken:
        continuing = _continuing(gaps, previous, leading, following)
        if continuing is not None:
            return continuing
    if following is not None and not is_direct:
        return Spoken(following, cue_follows=True, is_direct=True)
    if leading is not None:
        return Spoken(leading, is_direct=is_direct)
    joined = _joined(gaps, previous)
    if joined is not None:
        return joined
    return Spoken() if informal else _implied(gaps)


def _continuing(
    gaps: _Gaps, previous: Spoken, leading: Attribution | None, following: Attribution | None
) -> Spoken | None:
    """Return the rest of the speech that the words between two quotations attribute, if it is.

    “We will,” Luna said, “only transfer”; “There’s no choice,” Luna said. “That means ...”
    """
    if not is_one_sentence(gaps.before):
        return None
    shared = previous.attribution
    if following is None and leading is None:
        is_apart = gaps.before.rstrip()[-1:] in (".", ",", "!", ":", ";", "—", "")
        return Spoken(shared, cue_follows=is_apart, continues=True, is_direct=is_apart)
    if following is not None and _is_interrupted(gaps):
        return Spoken(following, cue_follows=True, continues=True, is_direct=True)
    return None


def _joined(gaps: _Gaps, previous: Spoken | None) -> Spoken | None:
    """Return the attribution of the quotation before, where it holds for this one too."""
    if previous is None or previous.attribution is None or previous.is_implied:
        return None
    if _is_same_sentence(gaps):
        # Brown called the times “uncertain” for “undocumented Californians”
        return Spoken(previous.attribution)
    if not gaps.before.strip() and _ENDED.search(gaps.previous):
        return previous._replace(continues=True)
    return None


def _following(gaps: _Gaps, *, has_lead: bool, informal: bool) -> Attribution | None:
    """Read the attribution after a quotation, where the text after it is about that quotation."""
    after = gaps.after
    stripped = after.strip().lstrip(".").lstrip()
    is_dashed = stripped.startswith((*DASHES, "("))
    is_interrupted = bool(_INTERRUPTED.search(gaps.words)) or stripped.startswith(",")
    is_whole = bool(_ENDED.search(gaps.words))
    if gaps.leads_on and not is_dashed and (has_lead or (is_whole and not is_interrupted)):
        return None
    if not is_interrupted and not is_dashed and is_whole:
        # “We will.” She added that ... is a new sentence, “We will.” said Luna is not.
        first = stripped[:1]
        sentence = re.split(r"[.;\n]", stripped, maxsplit=1)[0]
        is_short = len(sentence.split()) <= WORDS_TO_CUE + 1 and " that" not in sentence
        if first.isupper() and not (is_short and not has_lead and not sentence.endswith(":")):
            return None
    return attribution_after(after, informal=informal, interrupted=is_interrupted)


def _repeats(one: Attribution | None, other: Attribution | None) -> bool:
    return one is not None and other is not None and one.speaker == other.speaker


def _is_direct(before: str, leading: Attribution) -> bool:
    """Whether the text before a quotation leads up to it: `Luna said, “`, `Luna told them: “`."""
    words = [word for word in split_words(before) if not word.is_mark]
    if before.rstrip(" *_~>\n").endswith(":"):
        return True
    last = leading.cue.lower().split()[-1:] or [""]
    return last[0] in [word.folded for word in words[-_DIRECT_WORDS:]]


def _is_interrupted(gaps: _Gaps) -> bool:
    """Whether the quotation before stopped in mid-sentence for its cue: `,” Luna said, “`."""
    return gaps.previous.rstrip().endswith(",") and gaps.before.rstrip().endswith(",")


def _is_same_sentence(gaps: _Gaps) -> bool:
    """Whether a few words join two quotations: `“uncertain” for “undocumented Californians”`."""
    ended = gaps.previous.rstrip().endswith((".", "!", "?"))
    words = gaps.before.split()
    return not ended and not re.search(r"[.!?:;]", gaps.before) and len(words) <= _JOINING_WORDS


def _implied(gaps: _Gaps) -> Spoken:
    """Take the subject of the sentence before a whole sentence: `Luna was blunt. “There’s ...”`."""
    before = gaps.before.rstrip()
    if not before.endswith((".", "!")) or not _ENDED.search(gaps.words):
        return Spoken()
    subject = subject_of(last_sentence(before))
    return Spoken(subject, is_implied=subject is not None)
