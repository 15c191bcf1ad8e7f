"""The word lists are frozen: each says in its head what it holds, and none grows by a question."""

from hashlib import sha256
from importlib.resources import files

import pytest

FROZEN = {
    "stopwords.txt": "bf2ac04bf7e4",
    "framing.txt": "2f8b193e919d",
    "guard/everyday.txt": "6da7c7975d3b",
    "guard/ordinary.txt": "5e391a4a6852",
    "guard/equivalents.toml": "73a99caae227",
    "guard/polarity.toml": "18908853edbe",
}
"""Fingerprints of the words. A change of one needs its source or rule in the head of the list."""


@pytest.mark.parametrize("name", FROZEN)
def test_a_list_is_what_its_head_says_until_both_change(name: str) -> None:
    text = files("facts.search").joinpath(*name.split("/")).read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("#")
    words = " ".join(" ".join(line.split()) for line in lines if not line.lstrip().startswith("#"))
    assert sha256(words.encode()).hexdigest()[:12] == FROZEN[name]
