"""`factdesk load-starter FOLDER`: a newsroom's own files, loaded whole or not at all."""

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from driver import Factdesk

from facts import Change, Desk, FactId, Role, starter_bodies

STARTER = Path(str(files("facts") / "starter"))
LAW, DECISION, QUOTE = (
    "01-l1-california-values-act",
    "09-d3-supreme-court-2020",
    "12-q2-luna-warrants",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A decision, the law that it is about and a quote: the decision's file comes first."""
    made = tmp_path / "newsroom"
    made.mkdir()
    for name, source in (("1", DECISION), ("2", LAW), ("3", QUOTE)):
        shutil.copyfile(STARTER / f"{source}.json", made / f"{name}.json")
    return made


def change(file: Path, **fields: object) -> None:
    """Change fields of the fact in a file."""
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | fields), "utf-8")


def test_a_folder_is_loaded_in_the_order_of_its_names_and_twice_adds_nothing(
    factdesk: Factdesk, folder: Path
) -> None:
    assert factdesk("load-starter", str(folder))[1].startswith("3 facts filed")
    assert [factdesk.json("ask", f"F-{n}")["facts"][0]["kind"] for n in (1, 2, 3)] == [
        "decision",
        "law",
        "quote",
    ]
    renamed = folder.rename(folder.with_name("moved"))
    (renamed / "3.json").rename(renamed / "luna.json")
    assert factdesk("load-starter", str(renamed))[1] == (
        f"0 facts filed from {renamed}; already on file: 3.\n"
    )


def test_the_card_says_that_nobody_here_verified_it(factdesk: Factdesk, folder: Path) -> None:
    factdesk("load-starter", str(folder))
    text = factdesk.json("ask", "F-2")["text"]
    assert "Loaded from files, " in text
    assert "not verified by this desk" in text
    assert "starter set" not in text


def test_the_starter_sets_facts_are_known_whatever_the_files_are_called(
    factdesk: Factdesk, folder: Path
) -> None:
    factdesk("load-starter")
    assert factdesk("load-starter", str(folder))[1].startswith("0 facts filed")


def test_a_file_may_have_the_name_of_a_starter_fact(factdesk: Factdesk, folder: Path) -> None:
    factdesk("load-starter")
    shutil.copyfile(folder / "3.json", folder / f"{QUOTE}.json")
    change(folder / f"{QUOTE}.json", passages=["That means somebody has gone before a judge"])
    assert factdesk("load-starter", str(folder))[1].startswith("1 fact filed")


def test_nothing_is_loaded_if_one_file_is_wrong_and_every_file_and_field_is_named(
    factdesk: Factdesk, folder: Path
) -> None:
    (folder / "2.json").write_text("{", "utf-8")
    change(folder / "3.json", said_on="someday", sources=[])
    code, _, err = factdesk("load-starter", str(folder))
    assert code == 2
    assert "2.json is not JSON" in err
    assert "3.json: said_on" in err
    assert "sources: at least one" in err
    assert not (folder.parent / "facts.db").exists()


MALFORMED = [
    ("{", "x.json is not JSON in UTF-8"),
    ("[" * 100_000, "x.json is nested too deeply"),
    ("[1]", "x.json: "),
    ('{"kind": "poem"}', "x.json: the kind must be quote, law or decision"),
    ('{"kind": "quote", "speaker": "Robert Luna", "speaker": "Eric Garcetti"}',
     "x.json: speaker: is given twice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MALFORMED, ids=[one[:12] for _, one in MALFORMED])
def test_a_malformed_file_is_a_sentence(
    factdesk: Factdesk, folder: Path, text: str, expected: str
) -> None:
    (folder / "x.json").write_text(text, "utf-8")
    code, _, err = factdesk("load-starter", str(folder))
    assert code == 2
    assert expected in err


def test_a_byte_order_mark_and_a_hidden_file_do_no_harm(factdesk: Factdesk, folder: Path) -> None:
    law = folder / "2.json"
    law.write_text(law.read_text("utf-8"), "utf-8-sig")
    (folder / "._2.json").write_bytes(b"\x00\x05\x16\x07")
    assert factdesk("load-starter", str(folder))[1].startswith("3 facts filed")


def test_a_decision_on_a_law_that_is_in_no_file_and_not_on_file_is_refused(
    factdesk: Factdesk, folder: Path
) -> None:
    (folder / "2.json").unlink()
    code, _, err = factdesk("load-starter", str(folder))
    assert code == 2
    assert "1.json: effects.0.law: “us-ca/2017-2018/sb-54” is not on file" in err
    assert factdesk.json("ask", "F-1")["outcome"] == "nothing"
    factdesk("load-starter")
    assert factdesk("load-starter", str(folder))[0] == 0


def test_what_is_checked_before_a_fact_is_filed_is_checked_of_files(
    factdesk: Factdesk, folder: Path
) -> None:
    change(folder / "1.json", merits_reached=True)
    change(folder / "3.json", said_on="2999-01-01")
    code, _, err = factdesk("load-starter", str(folder))
    assert code == 2
    assert "1.json: merits_reached" in err
    assert "3.json: said_on: is in the future" in err


def test_a_fact_in_two_files_is_refused(factdesk: Factdesk, folder: Path) -> None:
    shutil.copyfile(folder / "2.json", folder / "4.json")
    code, _, err = factdesk("load-starter", str(folder))
    assert code == 2
    assert "4.json: us-ca/2017-2018/sb-54: the same fact is in 2.json" in err


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_facts_is_bad_input(factdesk: Factdesk, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = factdesk("load-starter", str(tmp_path / name))
    assert code == 2
    assert str(tmp_path / name) in err


async def test_a_fact_that_was_corrected_since_is_left_as_it_is(desk: Desk, folder: Path) -> None:
    await desk.roles.give("U1", Role.EDITOR, given_by="test")
    await desk.roles.give("U2", Role.EDITOR, given_by="test")
    quote = dict(starter_bodies())[QUOTE]
    fact = FactId(number=12)
    made = await desk.revising.revise(
        None,
        fact,
        quote.model_copy(update={"passages": ("There’s no choice.",)}),
        change=Change.CORRECTION,
        based_on=1,
        editor="U1",
        reason="Some words were not his.",
    )
    assert made is not None
    await desk.review.decide(None, fact, made.number, approver="U2", approved=True)
    change(folder / "2.json", title="The Values Act")
    loaded = await desk.filing.load(starter_bodies(folder), folder=folder)
    assert (loaded.added, loaded.there) == ((), 3)
    assert loaded.differing == (("2", FactId(number=1)),)
