"""Every field of a fact is declared once, and what is declared of it holds for the model."""

import json

import builders as b
import pytest
from form_filling import OFFERS, STARTER, revision
from pydantic import BaseModel

from bot import cards
from bot.cards.differences import body_lines
from bot.forms import filing as forms
from facts import Desk
from facts.model import Decision, Effect, Event, Law, Provision, Quote, Source
from facts.model.field import Field, Type
from facts.model.fields import (
    DECISION,
    EFFECT,
    EVENT,
    LAW,
    QUOTE,
    SOURCE,
    card_fields,
    fields_of,
    noticed_fields,
)
from facts.search.document import embedding_text, guard_text, indexed
from facts.search.terms import stem, words
from facts.text import in_figures
from facts.wording import labels, row_text, value_text

PROVISION = next(field for field in LAW if field.name == "provisions").fields
TABLES = [
    (Quote, QUOTE),
    (Law, LAW),
    (Decision, DECISION),
    (Source, SOURCE),
    (Event, EVENT),
    (Effect, EFFECT),
    (Provision, PROVISION),
]


def every_field() -> list[Field]:
    return [field for _, table in TABLES for field in table]


@pytest.mark.parametrize(("model", "table"), TABLES, ids=lambda each: getattr(each, "__name__", ""))
def test_each_attribute_is_declared_and_each_declared_field_is_there(
    model: type[BaseModel], table: tuple[Field, ...]
) -> None:
    names = [field.name for field in table]
    assert len(names) == len(set(names))
    follow = {name for name in names if isinstance(getattr(model, name, None), property)}
    assert set(names) - follow == set(model.model_fields) - {"kind"}
    assert not any(field.is_typed for field in table if field.name in follow)


@pytest.mark.parametrize("kind", ["quote", "law", "decision"])
def test_no_two_fields_have_one_place_in_a_text(kind: str) -> None:
    for places in (
        [field.guard for field in fields_of(kind) if field.guard],
        [field.embedding for field in fields_of(kind) if field.embedding],
    ):
        assert sorted(places) == list(range(1, len(places) + 1))


def test_what_a_card_shows_as_a_line_is_worth_a_notice() -> None:
    for kind in ("quote", "law", "decision"):
        assert set(card_fields(kind)) <= set(noticed_fields(kind))


def test_every_list_of_choices_has_labels() -> None:
    for field in every_field():
        assert bool(field.choices) == (field.type in (Type.CHOICE, Type.YES_NO))
        assert not field.choices or labels()[field.choices]


def test_every_field_that_people_fill_in_has_a_label() -> None:
    assert all(field.in_form for field in every_field() if field.is_typed and field.name)


def test_the_card_of_a_decision_has_its_lines_in_order() -> None:
    assert [field.in_card for field in card_fields("decision")] == [
        "Decided",
        "Merits",
        "Holding",
        "Case filed",
        "Argued",
        "Reported",
        "Judges",
        "Separate views",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("court", "U.S. Supreme Court"),
        ("decided_on", "June 15, 2020"),
        ("merits_reached", "No ruling on the merits"),
        ("disposition", "Denied"),
        ("docket", "19-532"),
        ("argued_on", ""),
    ],
)
def test_a_value_is_shown_in_words(name: str, text: str) -> None:
    field = next(field for field in DECISION if field.name == name)
    assert value_text(field, b.decision()) == text


def test_a_date_is_short_on_a_card() -> None:
    field = next(field for field in DECISION if field.name == "decided_on")
    assert value_text(field, b.decision(), short_dates=True) == "Jun 15, 2020"


def test_a_row_is_shown_on_one_line() -> None:
    events = next(field for field in LAW if field.name == "events")
    provisions = next(field for field in LAW if field.name == "provisions")
    law = b.law()
    signed = next(event for event in law.events if event.event == "signed")
    assert row_text(events, signed).startswith("October 5, 2017  Signed, Gov. Jerry Brown [")
    assert value_text(provisions, law.model_copy(update={"provisions": ()})) == ""
    assert row_text(provisions, Provision(key="Cal. Gov. Code § 7284", about="Title")) == (
        "Cal. Gov. Code § 7284: Title"
    )


@pytest.mark.parametrize("kind", ["quote", "law", "decision"])
def test_each_declared_field_has_its_input_in_the_form_of_its_kind(kind: str) -> None:
    inputs = {part.name for part in forms.form_of(kind).parts}
    assert {field.name for field in fields_of(kind) if field.is_typed} <= inputs


@pytest.mark.parametrize("name", STARTER)
def test_each_declared_field_is_where_its_table_says(name: str) -> None:
    body = STARTER[name]
    filed = revision(body)
    draft = body_lines(filed)
    typed = forms.changed_form("correct", filed, OFFERS, metadata="")
    shown = {block.get("block_id", "").split(".")[0] for block in typed["blocks"]}
    column = " ".join(indexed(body).fields).split()
    for field in fields_of(body.kind):
        if not field.value_of(body):
            continue
        text = value_text(field, body)
        assert not field.is_typed or field.name in shown
        if field.in_draft and field.name != "passages":
            assert any(line.startswith(field.label) for line in draft), field.name
        if field.type in (Type.LINE, Type.TEXT):
            assert not field.guard or text in guard_text(body)
            assert not field.embedding or text.rstrip(".") in embedding_text(body)
            assert field.search is None or set(map(stem, words(in_figures(text)))) <= set(column)


async def test_the_card_of_a_law_shows_its_chapter(desk: Desk) -> None:
    answer = await desk.answers.look_up(desk.answers.read("us-ca/2017-2018/sb-54"))
    shown = json.dumps(cards.whole_card(answer.match).payload())
    assert "Chapter" in shown
    assert "Stats. 2017, ch. 495" in shown
