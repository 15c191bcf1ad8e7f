"""`factdesk extract FILE`: the quotes of an article, and a sentence where there is no article."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

ARTICLE = (
    "Sheriff Robert Luna spoke on Thursday.\r\n\r\n"
    "“We will only transfer an individual into ICE custody with a warrant,” Luna said.\r\n\r\n"
    "“There is no choice about any of this,” one official added. A so-called “sanctuary” rule "
    "applies.\r\n"
)


def factdesk(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_bytes(ARTICLE.encode())
    return file


def test_it_prints_the_contracts_object_and_offsets_cut_the_very_words(article: Path) -> None:
    code, out, err = factdesk("extract", str(article), "--json")
    assert (code, err) == (0, "")
    quotes = json.loads(out)["quotes"]
    assert len(quotes) == 2
    for quote in quotes:
        assert set(quote) == {"words", "speaker", "cue", "start", "end", "needs_person"}
        assert ARTICLE[quote["start"] : quote["end"]] == quote["words"]
    assert (quotes[0]["speaker"], quotes[0]["cue"]) == ("Robert Luna", "said")


def test_an_unnamed_speaker_is_left_for_a_person(article: Path) -> None:
    code, out, _ = factdesk("extract", str(article))
    assert code == 0
    assert "Robert Luna (said)" in out
    assert "Needs a person to say who it is." in out
    assert "sanctuary" not in out


@pytest.mark.parametrize("text", ["", "Nothing was said by anybody that day.\n"])
def test_an_article_with_no_quotes_is_no_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "article.txt"
    file.write_text(text, "utf-8")
    assert factdesk("extract", str(file)) == (0, "There are no quotes in that article.\n", "")
    assert json.loads(factdesk("extract", str(file), "--json")[1]) == {"quotes": []}


BAD = [
    pytest.param("Luna said “no” — né".encode("cp1252"), "not UTF-8 text", id="Windows-1252"),
    pytest.param("“We will,” he said.".encode("utf-16"), "not UTF-8 text", id="UTF-16"),
    pytest.param(b"\x00\x01\x02 binary", "binary data", id="a binary whose bytes are all ASCII"),
    pytest.param(b"x" * 1_000_001, "longer than an article", id="too long"),
]


@pytest.mark.parametrize(("raw", "said"), BAD)
def test_a_bad_file_is_a_sentence_on_stderr_and_exit_code_2(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(raw)
    code, out, err = factdesk("extract", str(file), "--json")
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["absent.txt", "."])
def test_an_absent_file_and_a_folder_are_a_sentence_with_exit_code_2(
    tmp_path: Path, name: str
) -> None:
    code, out, err = factdesk("extract", str(tmp_path / name))
    assert (code, out) == (2, "")
    assert "cannot be read" in err
    assert len(err.strip().splitlines()) == 1
