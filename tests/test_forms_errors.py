"""What is wrong in a form of /fact-add is said under the very field."""

import pytest
from form_filling import (
    DECISION,
    GOOD,
    LAW,
    QUOTE,
    SOURCE,
    TODAY,
    blocks_of,
    errors_of,
    opened,
    sent,
    typed_into,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms import filing as forms
from bot.forms.short import read_why, send_back_form
from facts.errors import BadInput, InvalidFact, NotAllowed, Problem
from rehearsal.inputs import values_of

anything_typed = st.one_of(
    st.none(),
    st.text(st.characters(), max_size=60),
    st.sampled_from(
        ["SB 54", "us-ca", "2017-2018", "2017~", "July 2025", "5/6/07", "ca9", "Gov. Code, § 1",
         "https://example.org/x", "data:,x", "2019-04-18/..", "a: b", "1 U.S. 1", "No. 19-532", "½"]
    ),
)  # fmt: skip


ERRORS = [
    # kind, what is typed, the field, what its sentence says
    ("quote", {"sources.0.url": "javascript:alert(1)"}, "sources.0.url", "https://"),
    ("quote", {"sources.0.url": "https:///nowhere"}, "sources.0.url", "no host"),
    ("quote", {"sources.0.url": "https://bbc.com@evil.com/"}, "sources.0.url", "user name"),
    ("quote", {"sources.0.url": ""}, "sources.0.url", "publisher"),
    ("quote", dict.fromkeys(SOURCE, ""), "sources.0.url", "at least one source"),
    ("quote", {"sources.0.title": ""}, "sources.0.title", "required"),
    ("quote", {"sources.0.tier": ""}, "sources.0.tier", "required"),
    ("quote", {"sources.0.published": "last week"}, "sources.0.published", "like July 18, 2025"),
    ("quote", {"said_on": "July 17"}, "said_on", "Enter a full date, like July 18, 2025"),
    ("quote", {"said_on": "2025-02-30"}, "said_on", "like July 18, 2025"),
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
    ("law", {"events.0.on": "October 5"}, "events.0.on", "like July 18, 2025"),
    ("law", {"events.0.on": ""}, "events.0.on", "required"),
    ("law", {"events.0.event": ""}, "events.0.event", "required"),
    ("decision", {"court": ""}, "court", "choose the court"),
    ("decision", {"other_court": "the moon’s court"}, "other_court", "not on the list of courts"),
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
        there = BadInput("SB 54 (2017–2018) is already on file: F-1.", field="key")
        assert "F-1" in sent("law", LAW).field_errors(there)["bill"]
        assert "F-1" in sent("decision", DECISION).field_errors(there)["docket"]

    def test_where_a_date_cannot_be_right_its_reading_is_shown(self) -> None:
        wrong = InvalidFact([Problem("events.0.on", "it was in effect before it was signed")])
        said = sent("law", LAW | {"events.0.on": "10/5/2017"}).field_errors(wrong)["events.0.on"]
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
        errors = filled.field_errors(InvalidFact([Problem(place, "this cannot be")]))
        assert list(errors) == [field]
        assert "this cannot be" in errors[field].casefold()

    @pytest.mark.parametrize("kind", forms.KINDS)
    @settings(max_examples=50)
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
            errors = filled.field_errors(error)
            assert errors
            assert set(errors) <= set(blocks_of(view))
            assert all(0 < len(sentence) <= 700 for sentence in errors.values())

    def test_a_refusal_stands_under_the_first_field(self) -> None:
        errors = sent("quote", QUOTE).field_errors(NotAllowed("Only an editor may file facts."))
        assert errors == {"passages.0": "Only an editor may file facts."}

    def test_another_word_after_fact_add_is_answered_with_how_to_use_it(self) -> None:
        with pytest.raises(BadInput, match="/fact-add quote"):
            forms.form_of("rumour")

    def test_a_reason_to_send_back_is_asked_for_at_its_field(self) -> None:
        view = send_back_form("{}")
        assert read_why(typed_into(view, {"why": " The date is wrong. "})) == ("The date is wrong.")
        with pytest.raises(BadInput) as caught:
            read_why(typed_into(view, {"why": " \u200b "}))
        assert caught.value.field == "why"
