"""The short forms, of the desk and of readers.

The desk's: send back, retract, still true, add an alias, give a role. Readers': ask the desk,
dispute.

`metadata` (at most 3,000 characters) comes back when the form is submitted. Invalid input raises
BadInput, which names its field.
"""

from collections.abc import Mapping, Sequence

from bot.cards.message import context, rich, rich_list, rich_quote, rich_section, section, words
from bot.forms.modal import (
    INPUT_LIMIT,
    LINE_LIMIT,
    Typed,
    input_block,
    modal,
    radio_buttons,
    text_input,
)
from bot.mrkdwn import Json, escape, plain
from facts import FactId, FiledFact, Matter, Role, errors, texts

SEND_BACK = "send_back_form"
RETRACT_FORM = "retract_form"
STILL_TRUE_FORM = "still_true_form"
ALIAS_FORM = "alias_form"
ROLE_FORM = "role_form"
_ROLES: Mapping[str, str] = {
    Role.READER: "Reader: asks questions",
    Role.CONTRIBUTOR: "Contributor: also sends requests to the desk",
    Role.EDITOR: "Editor: files, approves and corrects facts",
    Role.ADMIN: "Admin: an editor who can also give roles",
}

_MATTERS: Mapping[str, str] = {
    Matter.WRONG: "Something in it is wrong",
    Matter.OUTDATED: "It is out of date",
    Matter.SOURCE: "A source is missing or does not say this",
    Matter.WRONG_FACT: "It does not answer the question",
}


def send_back_form(metadata: str) -> Json:
    """Make the form in which a second editor who sends a draft back says what has to change."""
    why = text_input(
        "why",
        "What has to change?",
        hint="The person who filed it reads this.",
        lines=True,
        limit=INPUT_LIMIT,
    )
    return modal(
        "Send back", [why], submit="Send back", callback_id=SEND_BACK, private_metadata=metadata
    )


def retract_form(fact: FactId, *, metadata: str) -> Json:
    """Make the form in which a fact is retracted."""
    reason = text_input(
        "reason",
        "Why",
        hint="Everyone who got the fact will read this. It takes effect right away; to restore the "
        "fact, a second editor is needed.",
        limit=LINE_LIMIT,
    )
    return modal(
        f"Retract {fact}",
        [reason],
        submit="Retract",
        callback_id=RETRACT_FORM,
        private_metadata=metadata,
    )


def still_true_form(fact: FactId, *, metadata: str) -> Json:
    """Make the form for an editor who checked a fact again and found it still true."""
    why = text_input(
        "why",
        "Where did you look?",
        hint="For example: Ninth Circuit docket, no new order. It is kept with the fact.",
        limit=LINE_LIMIT,
    )
    return modal(
        f"{fact} still true",
        [why],
        submit="Still true",
        callback_id=STILL_TRUE_FORM,
        private_metadata=metadata,
    )


def read_why(view: Json) -> str:
    """Return what has to change in a draft that is sent back."""
    return _filed(view, "why", limit=INPUT_LIMIT, lines=True)


def read_reason(view: Json) -> str:
    """Return why a fact is retracted."""
    return _filed(view, "reason", limit=LINE_LIMIT)


def read_where(view: Json) -> str:
    """Return where an editor looked who found a fact still true."""
    return _filed(view, "why", limit=LINE_LIMIT)


def _filed(view: Json, name: str, *, limit: int, lines: bool = False) -> str:
    try:
        return texts.filed_text(Typed.of(view).values.get(name, ""), limit=limit, lines=lines)
    except ValueError as error:
        raise errors.BadInput(f"It {error}.", field=name) from error


def alias_form(
    question: str, near: Sequence[FiledFact], *, first: str, alias: str, metadata: str
) -> Json:
    """Make the form that gives a fact one more name, from a question that missed it.

    `near` are the facts closest to the question; `first` is the id to fill in ("" for none).
    """
    blocks = [
        rich(rich_section(words("The question was")), rich_quote(words(question))),
        text_input(
            "fact",
            "Which fact answers it?",
            hint="Its number, like F-12.",
            value=first,
            limit=20,
        ),
        text_input(
            "alias",
            "What else is it called?",
            hint="The words people use for it, such as “sanctuary state law”. Questions that "
            "contain them get this fact from now on.",
            value=alias,
            limit=texts.ALIAS_LIMIT,
        ),
        context("Like any change, a second editor must approve it."),
    ]
    if near:
        rows = [rich_section(words(f"{one.id}  {one.body.heading}")) for one in near]
        blocks.insert(1, rich(rich_section(words("Similar facts on file")), rich_list(rows)))
    return modal(
        "Add an alias", blocks, submit="Add", callback_id=ALIAS_FORM, private_metadata=metadata
    )


def read_alias(view: Json) -> tuple[FactId, str]:
    """Return the fact and its new name."""
    values = Typed.of(view).values
    try:
        fact = FactId.parse(values.get("fact", "").strip())
    except errors.NotOnFile as error:
        raise errors.BadInput("Use a fact number, like F-12.", field="fact") from error
    if not values.get("alias", "").strip():
        raise errors.BadInput("Enter the words people use for it.", field="alias")
    return fact, values["alias"]


def role_form() -> Json:
    """Make the form in which an admin gives a role: who, and which role."""
    who = {"type": "users_select", "action_id": "chosen", "placeholder": plain("Choose a person")}
    blocks = [
        input_block("person", "Who", who),
        input_block("role", "Role", radio_buttons(_ROLES)),
    ]
    return modal("Give a role", blocks, submit="Give", callback_id=ROLE_FORM)


def read_role(view: Json) -> tuple[str, Role]:
    """Return who is given which role."""
    values = Typed.of(view).values
    person, role = values.get("person"), values.get("role")
    if not person:
        raise errors.BadInput("Choose a person.", field="person")
    if role not in set(Role):
        raise errors.BadInput("Choose a role.", field="role")
    return person, Role(role)


def ask_desk_form(question: str, *, metadata: str) -> Json:
    """Make the form that sends a question to the desk."""
    asked = text_input("question", "What should the desk find out?", value=question, limit=500)
    why = _optional_reason("What is it for, and by when?")
    return _form("ask_desk_form", "Ask the desk", metadata, asked | {"optional": False}, why)


def dispute_form(fact: str, *, metadata: str) -> Json:
    """Make the form that says what is wrong with a fact."""
    return _form(
        "dispute_form",
        "Dispute",
        metadata,
        section(
            f"The desk sees this next to `{escape(fact)}`, with your name and where you read it."
        ),
        input_block("matter", "What is the problem?", radio_buttons(_MATTERS)),
        _optional_reason("What should the desk know?"),
    )


def read_dispute(view: Json) -> tuple[Matter, str]:
    """Return what is disputed, and why ("" where nothing was typed); BadInput at its field."""
    values = Typed.of(view).values
    chosen = values.get("matter", "")
    if chosen not in set(Matter):
        raise errors.BadInput("Choose what it is about.", field="matter")
    reason = values.get("reason", "")
    if Matter(chosen) is not Matter.WRONG_FACT and not any(char.isalnum() for char in reason):
        raise errors.BadInput("Say in a few words what is wrong.", field="reason")
    return Matter(chosen), reason


def _optional_reason(label: str) -> Json:
    return text_input("reason", label, lines=True, limit=INPUT_LIMIT) | {"optional": True}


def _form(callback_id: str, title: str, metadata: str, *blocks: Json) -> Json:
    return modal(title, blocks, submit="Send", callback_id=callback_id, private_metadata=metadata)
