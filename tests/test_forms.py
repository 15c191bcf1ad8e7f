"""The forms of /fact-add: within Slack's limits, losing nothing, errors on the very field."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import review
from bot.cards.labels import labels
from bot.forms import filing as forms
from bot.forms.reading import reading_view
from facts import (
    Audience,
    BadInput,
    Body,
    Change,
    Disposition,
    EffectOutcome,
    EventKind,
    FactId,
    FiledFact,
    InvalidFact,
    NotAllowed,
    Posture,
    Problem,
    Revision,
    Tier,
    court,
    read_body,
    starter_bodies,
)
from rehearsal.blockkit import (
    message_is_too_long,
    message_problems,
    view_is_too_large,
    view_problems,
)
from rehearsal.inputs import fill, values_of

Json = dict[str, Any]
TODAY = date(2026, 11, 24)
STARTER = dict(starter_bodies())

SOURCE = {
    "sources.0.title": "California Sheriffs Data Requests",
    "sources.0.url": "https://davisvanguard.org/2025/07/california-sheriffs-data-requests-doj/",
    "sources.0.tier": "secondary",
}
QUOTE = {
    "passages.0": "It’s a federal judicial warrant signed by a judge. There’s no choice.",
    "speaker": "Robert Luna",
    "role": "Los Angeles County Sheriff",
    "said_on": "July 17, 2025",
    **SOURCE,
}
LAW = {
    "jurisdiction": "California",
    "session": "2017–2018",
    "bill": "SB 54",
    "title": "California Values Act",
    "events.0.event": "signed",
    "events.0.on": "October 5, 2017",
    **SOURCE,
}
DECISION = {
    "case": "United States v. California",
    "court": "ca9",
    "docket": "No. 18-16496",
    "decided_on": "April 18, 2019",
    "posture": "appeal_of_preliminary_injunction",
    "disposition": "affirmed_in_part",
    "merits_reached": "no",
    **SOURCE,
}
GOOD = {"quote": QUOTE, "law": LAW, "decision": DECISION}

anything_typed = st.one_of(
    st.none(),
    st.text(st.characters(), max_size=60),
    st.sampled_from(
        ["SB 54", "us-ca", "2017-2018", "2017~", "July 2025", "5/6/07", "ca9", "Gov. Code, § 1",
         "https://example.org/x", "data:,x", "2019-04-18/..", "a: b", "1 U.S. 1", "No. 19-532", "½"]
    ),
)  # fmt: skip
people_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


def filed(bodies: Mapping[str, Body] = STARTER) -> list[FiledFact]:
    return [FiledFact(current=revision(body, at)) for at, body in enumerate(bodies.values(), 1)]


def revision(body: Body, number: int = 19, *, reason: str | None = None) -> Revision:
    return Revision(
        fact=FactId(number=number),
        number=1,
        body=body,
        editor="U0EDITOR",
        editor_name="editor",
        change=Change.FILED,
        recorded_at=datetime(2026, 11, 24, 15, 4, tzinfo=UTC),
        reason=reason,
    )


def on_file() -> forms.Offers:
    facts = filed()
    return forms.offers(
        [fact for fact in facts if fact.body.kind == "law"],
        [fact for fact in facts if fact.body.kind == "decision"],
    )


OFFERS = on_file()


def opened(kind: str, offers: forms.Offers = OFFERS) -> Json:
    view = forms.form_view(forms.form_of(kind), offers)
    assert view is not None
    return view


def typed_into(view: Json, values: Mapping[str, str]) -> Json:
    """The view as Slack sends it back, with these values typed into it."""
    ticks = {name: ["yes"] if held else None for name, held in values.items() if is_tick(name)}
    state = fill(view["blocks"], values_of(view["blocks"]), {**values, **ticks})
    return view | {"state": {"values": state}}


def is_tick(name: str) -> bool:
    return name.rpartition(".")[2] in ("in_part", "final")


def with_rows(view: Json, **rows: int) -> Json:
    """Press "Add another" until there are so many rows."""
    for group, wanted in rows.items():
        while forms.Typed.of(view).rows(group) < wanted:
            more = forms.changed_rows(typed_into(view, {}), OFFERS, group, by=1)
            assert more is not None
            view = more
    return view


def sent(kind: str, values: Mapping[str, str]) -> forms.Filled:
    """A form with these values, sent and read; rows are added where a value needs them."""
    rows: dict[str, int] = {}
    for name in values:
        group, _, rest = name.partition(".")
        if rest:
            rows[group] = max(rows.get(group, 0), int(rest.split(".")[0]) + 1)
    return forms.read_form(typed_into(with_rows(opened(kind), **rows), values), today=TODAY)


def errors_of(filled: forms.Filled) -> dict[str, str]:
    with pytest.raises(InvalidFact) as caught:
        filled.body()
    return filled.errors(caught.value)


def blocks_of(view: Json, kind: str = "input") -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == kind]


class TestSlacksLimits:
    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_a_form_is_one_that_slack_takes(self, kind: str) -> None:
        assert view_problems(opened(kind), kind="modal") == []

    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_a_form_is_one_that_slack_takes_with_nothing_on_file(self, kind: str) -> None:
        assert view_problems(opened(kind, forms.offers()), kind="modal") == []

    @pytest.mark.parametrize(
        "view", [forms.chooser(), forms.send_back_form("x" * 3_000)], ids=["kind", "send back"]
    )
    def test_the_small_forms_are_ones_that_slack_takes(self, view: Json) -> None:
        assert view_problems(view, kind="modal") == []

    @pytest.mark.parametrize(
        ("kind", "group"),
        [
            ("quote", "passages"),
            ("quote", "sources"),
            ("law", "events"),
            ("law", "sources"),
            ("decision", "effects"),
            ("decision", "sources"),
        ],
    )
    def test_rows_can_be_added_until_the_form_is_full_and_no_further(
        self, kind: str, group: str
    ) -> None:
        view, added = opened(kind), 0
        while (more := forms.changed_rows(typed_into(view, {}), OFFERS, group, by=1)) is not None:
            assert view_problems(more, kind="modal") == []
            assert not view_is_too_large(more)
            view, added = more, added + 1
        assert added >= 4

    def test_a_list_of_a_thousand_laws_is_cut_and_the_key_can_be_typed_instead(self) -> None:
        law = STARTER["01-l1-california-values-act"].model_dump(exclude_none=True)
        many = {
            str(number): read_body(law | {"bill": f"sb-{number}", "title": "An act " + "🏛" * 90})
            for number in range(1_000)
        }
        offers = forms.offers(filed(many), filed(many))
        view = opened("decision", offers)
        assert view_problems(view, kind="modal") == []
        assert "effects.0.other_law" in blocks_of(view)
        for _ in range(30):
            more = forms.changed_rows(typed_into(view, {}), offers, "effects", by=1)
            if more is None:
                break
            view = more
        assert not view_is_too_large(view)

    def test_with_every_law_in_the_list_there_is_nothing_to_type_beside_it(self) -> None:
        assert "effects.0.other_law" not in blocks_of(opened("decision"))

    def test_a_key_too_long_for_a_list_is_left_out_and_can_be_typed(self) -> None:
        law = STARTER["01-l1-california-values-act"].model_dump(exclude_none=True)
        long = {"one": read_body(law | {"bill": "-".join(["cooperation"] * 15)})}
        assert "effects.0.other_law" in blocks_of(opened("decision", forms.offers(filed(long))))


class TestTheLists:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("tier", Tier),
            ("audience", Audience),
            ("event", EventKind),
            ("posture", Posture),
            ("disposition", Disposition),
            ("outcome", EffectOutcome),
        ],
    )
    def test_every_word_of_the_model_has_its_label_and_nothing_else_has(
        self, name: str, words: type[Tier]
    ) -> None:
        assert set(labels()[name]) == {word.value for word in words}

    def test_every_court_offered_is_on_the_table_once(self) -> None:
        ids = [id_ for group in forms.common_courts().values() for id_ in group]
        assert len(ids) == len(set(ids)) <= 100
        assert all(court(id_).id == id_ for id_ in ids)

    def test_a_law_is_told_from_the_others_of_its_number_by_its_session(self) -> None:
        shown = [choice.label for choice in OFFERS["law"].choices]
        assert "SB 54 (2017–2018) California Values Act" in shown
        assert len(shown) == len(set(shown)) == 6


class TestWhatIsTyped:
    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_adding_a_row_loses_nothing(self, kind: str) -> None:
        before = typed_into(opened(kind), GOOD[kind])
        after = forms.changed_rows(before, OFFERS, "sources", by=1)
        assert after is not None
        kept = forms.Typed.of(after | {"state": {"values": values_of(after["blocks"])}})
        assert kept.values.items() >= GOOD[kind].items()
        assert kept.rows("sources") == 2

    def test_taking_a_row_out_loses_that_row_alone(self) -> None:
        view = with_rows(opened("law"), events=2)
        before = typed_into(view, LAW | {"events.1.event": "effective", "events.1.on": "2018"})
        after = forms.changed_rows(before, OFFERS, "events", by=-1)
        assert after is not None
        kept = forms.Typed.of(after | {"state": {"values": values_of(after["blocks"])}})
        assert kept.values.items() >= LAW.items()
        assert kept.rows("events") == 1

    def test_the_last_source_and_the_last_passage_cannot_be_taken_out(self) -> None:
        view = typed_into(opened("quote"), QUOTE)
        for group in ("sources", "passages"):
            kept = forms.changed_rows(view, OFFERS, group, by=-1)
            assert kept is not None
            assert blocks_of(kept) == blocks_of(view)

    def test_events_and_effects_can_all_be_taken_out_and_come_back(self) -> None:
        view = forms.changed_rows(typed_into(opened("law"), {}), OFFERS, "events", by=-1)
        assert view is not None
        assert not [name for name in blocks_of(view) if name.startswith("events.")]
        again = forms.changed_rows(typed_into(view, {}), OFFERS, "events", by=1)
        assert again is not None
        assert "events.0.on" in blocks_of(again)

    @settings(max_examples=60, deadline=None)
    @given(text=st.text(st.characters(), min_size=1, max_size=3_000))
    def test_whatever_is_typed_the_form_can_be_shown_again(self, text: str) -> None:
        view = opened("quote")
        state = values_of(view["blocks"])
        for block in ("passages.0", "speaker", "notes", "sources.0.excerpt"):
            state[block] = {"typed": {"type": "plain_text_input", "value": text}}
        again = forms.changed_rows(view | {"state": {"values": state}}, OFFERS, "passages", by=1)
        assert again is not None
        assert view_problems(again, kind="modal") == []
        json.dumps(again).encode()

    @pytest.mark.parametrize(
        "broken",
        [
            {},
            {"state": None, "blocks": None},
            {"state": {"values": {"speaker": None}}},
            {"state": {"values": {"speaker": {"typed": None}, "x": {"y": {"value": 3}}}}},
            {"state": {"values": {"said_on": {"chosen": {"selected_options": []}}}}},
            {"state": {"values": {"audience": {"chosen": {"selected_option": {"value": "all"}}}}}},
        ],
        ids=str,
    )
    def test_a_form_with_parts_missing_is_told_what_is_missing(self, broken: Json) -> None:
        filled = forms.read_form({"callback_id": "file_quote", **broken}, today=TODAY)
        assert "speaker" in " ".join(errors_of(filled))


class TestReading:
    def test_a_quote_is_kept_to_the_letter(self) -> None:
        words = "“We  will only — transfer”,\n\nhe said… <!channel> & *so* on"
        body = sent("quote", QUOTE | {"passages.0": words}).body()
        assert body.kind == "quote"
        assert body.passages == (words,)

    def test_several_passages_are_several_passages_of_one_speech(self) -> None:
        body = sent("quote", QUOTE | {"passages.1": "There’s no choice."}).body()
        assert body.kind == "quote"
        assert len(body.passages) == 2

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("2025-07-17", "2025-07-17"),
            ("July 17, 2025", "2025-07-17"),
            ("17 July 2025", "2025-07-17"),
            ("July 2025", "2025-07"),
            ("2025", "2025"),
            ("2025~", "2025~"),
            ("today", "2026-11-24"),
        ],
    )
    def test_a_date_is_read_as_people_write_it(self, written: str, read: str) -> None:
        body = sent("quote", QUOTE | {"said_on": written}).body()
        assert body.kind == "quote"
        assert body.said_on.edtf == read

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            (("California", "2017-2018", "SB 54"), "us-ca/2017-2018/sb-54"),
            (("us-ca", "2017–2018", "sb-54"), "us-ca/2017-2018/sb-54"),
            (("Calif.", "2017-18", "Senate Bill No. 54"), "us-ca/2017-2018/sb-54"),
            (("CA", "2017/18", "S.B. 54"), "us-ca/2017-2018/sb-54"),
            (("United States", "115th Congress", "H.R. 3003"), "us/115/hr-3003"),
            (
                ("us-ca-los-angeles", "2020", "ice-cooperation-policy"),
                "us-ca-los-angeles/2020/ice-cooperation-policy",
            ),
        ],
    )
    def test_a_law_is_named_as_people_name_it(
        self, written: tuple[str, str, str], key: str
    ) -> None:
        named = dict(zip(("jurisdiction", "session", "bill"), written, strict=True))
        assert sent("law", LAW | named).body().key == key

    @pytest.mark.parametrize(
        ("written", "id_", "jurisdiction"),
        [
            ("calctapp4d", "calctapp4d", "us-ca"),
            ("California Supreme Court", "cal", "us-ca"),
            ("9th Cir.", "ca9", "us"),
            ("SCOTUS", "scotus", "us"),
            ("Northern District of Alabama", "alnd", "us"),
        ],
    )
    def test_a_court_that_is_not_listed_is_named(
        self, written: str, id_: str, jurisdiction: str
    ) -> None:
        body = sent("decision", DECISION | {"other_court": written}).body()
        assert body.kind == "decision"
        assert (body.court, body.jurisdiction) == (id_, jurisdiction)

    def test_a_section_is_written_in_the_one_spelling_of_keys(self) -> None:
        body = sent("law", LAW | {"provisions": "Gov. Code, § 7284.6\n\nTitle 1"}).body()
        assert body.kind == "law"
        assert [one.key for one in body.provisions] == ["Cal. Gov. Code § 7284.6", "Title 1"]

    def test_an_event_rests_on_the_source_of_its_row_though_a_row_before_it_is_empty(self) -> None:
        second = {name.replace("sources.0", "sources.1"): text for name, text in SOURCE.items()}
        law = {name: text for name, text in LAW.items() if name not in SOURCE}
        filled = sent("law", law | second | {"events.0.source": "2"})
        body = filled.body()
        assert body.kind == "law"
        assert [event.source for event in body.events] == [1]

    @pytest.mark.parametrize("name", STARTER)
    def test_every_starter_fact_can_be_entered_by_hand(self, name: str) -> None:
        body = STARTER[name]
        expected = only_what_forms_hold(body)
        assert only_what_forms_hold(sent(body.kind, by_hand(expected)).body()) == expected


NOT_ON_FORMS = {"before", "after", "summary"}


def only_what_forms_hold(body: Body) -> Json:
    """The starter facts say some things that only a file can say; forms are for the rest."""
    data = body.model_dump(mode="json", exclude_none=True)
    held = {name: value for name, value in data.items() if name not in NOT_ON_FORMS}
    for event in held.get("events", ()):
        event.pop("note", None)
    for source in held["sources"]:
        source.pop("origin", None)
    return held


def as_typed(held: object) -> str:
    if isinstance(held, bool):
        return "yes" if held else ""
    return "\n".join(held) if isinstance(held, list) else str(held)


def by_hand(data: Json) -> dict[str, str]:
    """What somebody types to enter a body: its own places are the fields' names."""
    typed: dict[str, str] = {}
    for name, value in data.items():
        if name == "kind" or (name == "jurisdiction" and data["kind"] == "decision"):
            continue
        if name in ("passages", "sources", "events", "effects"):
            for row, each in enumerate(value):
                fields = {"": each} if isinstance(each, str) else each
                for inner, held in fields.items():
                    place = f"{name}.{row}.{inner}" if inner else f"{name}.{row}"
                    typed[place] = as_typed(held)
        elif name == "merits_reached":
            typed[name] = "yes" if value else "no"
        elif name == "provisions":
            typed[name] = "\n".join(": ".join(each.values()) for each in value)
        else:
            typed[name] = as_typed(value)
    return {name: value for name, value in typed.items() if value}


ERRORS = [
    # kind, what is typed, the field, what its sentence says
    ("quote", {"sources.0.url": "javascript:alert(1)"}, "sources.0.url", "https://"),
    ("quote", {"sources.0.url": "https:///nowhere"}, "sources.0.url", "no host"),
    ("quote", {"sources.0.url": "https://bbc.com@evil.com/"}, "sources.0.url", "user name"),
    ("quote", {"sources.0.url": ""}, "sources.0.url", "publisher"),
    ("quote", dict.fromkeys(SOURCE, ""), "sources.0.url", "at least one source"),
    ("quote", {"sources.0.title": ""}, "sources.0.title", "required"),
    ("quote", {"sources.0.tier": ""}, "sources.0.tier", "required"),
    ("quote", {"sources.0.published": "last week"}, "sources.0.published", "no date with a year"),
    ("quote", {"said_on": "July 17"}, "said_on", "“July 17” is no date with a year"),
    ("quote", {"said_on": "2025-02-30"}, "said_on", "2025-02-30"),
    ("quote", {"said_on": ""}, "said_on", "required"),
    ("quote", {"speaker": ""}, "speaker", "required"),
    ("quote", {"speaker": "Lu\u202ena"}, "speaker", "U+202E"),
    ("quote", {"speaker": "Lu\x00na"}, "speaker", "U+0000"),
    ("quote", {"speaker": "\u200b"}, "speaker", "empty"),
    ("quote", {"passages.0": "a \ud800 b"}, "passages.0", "U+D800"),
    ("quote", {"passages.0": ""}, "passages.0", "required"),
    ("quote", {"passages.1": "We\u2066 will"}, "passages.1", "U+2066"),
    ("quote", {"notes": "fine\n" + "n" * 301}, "notes", "Line 2"),
    ("quote", {"reason": "why\x07"}, "reason", "U+0007"),
    ("law", {"jurisdiction": "Atlantis"}, "jurisdiction", "us-ca"),
    ("law", {"session": "last one"}, "session", "2017-2018"),
    ("law", {"bill": "the sanctuary one"}, "bill", "sb-54"),
    ("law", {"events.0.on": "October 5"}, "events.0.on", "no date with a year"),
    ("law", {"events.0.on": ""}, "events.0.on", "required"),
    ("law", {"events.0.event": ""}, "events.0.event", "required"),
    ("decision", {"court": ""}, "court", "choose the court"),
    ("decision", {"other_court": "the moon’s court"}, "other_court", "no court on the list"),
    ("decision", {"other_court": "Court of Appeal"}, "other_court", "several courts"),
    ("decision", {"posture": ""}, "posture", "required"),
    ("decision", {"merits_reached": ""}, "merits_reached", "required"),
    ("decision", {"docket": ""}, "docket", "required"),
    (
        "decision",
        {"effects.0.law": "us-ca/2017-2018/sb-54"},
        "effects.0.outcome",
        "required",
    ),
    ("decision", {"effects.0.outcome": "enjoined"}, "effects.0.law", "required"),
]  # fmt: skip


class TestErrors:
    @pytest.mark.parametrize(("kind", "changed", "field", "says"), ERRORS)
    def test_what_is_wrong_stands_under_the_very_field(
        self, kind: str, changed: dict[str, str], field: str, says: str
    ) -> None:
        errors = errors_of(sent(kind, GOOD[kind] | changed))
        assert list(errors) == [field]
        assert says.casefold() in errors[field].casefold()

    def test_everything_that_is_wrong_is_said_at_once(self) -> None:
        wrong = {"said_on": "soon", "speaker": "", "sources.0.url": "ftp://example.org/x"}
        assert set(errors_of(sent("quote", QUOTE | wrong))) == set(wrong)

    def test_a_problem_of_the_second_row_stands_in_the_second_row_though_the_first_is_empty(
        self,
    ) -> None:
        law = {name: text for name, text in LAW.items() if not name.startswith("events.")}
        law |= {"events.1.event": "signed", "events.1.on": "soon"}
        assert list(errors_of(sent("law", law))) == ["events.1.on"]

    def test_an_event_that_rests_on_an_empty_source_is_told_so(self) -> None:
        rows = {"events.0.source": "2", "sources.1.title": ""}
        errors = errors_of(sent("law", LAW | rows))
        assert "source 2 is empty" in errors["events.0.source"].casefold()

    def test_a_key_that_is_on_file_stands_under_the_number(self) -> None:
        there = BadInput("us-ca/2017-2018/sb-54 is on file already, as F-1", field="key")
        assert "F-1" in sent("law", LAW).errors(there)["bill"]
        assert "F-1" in sent("decision", DECISION).errors(there)["docket"]

    def test_where_a_date_cannot_be_right_its_reading_is_shown(self) -> None:
        wrong = InvalidFact([Problem("events.0.on", "it was in effect before it was signed")])
        said = sent("law", LAW | {"events.0.on": "10/5/2017"}).errors(wrong)["events.0.on"]
        assert said == "It was in effect before it was signed. It was read as October 5, 2017."

    @pytest.mark.parametrize(
        ("kind", "place", "field"),
        [
            ("law", "provisions.1.key", "provisions"),
            ("law", "events.0", "events.0.event"),
            ("law", "events.0.provisions.3", "events.0.provisions"),
            ("law", "", "jurisdiction"),
            ("law", "nothing.like.it", "jurisdiction"),
            ("decision", "jurisdiction", "court"),
            ("decision", "effects.0.law", "effects.0.law"),
            ("quote", "passages", "passages.0"),
            ("quote", "sources", "sources.0.url"),
            ("quote", "sources.7.locator", "passages.0"),
        ],
    )
    def test_no_problem_is_lost_whatever_its_place(self, kind: str, place: str, field: str) -> None:
        filled = sent(kind, GOOD[kind] | ({"effects.0.law": ""} if kind == "decision" else {}))
        errors = filled.errors(InvalidFact([Problem(place, "this cannot be")]))
        assert list(errors) == [field]
        assert "this cannot be" in errors[field].casefold()

    @pytest.mark.parametrize("kind", forms.KINDS)
    @settings(max_examples=50, deadline=None)
    @given(data=st.data())
    def test_whatever_is_typed_is_filed_or_answered_at_fields_of_the_form(
        self, kind: str, data: st.DataObject
    ) -> None:
        view = opened(kind)
        state = values_of(view["blocks"])
        for block in view["blocks"]:
            if block.get("element", {}).get("type") == "plain_text_input":
                text = data.draw(anything_typed)
                state[block["block_id"]] = {"typed": {"type": "plain_text_input", "value": text}}
        filled = forms.read_form(view | {"state": {"values": state}}, today=TODAY)
        try:
            filled.body()
        except InvalidFact as error:
            errors = filled.errors(error)
            assert errors
            assert set(errors) <= set(blocks_of(view))
            assert all(0 < len(sentence) <= 700 for sentence in errors.values())

    def test_a_refusal_stands_under_the_first_field(self) -> None:
        errors = sent("quote", QUOTE).errors(NotAllowed("Only an editor may file facts."))
        assert errors == {"passages.0": "Only an editor may file facts."}

    def test_another_word_after_fact_add_is_answered_with_how_to_use_it(self) -> None:
        with pytest.raises(BadInput, match="/fact-add quote"):
            forms.form_of("rumour")

    def test_a_reason_to_send_back_is_asked_for_at_its_field(self) -> None:
        view = forms.send_back_form("{}")
        assert forms.read_why(typed_into(view, {"why": " The date is wrong. "})) == (
            "The date is wrong."
        )
        with pytest.raises(BadInput) as caught:
            forms.read_why(typed_into(view, {"why": " \u200b "}))
        assert caught.value.field == "why"


def taken(text: str) -> str:
    """What the model lets through of any text, so that builders are tried with all of it."""
    for fit in (text, f"x{text}x", "x"):
        try:
            read_body(quote_data(fit))
        except InvalidFact:
            continue
        return fit
    raise AssertionError(text)


def quote_data(text: str) -> Json:
    source = {"title": text[:300], "tier": "wire", "publisher": text[:300], "published": "2025"}
    source |= {"excerpt": text, "note": text[:300]}
    words = {"passages": [text], "speaker": text[:300], "said_on": "2025", "notes": [text[:300]]}
    return {"kind": "quote", **words, "sources": [source]}


def live(message: Json) -> list[str]:
    """Every mrkdwn string of a message, where `<` would make something live."""
    found = [message["text"]]

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "mrkdwn":
                found.append(node["text"])
            for each in node.values():
                walk(each)
        elif isinstance(node, list | tuple):
            for each in node:
                walk(each)

    walk(message["blocks"])
    return found


class TestTheDraft:
    @settings(max_examples=60, deadline=None)
    @given(text=people_text)
    def test_whatever_people_wrote_the_draft_is_one_that_slack_takes_and_nothing_in_it_is_live(
        self, text: str
    ) -> None:
        made = revision(read_body(quote_data(taken(text))))
        message = review.draft_card(made).payload()
        assert message_problems(message["blocks"]) == []
        assert not message_is_too_long(message["blocks"])
        assert all("<" not in words for words in live(message))
        view = reading_view("Filed", review.filed_blocks(made, waits_for="It waits."))
        assert view_problems(view, kind="modal") == []

    @pytest.mark.parametrize("name", STARTER)
    def test_a_draft_of_each_starter_fact_shows_all_of_it(self, name: str) -> None:
        body = STARTER[name]
        message = review.draft_card(revision(body)).payload()
        assert message_problems(message["blocks"]) == []
        shown = json.dumps(message["blocks"], ensure_ascii=False)
        assert "Whole draft" not in shown
        for source in body.sources:
            assert source.title in shown
            assert source.url is None or source.url in shown
        for note in body.notes:
            assert note in shown

    def test_a_long_draft_is_cut_says_so_and_has_a_way_to_all_of_it(self) -> None:
        data = STARTER["01-l1-california-values-act"].model_dump(mode="json", exclude_none=True)
        source = data["sources"][0]
        many = [source | {"excerpt": "e" * 3_000, "url": f"https://example.org/{'u' * 1_900}"}] * 40
        made = revision(read_body(data | {"sources": many, "events": data["events"] * 30}))
        message = review.draft_card(made).payload()
        assert message_problems(message["blocks"]) == []
        assert not message_is_too_long(message["blocks"])
        shown = json.dumps(message["blocks"], ensure_ascii=False)
        assert "more)" in shown
        assert "Whole draft" in shown
        whole = reading_view("Draft F-19 rev 1", review.whole_draft(made))
        assert view_problems(whole, kind="modal") == []
        assert not view_is_too_large(whole)

    def test_a_draft_says_what_it_is_who_filed_it_and_what_to_look_at_first(self) -> None:
        made = revision(STARTER["12-q2-luna-warrants"], reason="From the press conference")
        message = review.draft_card(made, warnings=["The date is in the future."]).payload()
        shown = json.dumps(message, ensure_ascii=False)
        for words in (
            "Draft F-19 rev 1",
            "a quote, filed by editor, Nov 24, 2026",
            "There’s no choice.",
            "July 17, 2025",
            "From the press conference",
            "The date is in the future.",
            "Approve",
            "Send back",
        ):
            assert words in shown
        assert "<@" not in shown
