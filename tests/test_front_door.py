"""The front door of `facts`: its names are few, known, and all that `bot` imports."""

import ast
from pathlib import Path

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


def test_bot_uses_each_of_them_and_no_other() -> None:
    used = {
        alias.name
        for file in Path(__file__).parents[1].glob("bot/**/*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "facts"
        for alias in node.names
    }
    assert used == set(NAMES)
