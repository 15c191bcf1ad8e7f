"""Why this: each fact considered for a question and the reason, as blocks and as plain text."""

from bot.cards.message import Message, context, rich, rich_list, rich_quote, rich_section, words
from bot.mrkdwn import Json, escape
from facts import Outcome, explanation

_NAMES = {
    "bm25": "words shared, by how rare they are",
    "bm25_gap": "lead over the next in that",
    "bm25_z": "standing out in that (deviations)",
    "covered": "share of the question that it holds",
    "beside_names": "the same, beside names",
    "rarest": "holds the rarest word",
    "cosine": "likeness of meaning",
    "cosine_gap": "lead over the next in that",
    "cosine_z": "standing out in that (deviations)",
}

ReasonKind = explanation.ReasonKind
_REASONS = {
    ReasonKind.ANSWERS: "It answers: it has all that the question asks for.",
    ReasonKind.ANSWERS_REWORDED: (
        "It answers in other words: it has all that the question names, and is over the line."
    ),
    ReasonKind.CHOICE: "It fits as well as the others: the asker chooses.",
    ReasonKind.MORE_CHOICES: "It fits as well, but more facts fit than a picker offers.",
    ReasonKind.KEY_MISSING: "It does not have {words}, which the question names.",
    ReasonKind.LAW_NOT_ON_FILE: "No law {words} is on file, so nothing that mentions it answers.",
    ReasonKind.OTHER_CASE: "The question names a case, and this is no decision in it.",
    ReasonKind.OTHER_COURT: "The question names a court, and this is no decision of it.",
    ReasonKind.OTHER_TITLE: "The question has the whole title of another law.",
    ReasonKind.OTHER_DATE: "It has not the date that the question names: {words}.",
    ReasonKind.OTHER_YEAR: "The question names a law by a year in which this law was not made.",
    ReasonKind.WORDS_MISSING: "It does not have these words of the question: {words}.",
    ReasonKind.TOO_LITTLE: "It has too few words of the question to tell that it is meant.",
    ReasonKind.UNMET: "The question names or denies what this does not: {words}.",
    ReasonKind.TOO_LATE: "It was said after the date that the question asks about.",
    ReasonKind.NOT_ASKED_FOR: "Its words fit, but the question asks for something else.",
    ReasonKind.OTHER_KIND: "The question asks for another kind of fact: {words}.",
    ReasonKind.SAME_CASE: "Another decision in the same case answers.",
    ReasonKind.LESS_EXACT: "Another fact has the date, the court's act or the words asked for.",
    ReasonKind.TOO_COMMON: (
        "It has every word of the question, but so common that it is more likely no answer."
    ),
    ReasonKind.UNDER_LINE: (
        "It lacks words of the question, and is under the line for answering in other words."
    ),
    ReasonKind.ONLY_NAMES: "It has little of the question but the names in it.",
}
_CLOSEST = "Closest to the question, by figures:"
_MOST_CONSIDERED = 10
"""The reasons that are shown; a statute may have dozens of facts."""


def why_text(why: explanation.Explanation) -> str:
    """Write it in lines of plain text."""
    lines = [_outcome(why), _rule(why)]
    for considered in why.considered[:_MOST_CONSIDERED]:
        lines += ["", f"{considered.fact}  {considered.heading}", f"  {_reason(considered)}"]
    lines += _left_out(why)
    if why.weighed:
        lines += ["", _CLOSEST]
    for one in why.weighed:
        lines += ["", f"{one.fact}  {one.heading}", *(f"  {line}" for line in _lines(one))]
    return "\n".join(lines)


def why_message(why: explanation.Explanation) -> Message:
    """Draw it."""
    blocks: list[Json] = [
        rich(
            rich_section(words("It was asked")),
            rich_quote(words(why.question)),
            rich_section(words(_outcome(why), bold=True)),
        ),
    ]
    for considered in why.considered[:_MOST_CONSIDERED]:
        head = rich_section(words(f"{considered.fact}  ", bold=True), words(considered.heading))
        blocks.append(rich(head, rich_list([rich_section(words(_reason(considered)))])))
    blocks += [context(escape(line)) for line in _left_out(why)]
    if why.weighed:
        blocks.append(rich(rich_section(words(_CLOSEST, bold=True))))
    for one in why.weighed:
        head = rich_section(words(f"{one.fact}  ", bold=True), words(one.heading))
        blocks.append(rich(head, rich_list([rich_section(words(line)) for line in _lines(one)])))
    blocks.append(context(escape(_rule(why))))
    return Message(escape(why_text(why)), tuple(blocks))


def _outcome(why: explanation.Explanation) -> str:
    answered = ", ".join(map(str, why.answered))
    match why.outcome:
        case Outcome.FOUND:
            return f"Answered by {answered}."
        case Outcome.CHOICES:
            return f"A choice of {answered}: they differ in what they are."
        case Outcome.NOTHING:
            return "Nothing on file answers it."


def _rule(why: explanation.Explanation) -> str:
    if why.keys:
        return (
            f"It names {', '.join(why.keys)}: only facts that have it may answer, whatever "
            "else they share with the question."
        )
    return (
        "A fact answers that holds every word with a subject in it. Words said are also found in "
        f"other words, from a probability of {why.line:.1%} on, and never where something "
        "that is named is not in them."
    )


def _reason(one: explanation.Considered) -> str:
    """Say in a sentence why a fact answers or does not."""
    return _REASONS[one.reason.kind].format(words=", ".join(one.reason.words))


def _left_out(why: explanation.Explanation) -> list[str]:
    more = len(why.considered) - _MOST_CONSIDERED
    return [f"{more} more were considered and do not answer."] if more > 0 else []


def _lines(one: explanation.Weighed) -> list[str]:
    missing = f"not in it: {', '.join(one.unmet)}" if one.unmet else "all that is named is in it"
    figures = [
        f"{_NAMES.get(name, name)}: {value:.2f}" for name, value in one.figures.items() if value
    ]
    return [f"probability {one.probability:.1%}; {missing}", *figures]
