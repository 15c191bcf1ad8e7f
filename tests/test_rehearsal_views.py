"""Modals that Slack refuses, each with the pointer at which it says why."""

import pytest
from rehearsal_driver import Block, asked, button, plain, section, table

from rehearsal.blockkit import view_problems


def modal(*blocks: Block, **more: object) -> Block:
    return {
        "type": "modal", "title": plain("File a quote"), "submit": plain("File"),
        "blocks": list(blocks), **more,
    }  # fmt: skip


VIEWS = {
    "a form": (modal(asked()), []),
    "no submit beside an input": (
        modal(asked(), submit=None), ["missing required field: submit [json-pointer:/view]"],
    ),
    "no submit where nothing is asked": (modal(section(), submit=None), []),
    "no title": (
        modal(section(), title=None), ["missing required field: title [json-pointer:/view]"],
    ),
    "a long title": (
        modal(section(), title=plain("x" * 25)),
        ["must be less than 25 characters [json-pointer:/view/title/text]"],
    ),
    "a long close": (
        modal(section(), close=plain("x" * 25)),
        ["must be less than 25 characters [json-pointer:/view/close/text]"],
    ),
    "a long secret": (
        modal(section(), private_metadata="x" * 3001),
        ["must be less than 3001 characters [json-pointer:/view/private_metadata]"],
    ),
    "a hundred and one blocks": (
        modal(*[section()] * 101), ["no more than 100 items allowed [json-pointer:/view/blocks]"],
    ),
    "a button as input": (
        modal(asked(button())),
        ["unsupported type: button [json-pointer:/view/blocks/0/element/type]"],
    ),
    "a number that does not say which": (
        modal(asked({"type": "number_input", "action_id": "n"})),
        ["missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]"],
    ),
    "mrkdwn in a label": (
        modal(asked(label={"type": "mrkdwn", "text": "x"})),
        ["unsupported type: mrkdwn [json-pointer:/view/blocks/0/label/type]"],
    ),
    "a table in a modal": (
        modal(table(1)), ["unsupported type: table [json-pointer:/view/blocks/0/type]"],
    ),
    "an alert in a modal": (modal({"type": "alert", "text": plain()}), []),
    "App Home as a modal": (
        {"type": "home", "blocks": [section()]},
        ["unsupported type: home [json-pointer:/view/type]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("view", "problems"), VIEWS.values(), ids=VIEWS.keys())
def test_slack_judges_a_view(view: Block, problems: list[str]) -> None:
    assert view_problems(view, kind="modal") == problems
