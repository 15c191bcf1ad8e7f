"""The form in which an admin gives a role."""

from bot.forms.filing.view import modal
from bot.mrkdwn import Json, plain
from facts import BadInput, Role

ROLE_FORM = "role_form"
_MAY = {
    Role.READER: "Reader: asks",
    Role.CONTRIBUTOR: "Contributor: asks, and sends to the desk",
    Role.EDITOR: "Editor: files, approves, corrects",
    Role.ADMIN: "Admin: an editor who gives roles, too",
}


def role_form() -> Json:
    """Make the form: who, and which role."""
    who = {"type": "users_select", "action_id": "chosen", "placeholder": plain("Choose a person")}
    role = {
        "type": "radio_buttons",
        "action_id": "chosen",
        "options": [{"text": plain(label), "value": role.value} for role, label in _MAY.items()],
    }
    blocks = [
        {"type": "input", "block_id": "person", "label": plain("Who"), "element": who},
        {"type": "input", "block_id": "role", "label": plain("Role"), "element": role},
    ]
    return modal("Give a role", blocks, submit="Give", callback_id=ROLE_FORM)


def read_role(view: Json) -> tuple[str, Role]:
    """Return who is given which role; BadInput at the field that holds nothing."""
    values = (view.get("state") or {}).get("values") or {}
    person = _chosen(values, "person").get("selected_user")
    role = (_chosen(values, "role").get("selected_option") or {}).get("value")
    if not person:
        raise BadInput("Choose a person.", field="person")
    if role not in set(Role):
        raise BadInput("Choose a role.", field="role")
    return str(person), Role(role)


def _chosen(values: Json, block: str) -> Json:
    found: Json = (values.get(block) or {}).get("chosen") or {}
    return found
