"""The opening: who asked what, and the answer in one sentence, above the thread with its card."""

from bot.cards.message import (
    Message,
    context,
    link_words,
    person,
    rich,
    rich_section,
    words,
)
from bot.mrkdwn import Json, cut, escape, mention
from facts import ApprovalBasis, Match, notices, wording

_LIMIT = 1_000
_CHECKED = (ApprovalBasis.SECOND_EDITOR, ApprovalBasis.RETRACTION)


def opening(asked: notices.Opening, match: Match) -> Message:
    """Make the opening of a card: its warnings stand here too, so that nobody prints without them.

    The asker is a live mention. A retracted fact is struck.
    """
    lines = wording.card_lines(match)
    warned = [line.text for line in lines if line.kind is wording.LineKind.WARNING]
    *heading, sentence = wording.opening_lines(match)
    current = match.fact.current
    approval = current.approval
    is_retracted = approval is not None and approval.basis is ApprovalBasis.RETRACTION
    style = {"strike": True} if is_retracted else {"bold": True}
    caveats = [] if approval and approval.basis in _CHECKED else [wording.verified_briefly(current)]
    blocks = (
        rich(
            asked_by(asked),
            *(rich_section(words(cut(line, _LIMIT), bold=True)) for line in warned),
            *(rich_section(words(cut(line, _LIMIT))) for line in heading),
            rich_section(words(cut(sentence, _LIMIT), **style)),
        ),
        *(context(escape(line)) for line in caveats),
    )
    text = "\n".join([*warned, *heading, sentence, *caveats])
    return Message(
        f"{mention(asked.asker)} asked: {escape(asked.question)}\n{escape(text)}", blocks
    )


def asked_by(asked: notices.Opening) -> Json:
    """Make the line that says who asked what."""
    return rich_section(person(asked.asker), words(" asked: "), words(asked.question, bold=True))


def posted(heading: str, url: str | None) -> Message:
    """Tell the person who picked an answer where it was posted."""
    shown = link_words(url, heading) if url else words(heading)
    return Message(f"Posted: {escape(heading)}", (rich(rich_section(words("Posted: "), shown)),))
