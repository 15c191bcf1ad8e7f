"""What is typed into a form of /fact-add is kept, and read to the letter."""

import json
from datetime import UTC, datetime

import pytest
from form_filling import (
    DECISION,
    GOOD,
    LAW,
    OFFERS,
    QUOTE,
    SOURCE,
    STARTER,
    TODAY,
    Json,
    blocks_of,
    by_hand,
    errors_of,
    opened,
    revision,
    sent,
    typed_into,
    with_rows,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms import filing as forms
from facts import Revision, read_body
from rehearsal.blockkit import (
    view_problems,
)
from rehearsal.inputs import values_of


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

    @settings(max_examples=60)
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
        typed = by_hand(body.model_dump(mode="json", exclude_none=True))
        assert sent(body.kind, typed).body() == body

    @pytest.mark.parametrize("name", STARTER)
    def test_every_starter_fact_stands_in_its_form_to_be_corrected_and_is_read_back(
        self, name: str
    ) -> None:
        made = revision(STARTER[name])
        assert read_back(made).body() == made.body

    def test_everything_that_a_quote_and_its_source_can_hold_is_read_back(self) -> None:
        source = SOURCE_WITH_ALL | {"tier": "wire"}
        body = read_body(
            {
                "kind": "quote", "passages": ["We will not.", "Not now."], "speaker": "Robert Luna",
                "speaker_aliases": ["Sheriff Luna"], "role": "Sheriff", "said_on": "2025-07-17",
                "occasion": "hearing", "topic": "transfers", "aliases": ["the warrant answer"],
                "before": "Let me be clear:\nthis is so.", "after": "Next question.",
                "notes": ["Not heard by us"], "sources": [source, source | {"title": "Another"}],
            }
        )  # fmt: skip
        assert read_back(revision(body)).body() == body

    def test_everything_that_a_law_can_hold_is_read_back_though_the_form_is_nearly_full(
        self,
    ) -> None:
        """What fits no more loses its empty fields, and nothing that somebody typed."""
        rows: list[Json] = [
            {
                "event": "passed_house",
                "on": f"2017-04-0{day}",
                "by": "Senate",
                "source": 1 + day % 2,
            }
            for day in range(1, 9)
        ]
        rows[3]["note"] = "Senate concurrence, 27–12"
        body = read_body(
            {
                "kind": "law", "jurisdiction": "us-ca", "session": "2017-2018", "bill": "sb-54",
                "title": "California Values Act", "subject": "limits police work",
                "summary": "In more words.\nAnd more.", "author": "Kevin de León",
                "chapter": "Stats. 2017, ch. 495", "events": rows,
                "sources": [SOURCE_WITH_ALL, SOURCE_WITH_ALL | {"title": "Another"}],
            }
        )  # fmt: skip
        assert read_back(revision(body)).body() == body

    def test_an_embargo_is_chosen_to_the_minute_and_kept(self) -> None:
        until = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
        view = opened("quote")
        values = {**QUOTE, "embargo_until": int(until.timestamp())}
        filled = forms.read_form(typed_into(view, values), today=TODAY)
        assert filled.embargo_until == until
        assert sent("quote", QUOTE).embargo_until is None
        kept = revision(filled.body()).model_copy(update={"embargo_until": until})
        assert read_back(kept).embargo_until == until
        more = forms.changed_rows(typed_into(view, values), OFFERS, "sources", by=1)
        assert more is not None
        state = {"state": {"values": values_of(more["blocks"])}}
        assert forms.read_form(more | state, today=TODAY).embargo_until == until


SOURCE_WITH_ALL = {
    "title": "Sheriff on transfers",
    "tier": "secondary",
    "url": "https://davisvanguard.org/2025/07/la-county-sheriff-ice-transfer/",
    "publisher": "Davis Vanguard",
    "origin": "AP story of July 17",
    "locator": "third paragraph",
    "excerpt": "There’s no choice.",
    "published": "2025-07-18",
    "accessed": "2026-11-24",
    "archived_url": "https://web.archive.org/web/2025/x",
    "note": "not opened",
}


def read_back(made: Revision) -> forms.Filled:
    """A fact in the form that corrects it, sent as it stands."""
    view = forms.changed_form("correct", made, OFFERS, metadata="{}")
    assert view_problems(view, kind="modal") == []
    state = {"state": {"values": values_of(view["blocks"])}}
    return forms.read_form(view | state, today=TODAY)
