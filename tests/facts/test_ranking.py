"""Ranking: figures that a person can read, an order that never changes, a probability."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ranking.regression import (
    Choice,
    Example,
    cross_validated,
    cross_validated_order,
    fit,
    fit_order,
)
from facts.search.ranking import (
    Features,
    Hit,
    QueryWords,
    beside_names,
    measure,
    rank,
    shipped,
)

ASKED = QueryWords({frozenset({"fluorid"}): 6.0, frozenset({"water"}): 2.0}, upper_bound=17.6)
BOTH = Hit(1, frozenset({"fluorid", "water", "remov"}), bm25=8.8)
WATER = Hit(2, frozenset({"water", "lawn"}), bm25=2.2)
NEITHER = Hit(3, frozenset({"lawn"}), bm25=0.0)
NONE = Features(bm25=0.0, bm25_gap=0.0, bm25_z=0.0, covered=0.0)


def test_the_figures_are_shares_and_distances() -> None:
    first, second, third = measure(ASKED, [BOTH, WATER, NEITHER])
    assert first.covered == 1.0
    assert second.covered == pytest.approx(0.25)
    assert third.covered == 0.0
    assert first.bm25 == pytest.approx(0.5)
    assert first.bm25_gap == pytest.approx(0.5 - 0.125)
    assert second.bm25_gap == pytest.approx(0.125 - 0.5)
    assert (first.rarest, second.rarest) == (1.0, 0.0)


def test_without_the_best_fact_the_next_is_measured_anew() -> None:
    (_, second, _), (alone, _) = (
        measure(ASKED, [BOTH, WATER, NEITHER]),
        measure(ASKED, [WATER, NEITHER]),
    )
    assert alone.bm25_gap > 0 > second.bm25_gap


def test_a_word_counts_as_held_by_any_of_the_words_it_may_mean() -> None:
    asked = QueryWords({frozenset({"fluorde", "fluorid"}): 6.0}, upper_bound=13.2)
    assert measure(asked, [BOTH])[0].covered == 1.0


def test_beside_names_leaves_out_what_is_named() -> None:
    named = frozenset({"fluorid"})
    assert beside_names(ASKED, WATER, named) == 1.0
    assert beside_names(ASKED, NEITHER, named) == 0.0
    assert beside_names(ASKED, NEITHER, frozenset({"fluorid", "water"})) == 1.0


def test_a_tie_is_broken_by_the_facts_number() -> None:
    twins = [replace(BOTH, fact=number) for number in (9, 4, 7)]
    model = shipped(with_meaning=False)
    assert [one.fact for one in rank(model, ASKED, twins)] == [4, 7, 9]


@given(st.permutations([BOTH, WATER, NEITHER]))
def test_the_order_in_which_facts_are_found_changes_nothing(found: list[Hit]) -> None:
    model = shipped(with_meaning=False)
    assert [one.fact for one in rank(model, ASKED, found)] == [1, 2, 3]


@pytest.mark.parametrize("with_meaning", [False, True])
def test_the_shipped_weights_name_features_and_lie_between_certain_and_impossible(
    with_meaning: bool,
) -> None:
    model = shipped(with_meaning=with_meaning)
    known = {field.name for field in fields(Features)}
    assert set(model.weights) | set(model.order) <= known
    assert 0.5 < model.line < 1.0
    assert model.unmet < 0
    assert 0.0 < model.probability(NONE) < model.line
    sure = Features(**dict.fromkeys(known, 1.0))
    assert model.line < model.probability(sure) < 1.0
    assert model.probability(sure, unmet=True) < model.probability(sure)


def test_fitting_finds_the_feature_that_tells_right_from_wrong() -> None:
    pytest.importorskip("numpy", reason="the extra `semantic` is not installed: no numpy")
    examples = [
        Example(replace(NONE, covered=place / 100, bm25=(place % 7) / 7), right=place > 50)
        for place in range(100)
    ]
    fitted = fit(examples, ["covered", "bm25"], ridge=0.1)
    assert fitted.weights["covered"] > 10 * abs(fitted.weights["bm25"])
    assert fitted.logit(replace(NONE, covered=0.9)) > 0 > fitted.logit(replace(NONE, covered=0.1))


CHOICES = [
    Choice(
        [
            replace(NONE, covered=0.9 - place / 100, bm25=place / 40),
            replace(NONE, covered=0.4, bm25=(place % 5) / 5),
        ],
        right=0,
    )
    for place in range(40)
]


def test_fitting_an_order_finds_what_the_right_fact_has_more_of() -> None:
    pytest.importorskip("numpy", reason="the extra `semantic` is not installed: no numpy")
    fitted = fit_order(CHOICES, ["covered", "bm25"], ridge=1.0)
    assert fitted["covered"] > 4 * abs(fitted["bm25"])


def test_weights_of_other_folds_put_each_questions_facts_in_order() -> None:
    pytest.importorskip("numpy", reason="the extra `semantic` is not installed: no numpy")
    assert cross_validated_order(CHOICES) == [[0, 1]] * 40


def test_what_the_guard_refuses_is_weighed_and_not_fitted_on() -> None:
    pytest.importorskip("numpy", reason="the extra `semantic` is not installed: no numpy")
    told = [
        [
            Example(replace(NONE, covered=0.6 + place / 100), right=True),
            Example(replace(NONE, covered=0.4 - place / 100), right=False),
            Example(replace(NONE, covered=0.9), right=False, is_refused=True),
        ]
        for place in range(30)
    ]
    for right, wrong, refused in cross_validated(told):
        assert right > wrong
        assert refused > wrong
