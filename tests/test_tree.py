"""The tree of the tests: a file for each behavior; what several need is in modules of its own."""

import ast
from pathlib import Path

TESTS = Path(__file__).parent


def imported_by(file: Path) -> set[str]:
    """Return the modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_no_test_module_is_imported_by_another() -> None:
    """What two of them share is in a driver, in the builders, or in `conftest.py`."""
    imports = {file.name: imported_by(file) for file in TESTS.rglob("*.py")}
    modules = {file.stem for file in TESTS.rglob("test_*.py")}
    taken = {name: found & (modules | {"conftest"}) for name, found in imports.items()}
    assert len(modules) > 50
    assert {name: found for name, found in taken.items() if found} == {}


def test_no_test_sleeps() -> None:
    """A test waits on a condition: the machine may be slow, and need not be waited for if fast."""
    for file in TESTS.rglob("*.py"):
        calls = [n for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Call)]
        named = {ast.unparse(call.func) for call in calls}
        assert not named & {"asyncio.sleep", "time.sleep", "sleep"}, file.name
