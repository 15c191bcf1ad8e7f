"""Why this?: the facts considered for a question, each with the reason, as blocks or as text."""

from bot.cards.message import Message, context, rich, rich_list, rich_quote, rich_section, words
from bot.mrkdwn import Json, escape
from facts import Outcome, explanation

_NAMES = {
    "bm25": "shared words, weighted by rarity",
    "bm25_gap": "lead over the next fact by that score",
    "bm25_z": "how far it stands out by that score, in standard deviations",
    "covered": "share of the question’s words that it has",
    "beside_names": "the same, leaving out names",
    "rarest": "has the question’s rarest word",
    "cosine": "similarity of meaning",
    "cosine_gap": "lead over the next fact by that score",
    "cosine_z": "how far it stands out by that score, in standard deviations",
}

ReasonKind = explanation.ReasonKind
_REASONS = {
    ReasonKind.ANSWERS: "It answers: it has everything that the question asks for.",
    ReasonKind.ANSWERS_REWORDED: (
        "It answers in other words: it has everything that the question names, and its score is "
        "over the threshold."
    ),
    ReasonKind.CHOICE: "It fits as well as the others, so the asker chooses.",
    ReasonKind.MORE_CHOICES: "It fits as well, but more facts fit than can be offered.",
    ReasonKind.KEY_MISSING: "It does not have {words}, which the question names.",
    ReasonKind.LAW_NOT_ON_FILE: (
        "No law {words} is on file, and a fact that only mentions it is not an answer."
    ),
    ReasonKind.OTHER_CASE: "The question names a case, and this is not a decision in it.",
    ReasonKind.OTHER_COURT: "The question names a court, and this is not a decision of that court.",
    ReasonKind.OTHER_TITLE: "The question has the whole title of another law.",
    ReasonKind.OTHER_DATE: "It does not have the date that the question names: {words}.",
    ReasonKind.OTHER_YEAR: (
        "The question names a law by its year, and this law was not made in that year."
    ),
    ReasonKind.WORDS_MISSING: "It does not have these words of the question: {words}.",
    ReasonKind.TOO_LITTLE: (
        "It has too few of the question’s words to be sure that it is the one meant."
    ),
    ReasonKind.UNMET: "The question names or denies something that this does not: {words}.",
    ReasonKind.TOO_LATE: "The words were said after the date that the question asks about.",
    ReasonKind.NOT_ASKED_FOR: "Its words fit, but the question asks for something else.",
    ReasonKind.OTHER_KIND: "The question asks for another kind of fact: {words}.",
    ReasonKind.SAME_CASE: "Another decision in the same case answers.",
    ReasonKind.SAME_WORDS: "Another fact has the same words: its card names the sources of both.",
    ReasonKind.LESS_EXACT: "Another fact has the date, the court action or the words asked for.",
    ReasonKind.TOO_COMMON: (
        "It has every word of the question, but they are so common that it probably does not "
        "answer."
    ),
    ReasonKind.UNDER_LINE: (
        "It lacks words of the question, and its score is below the threshold for answering in "
        "other words."
    ),
    ReasonKind.ONLY_NAMES: "It has little of the question except the names.",
}
_CLOSEST = "Closest to the question, by score:"
_MOST_CONSIDERED = 10
"""The reasons that are shown; a statute may have dozens of facts."""


def why_text(why: explanation.Explanation) -> str:
    """Return an explanation as plain text."""
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
    """Return an explanation as a message."""
    blocks: list[Json] = [
        rich(
            rich_section(words("The question was")),
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
            return f"Several facts fit: {answered}. The asker chooses."
        case Outcome.NOTHING:
            return "Nothing on file answers it."


def _rule(why: explanation.Explanation) -> str:
    if why.keys:
        return (
            f"The question names {', '.join(why.keys)}: only facts that have it can answer, "
            "whatever else they share with the question."
        )
    return (
        "A fact answers if it has every word that says what the question is about. A quote can "
        f"also be found in other words, with a probability of {why.line:.1%} or more, but only if "
        "it has everything that the question names."
    )


def _reason(one: explanation.Considered) -> str:
    """Return the sentence that says why a fact answers, or why not."""
    return _REASONS[one.reason.kind].format(words=", ".join(one.reason.words))


def _left_out(why: explanation.Explanation) -> list[str]:
    more = len(why.considered) - _MOST_CONSIDERED
    return [f"{more} more were considered and do not answer."] if more > 0 else []


def _lines(one: explanation.Weighed) -> list[str]:
    missing = f"missing: {', '.join(one.unmet)}" if one.unmet else "everything named is in it"
    figures = [
        f"{_NAMES.get(name, name)}: {value:.2f}" for name, value in one.figures.items() if value
    ]
    return [f"probability {one.probability:.1%}; {missing}", *figures]
