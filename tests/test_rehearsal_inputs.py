"""Each input of a form: what Slack's client refuses, and the state that Slack sends of it."""

import pytest
from rehearsal_driver import Block, asks, filing, form, opened, options, plain, rehearsing

from rehearsal import EDITOR, REPORTER, NoSuchThingError


@pytest.mark.parametrize(
    ("element", "value", "words"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        (
            {"type": "plain_text_input", "min_length": 3},
            "ab",
            "Please enter at least 3 characters.",
        ),
        (
            {"type": "plain_text_input", "max_length": 3},
            "abcd",
            "Please enter no more than 3 characters.",
        ),
        ({"type": "url_text_input"}, "leginfo", "Please enter a valid URL."),
        ({"type": "email_text_input"}, "desk", "Please enter a valid email address."),
        (
            {"type": "number_input", "is_decimal_allowed": False},
            "1.5",
            "Please enter a valid number.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1.5",
            "Please enter a number that is at least 2.",
        ),
        ({"type": "datepicker"}, "2017-13-05", "Please enter a valid date."),
        (
            {"type": "radio_buttons", "options": options("a")},
            None,
            "Please complete this required field.",
        ),
        (
            {"type": "checkboxes", "options": options("a")},
            [],
            "Please complete this required field.",
        ),
    ],
)
async def test_slacks_client_does_not_send_what_a_field_forbids(
    element: Block, value: object, words: str
) -> None:
    async with rehearsing(filing(form(asks("field", element)))) as slack:
        exchange = await slack.submit(EDITOR, await opened(slack), {"field": value})
        view = slack.top_view(EDITOR)
    assert view is not None
    assert (view.errors, exchange.problem) == ({"field": words}, words)
    assert (exchange.status, exchange.payload) == (None, {})


@pytest.mark.parametrize(
    ("element", "value", "state"),
    [
        ({"type": "url_text_input"}, "https://x.org", {"value": "https://x.org"}),
        ({"type": "number_input", "is_decimal_allowed": False}, "12", {"value": "12"}),
        ({"type": "datepicker"}, "2017-10-05", {"selected_date": "2017-10-05"}),
        ({"type": "timepicker"}, "10:05", {"selected_time": "10:05"}),
        ({"type": "datetimepicker"}, 1766000000, {"selected_date_time": 1766000000}),
        ({"type": "users_select"}, REPORTER, {"selected_user": REPORTER}),
        ({"type": "conversations_select"}, "C0DESK", {"selected_conversation": "C0DESK"}),
        (
            {"type": "static_select", "options": options("law", "quote")},
            "quote",
            {"selected_option": options("quote")[0]},
        ),
        (
            {
                "type": "static_select",
                "option_groups": [{"label": plain("Kinds"), "options": options("law")}],
            },
            "law",
            {"selected_option": options("law")[0]},
        ),
        (
            {"type": "radio_buttons", "options": options("law", "quote")},
            "law",
            {"selected_option": options("law")[0]},
        ),
        (
            {"type": "checkboxes", "options": options("a", "b", "c")},
            ["a", "c"],
            {"selected_options": options("a", "c")},
        ),
        (
            {"type": "multi_static_select", "options": options("a", "b")},
            ["b"],
            {"selected_options": options("b")},
        ),
        ({"type": "multi_users_select"}, [EDITOR], {"selected_users": [EDITOR]}),
    ],
)
async def test_each_input_has_slacks_own_state(element: Block, value: object, state: Block) -> None:
    async with rehearsing(filing(form(asks("field", element)))) as slack:
        exchange = await slack.submit(EDITOR, await opened(slack), {"field": value})
    values = exchange.payload["view"]["state"]["values"]
    assert values == {"field": {"value": {"type": element["type"], **state}}}


async def test_initial_values_are_sent_when_nobody_touches_them() -> None:
    chosen = {
        "type": "static_select",
        "options": options("a", "b"),
        "initial_option": options("b")[0],
    }
    typed = {"type": "plain_text_input", "initial_value": "as before"}
    async with rehearsing(filing(form(asks("a", chosen), asks("b", typed)))) as slack:
        exchange = await slack.submit(EDITOR, await opened(slack))
    values = exchange.payload["view"]["state"]["values"]
    assert values["a"]["value"]["selected_option"]["value"] == "b"
    assert values["b"]["value"]["value"] == "as before"


async def test_a_value_that_is_not_offered_or_a_field_that_is_not_there_is_a_tests_mistake() -> (
    None
):
    chosen = asks("kind", {"type": "static_select", "options": options("law")})
    async with rehearsing(filing(form(chosen))) as slack:
        view_id = await opened(slack)
        with pytest.raises(NoSuchThingError, match="the options are \\['law'\\]"):
            await slack.submit(EDITOR, view_id, {"kind": "quote"})
        with pytest.raises(NoSuchThingError, match="the view has \\['kind'\\]"):
            await slack.submit(EDITOR, view_id, {"sort": "law"})
        with pytest.raises(NoSuchThingError, match="no modal"):
            await slack.submit(REPORTER, view_id, {"kind": "law"})
