"""Vectors in memory: what is most alike is found, whatever the order in which they came."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.search.embedding import SIZE
from facts.search.embedding.vectors import VectorCache

Vectors = np.ndarray[Any, np.dtype[np.float32]]


def made(count: int, *, seed: int = 1) -> Vectors:
    """Return vectors of length one, in no order that anybody chose."""
    drawn = np.random.default_rng(seed).standard_normal((count, SIZE)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def kept(vectors: Vectors, order: list[int]) -> VectorCache:
    """Keep fact n's vector n - 1, put in one by one in an order."""
    found = VectorCache()
    for fact in order:
        found.put([fact], vectors[fact - 1 : fact])
    return found


def test_what_is_most_alike_is_found_among_many_and_compared_exactly() -> None:
    vectors = made(3_000)
    found = VectorCache()
    found.put(list(range(1, 3_001)), vectors)
    for place in range(0, 3_000, 100):
        asked = (vectors[place] + 0.5 * vectors[place - 1]) / np.float32(1.25**0.5)
        assert found.nearest(asked, 2) == [place + 1, place or 3_000]
        exact = float(vectors[place] @ asked)
        assert found.cosines(asked, [place + 1])[place + 1] == pytest.approx(exact, abs=1e-3)


def test_the_order_of_coming_changes_nothing() -> None:
    vectors, asked = made(200), made(1, seed=2)[0]
    forwards = kept(vectors, list(range(1, 201)))
    backwards = kept(vectors, list(range(200, 0, -1)))
    assert forwards.nearest(asked, 10, shortlist=20) == backwards.nearest(asked, 10, shortlist=20)
    assert forwards.cosines(asked, range(1, 201)) == backwards.cosines(asked, range(1, 201))


def test_of_those_that_are_equally_alike_the_oldest_comes_first() -> None:
    one = made(1)
    found = kept(np.repeat(one, 5, axis=0), [4, 2, 5, 1, 3])
    assert found.nearest(one[0], 3, shortlist=3) == [1, 2, 3]


_STEPS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 8), st.integers(0, 15)), min_size=1, max_size=40
)


@given(_STEPS)
@settings(max_examples=50)
def test_after_any_writes_each_fact_has_its_newest_vector_alone(
    steps: list[tuple[bool, int, int]],
) -> None:
    vectors = made(16)
    found, wanted = VectorCache(), dict[int, int]()
    for is_written, fact, place in steps:
        if is_written:
            found.put([fact], vectors[place : place + 1])
            wanted[fact] = place
        else:
            found.drop(fact)
            wanted.pop(fact, None)
    assert len(found) == len(wanted)
    for fact, place in wanted.items():
        assert fact in found
        assert found.cosines(vectors[place], [fact])[fact] == pytest.approx(1, abs=1e-3)
    assert found.cosines(vectors[0], range(1, 9)).keys() == wanted.keys()
