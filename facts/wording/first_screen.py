"""The first screen of a card: of its lines those that answer, some ten lines in a thread's width.

    first_screen(match)        heading, answer, one sentence of context, what is unsaid, one source
    opening_lines(match)       what the channel shows above the thread: heading and sentence alone
    sentences(text)            the sentences of an answer

Nothing here says anything that the whole card does not say: lines are chosen and shortened. The
rest is behind the buttons, in the whole card and in the copied text.
"""

import re
from collections.abc import Iterator

from facts.answer import Match
from facts.model import Quote, Source
from facts.model.value import Value
from facts.people.words import people_words
from facts.wording.lines import Line, LineKind, card_lines, quote_sentence
from facts.wording.names import card_heading, law_label, session_shown
from facts.wording.provenance import source_briefly, verified_briefly

_ANSWER_LIMIT = 210
"""Characters of an answer with its context: five lines in a thread."""
_AMPLE = 170
"""Characters up to which the context is not shortened."""
_BRIEF = 40
"""Characters of a sentence that there is always room for."""
_WITH_DATES = 120
"""Characters of an answer beside which there is room for dates."""
_WORDS_LIMIT = 240
"""Characters of a quote: six lines in a thread."""
_FIELDS = 2
_NAMESAKES_NAMED = 3
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”])\. (?=[A-Z“])")
_CITED = frozenset(("v", "no", "cir", "cal", "stats", "dist", "ct", "app", "supp", "inc", "co"))
"""Abbreviations in captions and citations (The Bluebook, tables T6, T7 and T10) that end in a small
letter; those before names are in `facts/people/titles.toml`."""
_YEARS = re.compile(r"\b(\d\d\d\d)–\d\d(\d\d)\b")


class FirstScreen(Value):
    """What a card shows before anything is pressed."""

    warnings: tuple[str, ...] = ()
    heading: str = ""
    speaker: str = ""
    """Of a quote: who said the words, in place of a heading."""
    said_on: str = ""
    """Of a quote: the speaker's role, and when and where it was said."""
    passages: tuple[str, ...] = ()
    """The words of a quote as they are shown; "" for another fact."""
    sentence: str = ""
    """The answer, in one sentence."""
    context: str = ""
    """The sentence after it."""
    is_cut: bool = False
    """Whether there is more of the answer, or of the words, than is shown."""
    fields: tuple[tuple[str, str], ...] = ()
    """Labels and values of what the answer has left unsaid; a value may need no label."""
    source: Source
    """The one that carries the answer."""
    source_details: str
    small_print: tuple[str, ...] = ()
    sources: int
    """How many sources the whole card has."""
    has_court_history: bool
    is_retracted: bool


def first_screen(match: Match) -> FirstScreen:
    """Choose what the card of a match shows first."""
    lines = card_lines(match)
    by_kind = {kind: [line for line in lines if line.kind is kind] for kind in LineKind}
    body = match.fact.body
    passages, is_cut = _passages(body) if isinstance(body, Quote) else ((), False)
    said = sentences(match.sentence) if not passages else ()
    if match.fact.is_retracted:
        said = said[:1]  # what is struck needs no context
    bold, context = (said[0], _context(said)) if said else ("", "")
    shown = f"{bold} {context}".rstrip()
    is_cut = is_cut or len(shown) < len(" ".join(said))
    fields = by_kind[LineKind.FIELD]
    status = _unsaid_status(fields, shown) if is_cut and said else ""
    source = lead_source(match)
    return FirstScreen(
        warnings=tuple(line.text for line in by_kind[LineKind.WARNING]),
        heading=_heading(match, by_kind[LineKind.HEADING][0].text, status),
        speaker=body.speaker if isinstance(body, Quote) else "",
        said_on=_said_on(body, source) if isinstance(body, Quote) else "",
        passages=passages,
        sentence=bold,
        context=context,
        is_cut=is_cut,
        fields=tuple(_fields(match, fields, shown, is_cut=is_cut)) if said else (),
        source=source,
        source_details=source_briefly(source),
        small_print=tuple(_small_print(match)),
        sources=len(by_kind[LineKind.SOURCE]) + len(by_kind[LineKind.LATER_SOURCE]),
        has_court_history=bool(by_kind[LineKind.COURT] or by_kind[LineKind.LATER]),
        is_retracted=match.fact.is_retracted,
    )


def opening_lines(match: Match) -> tuple[str, ...]:
    """Return the heading of an answer and its first sentence, which is the last of the lines.

    Of a quote it is one line: who said it, when, and the words that a first screen has.
    """
    quote = match.fact.quote
    if quote is not None:
        who = quote_sentence(quote.model_copy(update={"passages": ()}))
        return (who + " ".join(_passages(quote)[0]),)
    heading = card_heading(match.fact.body, match.law_body)
    return heading, first_sentence(match.sentence)[0]


def first_sentence(text: str) -> tuple[str, str]:
    """Split an answer into its first sentence and the rest; an abbreviation does not end it."""
    for stop in _SENTENCE_END.finditer(text):
        last = re.split(r"\W", text[: stop.start()])[-1].lower()
        if last not in _CITED | people_words().abbreviations:
            return text[: stop.start() + 1], text[stop.end() :]
    return text, ""


def sentences(text: str) -> tuple[str, ...]:
    """Divide an answer into its sentences."""
    first, rest = first_sentence(text)
    return (first, *sentences(rest)) if rest else tuple(filter(None, (first,)))


def lead_source(match: Match) -> Source:
    """Return the source that carries the answer.

    Of a law it is that of the event or decision whose date the answer names first; where it names
    none, and of a quote or a decision, it is the fact's first source.
    """
    law = match.fact.law
    if law is None:
        return match.fact.body.sources[0]
    dated = [(event.on, law.sources[event.source - 1]) for event in law.events]
    dated += [(one.decided_on, one.sources[0]) for one in match.decision_bodies]
    answer = match.sentence
    places = [(answer.find(on.full()), source) for on, source in dated]
    named = [one for one in places if one[0] >= 0]
    return min(named, key=lambda one: one[0])[1] if named else law.sources[0]


def _context(said: tuple[str, ...]) -> str:
    """Return what follows the first sentence: all, the next one, or the one on the merits.

    The next one may be shortened to its first clause, which is how a law stands. Another sentence
    may not follow the first: "Its reason" would give another one's.
    """
    whole, following = " ".join(said[1:]), "".join(said[1:2])
    clause, _, more = following.partition("; ")
    merits = [sentence for sentence in said[1:] if sentence.endswith("on the merits.")]
    room = -len(said[0]) - 1
    choices = [
        *((text, _AMPLE) for text in (whole, following)),
        *([(f"{clause}.", _ANSWER_LIMIT)] if more and "not on file" not in more else []),
        *((text, _ANSWER_LIMIT) for text in (whole, following, *merits)),
    ]
    fitting = (text for text, limit in choices if len(text) <= max(limit + room, _BRIEF))
    return next(fitting, "")


def _heading(match: Match, heading: str, status: str) -> str:
    """Return the heading with the status that the answer leaves unsaid.

    It has no jurisdiction where the title names it.
    """
    title, _, rest = heading.partition("  ·  ")
    shorter, _, place = rest.rpartition(", ")
    is_named = match.law_body is not None and shorter and place in title
    return " · ".join(filter(None, (title, shorter if is_named else rest, status)))


def _said_on(quote: Quote, source: Source) -> str:
    """Return what follows a speaker's name; the occasion only where the source does not name it."""
    occasion = quote.occasion or ""
    is_named = occasion.casefold() in source.title.casefold()
    when = ", ".join(filter(None, (quote.said_on.short(), "" if is_named else occasion)))
    return f", {quote.role} · {when}" if quote.role else f" · {when}"


def _passages(quote: Quote) -> tuple[tuple[str, ...], bool]:
    """Return the words that the first screen has room for, and whether there are more.

    A sentence is shown whole or not at all, since what is cut off may turn its meaning: the first
    passages that fit, else the first sentence. "[...]" stands for words that are left out.
    """
    passages = quote.passages
    fits = [len(passage) <= _WORDS_LIMIT for passage in passages]
    first = fits.index(True) if any(fits) else 0
    if not any(fits):
        parts = sentences(passages[0])
        begun = parts[0]
        for part in parts[1:]:
            begun = f"{begun} {part}" if len(begun) + len(part) < _WORDS_LIMIT else begun
        is_whole = begun == passages[0] and len(passages) == 1
        return (f"“{begun}”" if is_whole else f"“{begun}” [...]",), not is_whole
    last = first + 1
    while last < len(passages) and sum(map(len, passages[first : last + 1])) <= _WORDS_LIMIT:
        last += 1
    shown = [f"“{passage}”" for passage in passages[first:last]]
    shown[0] = f"[...] {shown[0]}" if first else shown[0]
    shown[-1] += " [...]" if last < len(passages) else ""
    return tuple(shown), len(shown) < len(passages)


def _unsaid_status(lines: list[Line], answer: str) -> str:
    """Return how the law stands, where an answer that is cut leaves it out."""
    found = (line.text for line in lines if line.label.startswith("Status"))
    return next((text for text in found if text.casefold() not in answer.casefold()), "")


def _fields(
    match: Match, lines: list[Line], answer: str, *, is_cut: bool
) -> Iterator[tuple[str, str]]:
    """Yield what a shown answer leaves unsaid: dates; of one that is cut, that it has no merits."""
    said, law = answer.casefold(), match.fact.law
    if is_cut and "merits" not in said and "did not rule" not in said:
        yield from (("", line.text) for line in lines if line.text.endswith("on the merits"))
    if law is not None and not is_cut and len(answer) <= _WITH_DATES:
        full = {event.on.short(): event.on.full() for event in law.events}
        dates = [line for line in lines if line.source is not None]
        unsaid = [
            line
            for line in dates
            if not any(short in line.text and on in answer for short, on in full.items())
        ]
        yield from ((line.label, line.text) for line in unsaid[:_FIELDS])
    standing, decision = match.standing, match.fact.decision
    to = standing.decisions_to if standing is not None else None
    if to is not None and not (decision is not None and decision.decided_on == to):
        yield "", f"decisions on file to {to.short()}"


def _small_print(match: Match) -> Iterator[str]:
    yield f"{verified_briefly(match.fact.current)}  ·  {match.fact.current.label}"
    law = match.law_body
    if law is not None and match.namesakes:
        sessions = [
            _YEARS.sub(r"\1–\2", session_shown(one.law)) for one in match.namesakes if one.law
        ]
        left = len(sessions) - _NAMESAKES_NAMED
        named = sessions[:_NAMESAKES_NAMED] + ([f"{left} more sessions"] if left > 0 else [])
        yield f"Not to be confused with {law_label(law)} of {', '.join(named)}"
