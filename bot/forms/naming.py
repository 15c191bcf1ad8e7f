"""The form in which an editor gives a fact one more name, from a question that missed it."""

from collections.abc import Sequence

from bot.cards.message import context, rich, rich_list, rich_quote, rich_section, words
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import modal
from bot.mrkdwn import Json, plain
from facts import ALIAS_LIMIT, BadInput, FactId, FiledFact, NotOnFile

ALIAS_FORM = "alias_form"


def alias_form(
    question: str, near: Sequence[FiledFact], *, first: str, alias: str, metadata: str
) -> Json:
    """Make the form; `near` are facts that the question came near to, `first` the one to name."""
    blocks = [
        rich(rich_section(words("It was asked")), rich_quote(words(question))),
        _input("fact", "Which fact answers it?", "Its number, as in F-12.", first, limit=20),
        _input(
            "alias",
            "What else is it called?",
            "The words by which people ask for it, such as “sanctuary state law”. Every question "
            "that they stand in is answered by it from then on.",
            alias,
            limit=ALIAS_LIMIT,
        ),
        context("It is a change like any other: a second editor approves it."),
    ]
    if near:
        rows = [rich_section(words(f"{one.id}  {one.body.heading}")) for one in near]
        blocks.insert(1, rich(rich_section(words("Near to it on file")), rich_list(rows)))
    return modal(
        "Add an alias", blocks, submit="Add", callback_id=ALIAS_FORM, private_metadata=metadata
    )


def read_alias(view: Json) -> tuple[FactId, str]:
    """Return the fact and its new name; BadInput at its field where either is missing."""
    values = Typed.of(view).values
    try:
        fact = FactId.parse(values.get("fact", "").strip())
    except NotOnFile as error:
        raise BadInput("Put in a fact’s number, as in F-12.", field="fact") from error
    if not values.get("alias", "").strip():
        raise BadInput("Put in the words by which it is asked for.", field="alias")
    return fact, values["alias"]


def _input(block: str, label: str, hint: str, value: str, *, limit: int) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": "typed", "max_length": limit}
    if value:
        element["initial_value"] = value[:limit]
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "hint": plain(hint),
        "element": element,
    }
