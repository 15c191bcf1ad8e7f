"""The forms of /fact-add keep to Slack's limits, and their lists hold the model's own words."""

from collections import Counter

import pytest
from form_filling import OFFERS, STARTER, Json, blocks_of, filed, opened, typed_into

from bot.forms import filing as forms
from bot.forms.short import send_back_form
from facts import Audience, read_body
from facts.law.courts import court, courts_by_place
from facts.model import Disposition, EventKind, Posture, Tier
from facts.model import Outcome as EffectOutcome
from facts.wording import labels
from rehearsal.blockkit import (
    view_is_too_large,
    view_problems,
)


class TestSlacksLimits:
    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_a_form_is_one_that_slack_takes(self, kind: str) -> None:
        assert view_problems(opened(kind), kind="modal") == []

    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_a_form_is_one_that_slack_takes_with_nothing_on_file(self, kind: str) -> None:
        assert view_problems(opened(kind, forms.offers()), kind="modal") == []

    @pytest.mark.parametrize(
        "view", [forms.chooser(), send_back_form("x" * 3_000)], ids=["kind", "send back"]
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

    def test_every_court_is_offered_once_under_its_state(self) -> None:
        offered = OFFERS["court"].choices
        ids = [choice.value for choice in offered]
        assert len(ids) == len(set(ids))
        assert {court(id_).id for id_ in ids} == {
            one.id for listed in courts_by_place().values() for one in listed
        }
        groups = Counter(choice.group for choice in offered)
        assert len(groups) <= 100
        assert max(groups.values()) <= 100  # docs.slack.dev, "Option group object"
        under = {choice.value: (choice.group, choice.label) for choice in offered}
        assert under["scotus"] == (
            "Supreme Court and courts of appeals",
            "U.S. Supreme Court (Supreme Court)",
        )
        assert under["caed"] == ("California", "Eastern District of California (E.D. Cal.)")
        assert under["alacrimapp"] == (
            "Alabama",
            "Alabama Court of Criminal Appeals (Ala. Crim. App.)",
        )
        assert under["dcd"] == ("District of Columbia", "District of Columbia (D.D.C.)")
        assert under["wyo"] == ("Wyoming", "Wyoming Supreme Court")

    def test_a_law_is_told_from_the_others_of_its_number_by_its_session(self) -> None:
        shown = [choice.label for choice in OFFERS["law"].choices]
        assert "SB 54 (2017–2018) California Values Act" in shown
        assert len(shown) == len(set(shown)) == 6
