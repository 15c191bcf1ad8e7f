"""Why this: what a look-up saw, drawn for editors and written for the command line."""

from bot.cards.message import Message, context, rich, rich_list, rich_quote, rich_section, words
from bot.mrkdwn import Json, escape
from facts import Explanation, Outcome, Weighed

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


def why_text(explanation: Explanation) -> str:
    """Write it in lines of plain text."""
    lines = [_outcome(explanation), _rule(explanation)]
    for one in explanation.weighed:
        lines += ["", f"{one.fact}  {one.heading}", *(f"  {line}" for line in _lines(one))]
    return "\n".join(lines)


def why_message(explanation: Explanation) -> Message:
    """Draw it."""
    blocks: list[Json] = [
        rich(
            rich_section(words("It was asked")),
            rich_quote(words(explanation.question)),
            rich_section(words(_outcome(explanation), bold=True)),
        ),
    ]
    for one in explanation.weighed:
        head = rich_section(words(f"{one.fact}  ", bold=True), words(one.heading))
        blocks.append(rich(head, rich_list([rich_section(words(line)) for line in _lines(one)])))
    blocks.append(context(escape(_rule(explanation))))
    return Message(escape(why_text(explanation)), tuple(blocks))


def _outcome(explanation: Explanation) -> str:
    answered = ", ".join(map(str, explanation.answered))
    match explanation.outcome:
        case Outcome.FOUND:
            return f"Answered by {answered}."
        case Outcome.CHOICES:
            return f"A choice of {answered}: they differ in what they are."
        case Outcome.NOTHING:
            return "Nothing on file answers it."


def _rule(explanation: Explanation) -> str:
    if explanation.keys:
        return (
            f"It names {', '.join(explanation.keys)}: only facts that have it may answer, whatever "
            "else they share with the question."
        )
    return (
        "A fact answers that holds every word with a subject in it. Words said are also found in "
        f"other words, from a probability of {explanation.line:.1%} on, and never where something "
        "that is named is not in them."
    )


def _lines(one: Weighed) -> list[str]:
    missing = f"not in it: {', '.join(one.unmet)}" if one.unmet else "all that is named is in it"
    figures = [
        f"{_NAMES.get(name, name)}: {value:.2f}" for name, value in one.figures.items() if value
    ]
    return [f"probability {one.probability:.1%}; {missing}", *figures]
