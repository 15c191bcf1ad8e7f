"""`python -m benchmarks lookup`: what it prints, and what its facts and questions are."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.figures import Percentiles
from benchmarks.generated import Kind, WordByWord, fact, facts_from, lexicon, questions


def run(*arguments: str) -> tuple[int, str, str]:
    plain = ("--questions", "20", "--runs", "1")
    result = CliRunner().invoke(app, ["lookup", *arguments, *plain])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_one_object_tells_times_memory_and_floors(tmp_path: Path) -> None:
    code, out, err = run("--facts", "300", "--database", str(tmp_path / "many.db"), "--json")
    assert (code, err) == (0, "")
    (size,) = json.loads(out)["sizes"]
    assert (size["facts"], size["loaded"]) == (300, 300)
    assert 0 < size["ms"]["p50"] <= size["ms"]["p99"]
    assert size["peak_memory_mb"] > 0
    assert set(size["by_kind"]) == {kind.value for kind in Kind}
    assert size["by_kind"]["speaker"]["right"] == 1
    assert size["by_kind"]["nothing"]["right"] == 1
    assert set(size["times_the_floor"]["fts5"]) == {"p50", "p99"}


def test_a_database_is_kept_used_again_and_grown(tmp_path: Path) -> None:
    file = str(tmp_path / "many.db")
    assert run("--facts", "50", "--database", file)[0] == 0
    code, out, _ = run("--facts", "50", "--facts", "75", "--database", file)
    assert code == 0
    assert "75 facts" in out
    assert "loaded 25" in out
    code, _, err = run("--facts", "25", "--database", file)
    assert code == 2
    assert "holds 75 facts" in err


def test_the_plot_is_a_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the plot is of the extra “bench”")
    assert run("--facts", "50", "--facts", "100", "--plot", str(tmp_path / "plot.png"))[0] == 0
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_number_makes_the_same_fact() -> None:
    assert dict(facts_from(0, 50)) == dict(facts_from(0, 50))
    assert list(questions(50, count=10, run=1)) == list(questions(50, count=10, run=1))


def test_no_two_laws_or_decisions_have_one_key() -> None:
    keys = [body.key for _, body in facts_from(0, 2_000) if body.key]
    assert len(keys) == len(set(keys)) == 400


def test_nobody_takes_a_generated_fact_for_a_true_one() -> None:
    for number in range(25):
        assert fact(number).sources[0].title == "Generated for a benchmark"
    assert not {"Brown", "Luna", "Newsom"} & set(lexicon().names)


def test_percentiles_are_medians_over_runs() -> None:
    runs = [[1.0, 2.0, 9.0], [], [3.0, 4.0, 5.0], [5.0, 6.0, 7.0]]
    assert Percentiles.of(runs) == Percentiles(p50=4.0, p99=7.0)


def test_with_meaning_needs_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_MODEL_FOLDER", str(tmp_path))
    code, _, err = run("--facts", "50", "--with-meaning")
    assert code == 2
    assert "factdesk model install" in err


class Letters:
    """An encoder made up for tests: an axis for each letter."""

    name = "letters"

    def vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        letters = np.array([[text.count(chr(97 + place)) for place in range(26)] for text in texts])
        return np.asarray(letters / np.linalg.norm(letters, axis=1, keepdims=True), np.float32)


def test_many_facts_are_read_word_by_word_and_a_question_as_it_is() -> None:
    encoder = WordByWord(Letters())
    many = encoder.vectors(["bread is dear", "dear bread", "wine"])
    assert np.allclose(np.linalg.norm(many, axis=1), 1, atol=1e-5)
    assert many[0] @ many[1] > many[0] @ many[2]
    assert np.allclose(encoder.vectors(["wine"])[0], many[2])
