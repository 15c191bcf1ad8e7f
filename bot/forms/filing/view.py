"""Forms as Slack modals, within Slack's limits. Pure."""

import json
import re
from collections.abc import Mapping

from bot.forms.filing.inputs import Form, Input, Offer, Offers, Rows
from bot.forms.modal import BLOCK_LIMIT, INPUT_LIMIT, Typed, cut_units, modal
from bot.mrkdwn import Json, plain

BYTE_LIMIT = 240_000
"""Slack takes 250 kB a view."""
OPTION_LIMIT = 75
VALUE_LIMIT = 150
CHOICES_LIMIT = 100
"""Options in a list or in a group of it, and groups in a list (docs.slack.dev, "Option group")."""
ADD_ROW, DROP_ROW, MORE_DETAILS = "add_row", "drop_row", "more_details"
STEER = "steer"
"""The action of a choice on which it depends what the form asks for."""
NOTHING = Typed()


def form_view(
    form: Form, offers: Offers, typed: Typed = NOTHING, *, rows: Mapping[str, int] | None = None
) -> Json | None:
    """Make a form with `typed` filled in; None if it does not fit in a view.

    `rows` is how many rows to show of each group; by default as many as were shown before.
    """
    wanted = {
        group.name: max((rows or {}).get(group.name, typed.rows(group.name)), group.least)
        for group in form.groups
    }
    if not typed.inputs and rows is None:
        wanted = {name: max(count, 1) for name, count in wanted.items()}
    made = _View(offers, typed, wanted)
    view = made.of(form)
    return view if _fits(view) else None


def _fits(view: Json) -> bool:
    size = len(json.dumps(view, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return len(view["blocks"]) <= BLOCK_LIMIT and size <= BYTE_LIMIT


class _View:
    """One form as a view: its lists, what is typed in it, how many rows of each group it shows."""

    def __init__(self, offers: Offers, typed: Typed, rows: Mapping[str, int]) -> None:
        self._offers = offers
        self._typed = typed
        self._rows = rows

    def of(self, form: Form) -> Json:
        blocks: list[Json] = []
        for part in form.parts:
            blocks += self._group(part) if isinstance(part, Rows) else self._input(part, part.name)
        if form.is_brief:
            more = _button("More details", MORE_DETAILS, form.kind)
            blocks.append({"type": "actions", "block_id": MORE_DETAILS, "elements": [more]})
        return modal(form.title, blocks, submit=form.submit, callback_id=form.callback_id)

    def _group(self, group: Rows) -> list[Json]:
        count = self._rows[group.name]
        blocks: list[Json] = []
        for row in range(count):
            if len(group.inputs) > 1:
                head = plain(f"{group.one.capitalize()} {row + 1}")
                blocks.append({"type": "header", "text": head})
            must = row < group.least
            for each in group.inputs:
                number = f" {row + 1}" if row and len(group.inputs) == 1 else ""
                place = group.place(row, each.name)
                blocks += self._input(each, place, required=must, number=number)
        another = "another" if count else "an" if group.one[0] in "aeiou" else "a"
        buttons = [_button(f"Add {another} {group.one}", ADD_ROW, group.name)]
        if count > group.least:
            drop = _button(f"Take out {group.one} {count}", DROP_ROW, group.name)
            buttons.append(drop | {"confirm": _sure(group.one, count)})
        return [
            *blocks,
            {"type": "actions", "block_id": f"rows.{group.name}", "elements": buttons},
        ]

    def _input(
        self, one: Input, place: str, *, required: bool = True, number: str = ""
    ) -> list[Json]:
        offer = self._offers.get(one.offers or one.beside, Offer(()))
        if one.offers and not offer.choices:
            return []
        if one.beside and offer.choices and not offer.more:
            return []
        block = {
            "type": "input",
            "block_id": place,
            "label": plain(one.label + number),
            "element": self._element(one, place, offer),
            "optional": not (one.required and required),
            **({"dispatch_action": True} if one.steers else {}),
        }
        return [block | ({"hint": plain(one.hint)} if one.hint and not number else {})]

    def _element(self, one: Input, place: str, offer: Offer) -> Json:
        if one.offers:
            return self._choice(one, place, offer)
        return self._moment(place) if one.look == "moment" else self._text(one, place)

    def _text(self, one: Input, place: str) -> Json:
        element = {
            "type": "plain_text_input",
            "action_id": "typed",
            "multiline": one.look == "lines",
            "max_length": min(one.limit, INPUT_LIMIT),
        }
        value = self._typed.values.get(place, "")
        return element | ({"initial_value": _typed_again(value)} if value else {})

    def _moment(self, place: str) -> Json:
        value = self._typed.values.get(place, "")
        first = {"initial_date_time": int(value)} if re.fullmatch(r"\d{10}", value) else {}
        return {"type": "datetimepicker", "action_id": "chosen", **first}

    def _choice(self, one: Input, place: str, offer: Offer) -> Json:
        choices = offer.choices
        if one.offers == "source":  # the rows of this form
            choices = choices[: max(self._rows.get("sources", 1), 1)]
        groups: dict[str, list[Json]] = {}
        for choice in choices:
            group = groups.setdefault(choice.group, [])
            if len(group) < CHOICES_LIMIT:
                group.append(_option(choice.value, choice.label))
        kinds = {"menu": "static_select", "radio": "radio_buttons", "tick": "checkboxes"}
        action = STEER if one.steers else "chosen"
        element: Json = {"type": kinds[one.look], "action_id": action}
        if list(groups) == [""]:
            element["options"] = groups[""]
        else:
            element["option_groups"] = [
                {"label": plain(cut_units(name, OPTION_LIMIT)), "options": options}
                for name, options in list(groups.items())[:CHOICES_LIMIT]
            ]
        if one.look == "menu":
            element["placeholder"] = plain("Choose")
        value = self._typed.values.get(place) or ("" if place in self._typed.inputs else one.first)
        options = [option for group in groups.values() for option in group]
        chosen = next((option for option in options if option["value"] == value), None)
        if chosen is None:
            return element
        first = {"initial_options": [chosen]} if one.look == "tick" else {"initial_option": chosen}
        return element | first


def _option(value: str, label: str) -> Json:
    return {"text": plain(cut_units(label, OPTION_LIMIT)), "value": value}


def _button(label: str, action: str, value: str) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action, "value": value}


def _sure(one: str, number: int) -> Json:
    return {
        "title": plain(f"Take out {one} {number}?"),
        "text": plain("What is typed in it goes with it."),
        "confirm": plain("Take out"),
        "deny": plain("Keep"),
    }


def _typed_again(text: str) -> str:
    """Cut to what Slack accepts; where ids stay the same, it keeps what was typed by itself."""
    sendable = re.sub("[\ud800-\udfff]", "\ufffd", text)
    units = sendable.encode("utf-16-le")[: 2 * INPUT_LIMIT]
    return units.decode("utf-16-le", "ignore")
