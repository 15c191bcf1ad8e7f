"""What only the asker sees: the picker, nothing on file, help, how to invite the bot."""

import json

from bot.cards.message import (
    Message,
    actions,
    button,
    context,
    rich,
    rich_quote,
    rich_section,
    section,
    words,
)
from bot.mrkdwn import Json, bold, cut, escape
from facts import Answer, Question, law, wording


def choices(answer: Answer, question_number: int, *, after: int = 0) -> Message:
    """Make the picker: a row for each fact with what sets it apart; buttons for more and the desk.

    `after` is how many choices were shown before these.
    """
    bills = [key for key in answer.question.keys if key.kind is law.keys.KeyKind.BILL]
    laws = [match.fact.law for match in answer.matches if match.fact.law]
    total = after + len(answer.matches) + answer.left
    count = _COUNTS.get(total, str(total))
    numbers = {one.number for one in laws}
    if bills and len(laws) == len(answer.matches) and len(numbers) == 1 and laws[0].number:
        first = f"{bold(laws[0].number)} is the number of {count} bills on file. Which one?"
    else:
        first = f"{bold(count.capitalize() + ' facts on file')} fit that. Which one?"
    head = section(first)
    rows = []
    for match in answer.matches:
        value = json.dumps({"question": question_number, "fact": str(match.fact.id)})
        name, _, apart = wording.choice_heading(match.fact.body).partition("  ·  ")
        apart = f"  ·  {apart}" if apart else ""
        rows.append(
            section(
                f"{bold(cut(name, 250))}{escape(apart)}\n{escape(cut(match.line, 600))}",
                accessory=button("This one", "pick", value),
            )
        )
    more = json.dumps({"question": question_number, "after": after + len(answer.matches)})
    foot = actions(
        *([button(f"More ({answer.left})", "more_choices", more)] if answer.left else []),
        _ask_desk("None of these: ask the desk", question_number),
    )
    lines = [f"{wording.choice_heading(match.fact.body)}: {match.line}" for match in answer.matches]
    return Message("\n".join([first, *map(escape, lines)]), (head, *rows, foot))


_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


def nothing(answer: Answer, question_number: int) -> Message:
    """Say that nothing on file answers; list what is related, and that it is not an answer."""
    first = bold("Nothing on file answers that.")
    blocks: list[Json] = [
        section(first),
        rich(rich_quote(words(answer.question.text or " "))),
    ]
    if answer.related:
        lines = [f"•  {escape(fact.body.heading)}  `{fact.id}`" for fact in answer.related]
        blocks.append(section("Related, but not an answer:\n" + "\n".join(lines)))
    shows = [
        button(
            f"Show {fact.id}",
            "show",
            json.dumps({"question": question_number, "fact": str(fact.id)}),
        )
        for fact in answer.related
    ]
    blocks.append(
        actions(_ask_desk("Ask the desk", question_number, style="primary"), *_distinct(shows))
    )
    if answer.question.was_cut:
        blocks.append(context(escape(CUT)))
    return Message("Nothing on file answers that.", tuple(blocks))


CUT = "Only the first 500 characters of the question were used."


def _distinct(buttons: list[Json]) -> list[Json]:
    """Give each button of one row an action id of its own, as Slack requires."""
    return [made | {"action_id": f"{made['action_id']}:{at}"} for at, made in enumerate(buttons)]


def _ask_desk(label: str, question_number: int, *, style: str | None = None) -> Json:
    return button(label, "ask_desk", str(question_number), style=style)


def usage(command: str = "/fact") -> Message:
    """Make the help: what to type, and where."""
    lines = [
        (
            f"{command} did the Supreme Court uphold SB 54?",
            "asks; the answer is posted here, its card in the thread",
        ),
        (f"{command} SB 54 as of March 2018", "gives the answer as of a past date"),
        (f"{command} F-12", "shows a fact by its number"),
        (f"{command} history F-12", "shows who filed and approved it, and when"),
        ("@Factdesk SB 54", "asks in a thread, where slash commands do not work"),
        ("Check this quote", "in a message’s menu: compares its quotes with the words on file"),
        ("/fact-add", "files a fact (editors)"),
    ]
    rows = [rich_section(words(typed, code=True), words(f"  {does}")) for typed, does in lines]
    head = section(
        f"{bold('Ask the fact desk.')} Every answer is a fact that a person filed with its sources."
    )
    listed = rich({"type": "rich_text_list", "style": "bullet", "elements": rows})
    return Message("\n".join(f"{typed}: {does}" for typed, does in lines), (head, listed))


def sentence(text: str) -> Message:
    """Make a message of one sentence, such as an error's."""
    return Message(escape(text), (rich(rich_section(words(text))),))


INVITE = (
    "Only you see this: Factdesk is not in this channel. To let it answer where everyone sees it, "
    "type /invite @Factdesk here."
)


NOT_POSTED = "Only you see this: Slack did not let Factdesk post the answer here ({why})."
# docs.slack.dev/reference/methods/chat.postMessage, "Errors"
_INVITED = frozenset({"not_in_channel", "channel_not_found"})
_TOO_LONG = frozenset({"invalid_blocks", "msg_blocks_too_long", "msg_too_long"})
_REASONS = {
    "is_archived": "the channel is archived",
    "restricted_action": "not everyone may post in this channel",
    "restricted_action_read_only_channel": "the channel is read-only",
    "restricted_action_thread_only_channel": "the channel takes only replies",
}


def alone(message: Json, error: str) -> Json:
    """Turn a card that could not be posted in its channel into one for its asker only, saying why.

    `error` is Slack's code. A card that is too long for Slack keeps only its warnings and answer.
    """
    if error in _INVITED:
        note, blocks = INVITE, message["blocks"]
    elif error in _TOO_LONG:
        note = NOT_POSTED.format(why="the card is too long; this is the answer without its sources")
        blocks = [section(message["text"])]
    else:
        note = NOT_POSTED.format(why=_REASONS.get(error, f"its error code: {error}"))
        blocks = message["blocks"]
    return message | {"blocks": [context(escape(note)), *blocks][:50]}


def cut_note(question: Question) -> list[Json]:
    """Return a note if a question was cut."""
    return was_cut_note(was_cut=question.was_cut)


def was_cut_note(*, was_cut: bool) -> list[Json]:
    """Return a note if only the beginning of a question was used."""
    return [context(escape(CUT))] if was_cut else []
