"""The front door of `facts`: its names are few, known, and all that `bot` imports."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

import facts

NAMES = [
    "Answer",
    "ApprovalBasis",
    "Asked",
    "Audience",
    "Body",
    "Change",
    "Decision",
    "Delivery",
    "Desk",
    "Draft",
    "FactId",
    "FiledFact",
    "Law",
    "Match",
    "Matter",
    "Outcome",
    "Posted",
    "Question",
    "Quote",
    "QuoteCheck",
    "Revision",
    "Role",
    "Source",
    "Viewer",
    "Way",
    "database",
    "dates",
    "embedding",
    "errors",
    "explanation",
    "fields",
    "law",
    "notices",
    "open_desk",
    "overview",
    "quotes",
    "read_body",
    "starter_bodies",
    "texts",
    "wording",
]
MOST_NAMES = 40


def test_the_names_are_these() -> None:
    assert facts.__all__ == NAMES
    assert len(NAMES) <= MOST_NAMES


def test_each_name_comes_from_where_the_type_checker_sees_it() -> None:
    tree = ast.parse(Path(facts.__file__).read_text("utf-8"))
    (typed,) = (node for node in tree.body if isinstance(node, ast.If) and not node.orelse
                and isinstance(node.test, ast.Name))  # fmt: skip
    found = {}
    for node in typed.body:
        assert isinstance(node, ast.ImportFrom)
        assert node.module is not None
        for alias in node.names:
            home = import_module(node.module)
            if not hasattr(home, alias.name) or node.module == "facts":
                home = import_module(f"{node.module}.{alias.name}")
                found[alias.asname or alias.name] = home
            else:
                found[alias.asname or alias.name] = getattr(home, alias.name)
    assert sorted(found) == sorted(NAMES)
    for name, value in found.items():
        assert getattr(facts, name) is value
    with pytest.raises(AttributeError, match="no attribute 'Fact'"):
        _ = facts.Fact


def test_bot_uses_each_of_them_and_no_other() -> None:
    used = {
        alias.name
        for file in Path(__file__).parents[1].glob("bot/**/*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "facts"
        for alias in node.names
    }
    assert used == set(NAMES)
