"""The command line's contract: one JSON object, exit codes, errors on stderr."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from driver import Factdesk


@pytest.fixture
def loaded(factdesk: Factdesk) -> Factdesk:
    assert factdesk("load-starter")[0] == 0
    return factdesk


def test_load_starter_says_what_it_did(factdesk: Factdesk) -> None:
    assert factdesk("load-starter")[1].startswith("18 facts filed")
    assert factdesk("load-starter")[1].startswith("0 facts filed")


def test_ask_prints_the_contracts_object(loaded: Factdesk) -> None:
    found = loaded.json("ask", "what did Sheriff Luna say about warrants")
    assert found["outcome"] in ("found", "choices")
    for fact in found["facts"]:
        assert set(fact) == {
            "id", "kind", "key", "title", "probability", "standing", "answer", "sources",
        }  # fmt: skip
        assert fact["kind"] == "quote"
        assert fact["standing"] is None
        assert "Luna" in fact["title"]
        assert set(fact["sources"][0]) == {"title", "url"}
        assert 0 < fact["probability"] <= 1
    assert "related" not in found


def test_a_laws_standing_is_a_word_of_the_contract(loaded: Factdesk) -> None:
    (law,) = loaded.json("ask", "F-1")["facts"]
    assert law["key"] == "us-ca/2017-2018/sb-54"
    assert law["standing"] == "in force"


def test_nothing_exits_0_with_what_is_related(loaded: Factdesk) -> None:
    found = loaded.json("ask", "did Robert Luna resign")
    assert found["outcome"] == "nothing"
    assert found["facts"] == []
    assert all(set(one) == {"id", "title"} for one in found["related"])


def test_as_of_speaks_for_that_day(loaded: Factdesk) -> None:
    (law,) = loaded.json("ask", "F-1", "--as-of", "2017-10-06")["facts"]
    assert law["standing"] == "enacted, not yet in effect"


def test_known_on_uses_only_what_was_approved_by_then(loaded: Factdesk) -> None:
    assert loaded.json("ask", "F-1", "--known-on", "2020-01-01")["outcome"] == "nothing"


def test_lines_on_stdin_come_back_in_order_and_a_bad_one_in_its_place(loaded: Factdesk) -> None:
    lines = [
        '"F-1"',
        "not json",
        '{"text": "F-1", "as_of": "2017-10-06"}',
        '{"no": "text"}',
        '"F-7"',
    ]
    code, out, _ = loaded("ask", "-", stdin="\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    outcomes = ["outcome", "error", "outcome", "error", "outcome"]
    assert [next(iter(one)) for one in answers] == outcomes
    assert answers[2]["facts"][0]["standing"] == "enacted, not yet in effect"


def test_check_quote_prints_the_contracts_object(loaded: Factdesk) -> None:
    said = (
        "“We will transfer an individual into ICE custody unless we are presented with a warrant.”"
    )
    (quote,) = loaded.json("check-quote", said)["quotes"]
    assert set(quote) == {"words", "verdict", "fact", "speaker", "meaning_changed", "differences"}
    assert all(set(one) == {"op", "on_file", "quoted"} for one in quote["differences"])


def test_keys_are_printed_with_their_places(factdesk: Factdesk) -> None:
    text = "was SB 54 in 921 F.3d 865?"
    found = factdesk.json("keys", text)["keys"]
    assert [(key["kind"], key["key"]) for key in found] == [
        ("bill", "sb-54"),
        ("citation", "921 F.3d 865"),
    ]
    assert [text[key["start"] : key["end"]] for key in found] == [key["text"] for key in found]


WRONG = [
    (["ask", ""], "empty"),
    (["ask", "F-1", "--as-of", "soon"], "not a date"),
    (["role", "reporter", "editor"], "not a Slack user id"),
    (["run"], "SLACK_BOT_TOKEN"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_bad_input_is_a_sentence_on_stderr_and_exit_code_2(
    loaded: Factdesk, arguments: list[str], said: str
) -> None:
    code, out, err = loaded(*arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_bad_usage_is_exit_code_2(factdesk: Factdesk) -> None:
    assert factdesk("role", "U0REPORTER", "king")[0] == 2
    assert factdesk("no-such-command")[0] == 2


def test_asking_without_a_database_says_how_to_make_one(factdesk: Factdesk) -> None:
    code, _, err = factdesk("ask", "SB 54")
    assert code == 2
    assert "factdesk load-starter" in err


def test_the_database_is_upgraded_and_checked(factdesk: Factdesk, tmp_path: Path) -> None:
    assert "from empty to version" in factdesk("db", "upgrade")[1]
    assert "already" in factdesk("db", "upgrade")[1]
    assert factdesk("db", "check")[0] == 0
    with sqlite3.connect(tmp_path / "facts.db") as raw:
        raw.execute("ALTER TABLE fact ADD COLUMN rumour TEXT")
    raw.close()
    code, _, err = factdesk("db", "check")
    assert code == 1
    assert "rumour" in err


def test_a_role_is_given(factdesk: Factdesk) -> None:
    assert factdesk("role", "U012AB3CD", "editor") == (0, "U012AB3CD is now editor.\n", "")


def test_a_port_in_use_is_a_sentence_with_the_options_name(factdesk: Factdesk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = factdesk("rehearse", "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "--port" in err


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "keys", "SB 54", "--json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["keys"][0]["key"] == "sb-54"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_sigterm_exits(tmp_path: Path, ending: signal.Signals) -> None:
    """Both signals end a running newsroom with everything closed, exit code 0."""
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "rehearse", "--port", "0"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert "is open: http://127.0.0.1:" in running.stdout.readline()
        running.send_signal(ending)
        assert running.wait(timeout=60) == 0
    assert list(tmp_path.iterdir()) == []
