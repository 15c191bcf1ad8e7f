"""`python -m benchmarks retrieval`: what it prints of our own set and says of a bad one."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.figures import Scored, auroc, curve, ranking, right_at

CLAIMS = {
    "cursive": "The school board of Tampa stopped teaching cursive handwriting.",
    "lunch": "The school board of Denver made lunches free for every pupil.",
    "fares": "The transit agency of Boise raised what a ride on its buses costs.",
    "lead": "The water department of Akron found lead in the pipes of 12 homes.",
    "novels": "The library of Omaha took 30 novels off its shelves.",
    "drones": "The police of Reno flew drones over a march.",
    "masks": "The hospital of Tulsa required masks in its waiting rooms.",
    "lawns": "The water utility of Fresno forbade watering lawns in summer.",
    "dogs": "The railway of Oregon allowed dogs on its trains.",
    "uniforms": "The school board of Buffalo required uniforms.",
    "parking": "The city of Spokane doubled the price of parking downtown.",
    "strike": "Nurses of a hospital in Miami walked out for nine days.",
}
QUERIES = {
    "cursive": "Did the Tampa school board stop teaching cursive handwriting?",
    "lead": "Did the Akron water department find lead in the pipes of 12 homes?",
    "dogs": "Did the railway of Oregon allow dogs on trains?",
    "strike": "Did nurses in Miami walk out for nine days?",
}
NEAR = {
    "Did the Omaha school board stop teaching cursive handwriting?": "cursive",
    "Did the Akron water department find lead in the pipes of 40 homes?": "lead",
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    def write(name: str, lines: list[str]) -> Path:
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return tmp_path / name

    return {
        "claims": write(
            "claims.jsonl", [json.dumps({"id": id_, "text": t}) for id_, t in CLAIMS.items()]
        ),
        "queries": write(
            "queries.jsonl",
            [json.dumps({"id": f"q-{id_}", "text": t}) for id_, t in QUERIES.items()],
        ),
        "qrels": write("qrels.tsv", [f"q-{id_}\t0\t{id_}\t1" for id_ in QUERIES]),
        "near-misses": write(
            "near.jsonl",
            [json.dumps({"text": t, "must_not_return": id_}) for t, id_ in NEAR.items()],
        ),
    }


def run(files: dict[str, Path], *more: str) -> tuple[int, str, str]:
    given = [part for name, file in files.items() for part in (f"--{name}", str(file))]
    result = CliRunner().invoke(app, ["retrieval", *given, *more])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def measured(files: dict[str, Path]) -> dict[str, Any]:
    code, out, err = run(files, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def test_one_object_tells_ranking_refusal_and_near_misses(files: dict[str, Path]) -> None:
    found = measured(files)
    assert list(found) == [
        "map@5", "mrr", "p@1", "recall@5", "refusal", "at_shipped_line", "near_misses",
        "ms_per_query",
    ]  # fmt: skip
    assert set(found["refusal"]) == {"auroc", "right_at_1pct", "right_at_5pct"}
    assert set(found["at_shipped_line"]) == {"right", "wrong", "false_answers"}
    assert found["near_misses"] == {"asked": 2, "answered_wrongly": 0}
    assert (found["map@5"], found["p@1"]) == (1.0, 1.0)
    assert 0 < found["ms_per_query"]["p50"] <= found["ms_per_query"]["p99"]


def test_a_masked_fact_answers_nothing(files: dict[str, Path]) -> None:
    """Each question is answered with its fact on file; with it masked no other takes its place."""
    at_line = measured(files)["at_shipped_line"]
    assert at_line["right"] > 0
    assert (at_line["wrong"], at_line["false_answers"]) == (0.0, 0.0)


def test_a_near_miss_that_a_fact_answers_is_counted(files: dict[str, Path]) -> None:
    miss = {"text": QUERIES["cursive"], "must_not_return": ["cursive", "dogs"]}
    files["near-misses"].write_text(json.dumps(miss), "utf-8")
    assert measured(files)["near_misses"] == {"asked": 1, "answered_wrongly": 1}


def test_each_half_has_its_own_rates_with_intervals(files: dict[str, Path]) -> None:
    """The half that nobody reads is the measure; the other half only mends."""
    halves = dict(zip(QUERIES, ["read", "unread", "read", "unread"], strict=True))
    lines = [{"id": f"q-{id_}", "text": text, "half": halves[id_]} for id_, text in QUERIES.items()]
    files["queries"].write_text("\n".join(map(json.dumps, lines)), "utf-8")
    near = [
        {"text": QUERIES["cursive"], "must_not_return": "cursive", "half": "read", "kind": "none"},
        {"text": [*NEAR][1], "must_not_return": "lead", "half": "unread", "kind": "number"},
    ]
    files["near-misses"].write_text("\n".join(map(json.dumps, near)), "utf-8")
    found = measured(files)["halves"]
    assert list(found) == ["read", "unread"]
    assert found["read"]["p@1"] == {"count": 2, "of": 2, "share": 1.0, "low": 0.3424, "high": 1.0}
    assert found["read"]["near-misses, none"]["count"] == 1
    assert found["unread"]["near-misses, number"]["count"] == 0
    out = run(files)[1]
    assert (
        "The unread half, with 95 % intervals\n  p@1                    1.000 (0.342–1.000)" in out
    )


def test_the_plot_is_a_picture(files: dict[str, Path], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the plot is of the extra “bench”")
    assert run(files, "--plot", str(tmp_path / "plot.png"))[0] == 0
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("claims", '{"id": "a", "text": "b"}\n{"id": "a", "text": "c"}', "line 2: the id 'a'"),
        ("claims", '\n{"id": "a"}', 'line 2: "text" is missing'),
        ("queries", "not JSON", "line 1: this is no JSON"),
        ("queries", "[1]", "line 1: this is no JSON object"),
        ("queries", "", "is empty"),
        ("queries", '{"id": "a", "text": "b", "half": "left"}', 'line 1: "half" must be one of'),
        ("qrels", "q-lead 0 lead", "line 1: four columns"),
        ("qrels", "q-lead 0 gold 1", "line 1: there is no claim 'gold'"),
        ("qrels", "q-gold 0 lead 1", "line 1: there is no query 'q-gold'"),
        ("qrels", "q-lead 0 lead yes", "line 1: the relevance 'yes'"),
        ("qrels", "q-lead 0 lead 0", "no claim is relevant"),
        ("near-misses", '{"text": "a"}', 'line 1: "must_not_return" must be'),
        ("near-misses", '{"text": "a", "must_not_return": "gold"}', "there is no claim 'gold'"),
    ],
)
def test_a_bad_file_is_told_with_its_line(
    files: dict[str, Path], name: str, text: str, told: str
) -> None:
    files[name].write_text(text, "utf-8")
    code, out, err = run(files)
    assert (code, out) == (2, "")
    assert str(files[name]) in err
    assert told in err


def test_ranking_is_told_by_where_the_right_facts_stand() -> None:
    found = ranking(
        [([1, 2, 3], frozenset({2})), ([4, 5], frozenset({4, 9})), ([], frozenset({1}))]
    )
    assert found.p_at_1 == pytest.approx(1 / 3)
    assert found.mrr == pytest.approx((1 / 2 + 1) / 3)
    assert found.map_at_5 == pytest.approx((1 / 2 + 1 / 2) / 3)
    assert found.recall_at_5 == pytest.approx((1 + 1 / 2) / 3)


def test_what_the_guard_refuses_is_answered_at_no_threshold() -> None:
    right = [
        Scored(0.9, is_refused=False, is_right=True),
        Scored(0.8, is_refused=True, is_right=True),
    ]
    false = [
        Scored(0.95, is_refused=True, is_right=False),
        Scored(0.5, is_refused=False, is_right=False),
    ]
    points = curve(right, false)
    assert right_at(points, 0.0) == 0.5
    assert right_at(points, 1.0) == 0.5
    assert auroc(right, false) == 0.5
