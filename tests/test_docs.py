"""README, CONTRIBUTING and the decisions speak of the code as it is."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ("README.md", "CONTRIBUTING.md", "docs/decisions.md")
ROOMS = ("facts", "bot", "rehearsal", "benchmarks")
DESIGN = ROOT.parent / "shared" / "DESIGN.md"


@pytest.mark.parametrize("name", DOCS)
def test_every_path_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = set(
        re.findall(r"`((?:facts|bot|rehearsal|benchmarks|tests|docs|requirements)/[\w./-]*)`", text)
    )
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_the_map_has_every_room_and_no_other() -> None:
    mapped: set[str] = set()
    above: list[str] = []
    for line in section("Layout").split("```")[1].strip().splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        name = line.split()[0]
        above[depth:] = [name.rstrip("/")]
        if name.endswith("/"):
            mapped.add("/".join(above[: depth + 1]))
    rooms = {
        str(folder)
        for top in ROOMS
        for file in (ROOT / top).rglob("*.[pj][ys]")
        for folder in file.relative_to(ROOT).parents[:-1]
    }
    assert mapped - {"tests"} == rooms


def test_no_name_in_the_code_is_a_word_that_is_not_used() -> None:
    glossary = section("Words")
    unused = re.findall(
        r"[a-z]+",
        glossary.split("Not used as names of modules, classes or tables: ")[1].split("(")[0],
    )
    unused += re.findall(r"[a-z]+", glossary.split("no verb as a noun: ")[1])
    assert {"claim", "told", "deed"} <= set(unused)
    banned = {form for word in unused for form in (word, f"{word}s")}
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for top in ("facts", "bot")
        for path in (ROOT / top).rglob("*.py")
        for name in (path.stem, *_types(path))
        if banned & set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r" \1", name).lower()))
    ]
    assert found == []


def test_the_glossary_has_the_words_of_the_design() -> None:
    if not DESIGN.exists():
        pytest.skip("the design is not beside the project")
    words = DESIGN.read_text("utf-8").split("## 1. Words")[1].split("## 2.")[0]
    of_design = {
        word.strip().casefold()
        for group in re.findall(r"^\| \*\*(.+?)\*\*", words, re.MULTILINE)
        for word in group.split(",")
    }
    ours = {
        word.strip().casefold()
        for group in re.findall(r"^\| \*\*(.+?)\*\*", section("Words"), re.MULTILINE)
        for word in group.split(",")
    }
    assert ours == of_design


def section(title: str) -> str:
    """The text of CONTRIBUTING under a heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return text.split(f"## {title}\n")[1].split("\n## ")[0]


def _types(path: Path) -> list[str]:
    """The classes of a module, and the tables that it declares."""
    tree = ast.parse(path.read_text("utf-8"))
    classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    tables = [
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "Table"
        and isinstance(call.args[0], ast.Constant)
    ]
    return classes + tables
