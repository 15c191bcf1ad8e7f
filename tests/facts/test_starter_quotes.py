"""The starter set's quotes: the words that were said, character for character."""

import json
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from facts.model import Quote, read_body


def quote(name: str) -> Quote:
    """Read the file labelled so: `q1` is `11-q1-luna-ice-custody.json`."""
    (path,) = Path(str(files("facts") / "starter")).glob(f"*-{name}-*.json")
    body = read_body(json.loads(path.read_text(encoding="utf-8")))
    assert isinstance(body, Quote)
    return body


class Said(NamedTuple):
    name: str
    speaker: str
    role: str | None
    on: str
    passages: tuple[str, ...]
    why: str


SAID = [
    Said(
        "q1",
        "Robert Luna",
        "Los Angeles County Sheriff",
        "2025-07-17",
        (
            (
                "The sheriff’s department complies fully with California Senate Bill 54 and the "
                "2020 Los Angeles County policy which prohibits local law enforcement from "
                "cooperating with federal immigration officials, except under very specific and "
                "lawful circumstances."
            ),
            (
                "We will only transfer an individual into ICE custody if we are presented with a "
                "federal judicial warrant that’s signed by a judge."
            ),
        ),
        why="two passages of one speech, the county’s policy named in the first",
    ),
    Said(
        "q2",
        "Robert Luna",
        "Los Angeles County Sheriff",
        "2025-07-17",
        (
            (
                "It’s a federal judicial warrant signed by a judge. There’s no choice. That means "
                "somebody has gone before a judge to get an arrest warrant for them."
            ),
        ),
        why="three sentences in one go",
    ),
    Said(
        "q3",
        "Paul Miyamoto",
        "San Francisco County Sheriff",
        "2025-07-17",
        (
            "does not participate in civil immigration enforcement",
            (
                "My priority is public safety — not politics — and we will not foster fear in "
                "immigrant communities by acting as an arm of immigration enforcement"
            ),
        ),
        why="two passages; dashes inside the second are his",
    ),
    Said(
        "q4",
        "U.S. Department of Justice",
        None,
        "2025-07-17",
        (
            (
                "In recent years, the United States suffered an invasion of illegal aliens at an "
                "unprecedented scale. Far too many of those illegal aliens have gone on to commit "
                "crimes on American soil, including rapes, murders, and other violent crimes. "
                "Today’s data requests are designed to assist federal immigration authorities in "
                "prioritizing the removal of illegal aliens who committed crimes after illegally "
                "entering the United States."
            ),
        ),
        why="three sentences, joined as the release carries them",
    ),
    Said(
        "q5",
        "Pam Bondi",
        "U.S. Attorney General",
        "2025-07-17",
        (
            (
                "Removing criminal illegal aliens is this Administration’s highest priority. I "
                "look forward to cooperating with California’s county sheriffs to accomplish our "
                "shared duty of keeping Californians and all Americans safe and secure."
            ),
        ),
        why="one quotation, interrupted in the release by its attribution",
    ),
    Said(
        "q6",
        "U.S. Department of Justice",
        None,
        "2025-07-17",
        (
            (
                "will pursue all available means of obtaining the data, including through "
                "subpoenas or other compulsory process"
            ),
        ),
        why="the end of a sentence, without its full stop",
    ),
    Said(
        "q7",
        "Jerry Brown",
        "Governor of California",
        "2017-10-05",
        (
            (
                "These are uncertain times for undocumented Californians and their families, and "
                "this bill strikes a balance that will protect public safety, while bringing a "
                "measure of comfort to those families who are now living in fear every day."
            ),
        ),
        why="one sentence of the signing message",
    ),
    Said(
        "q8",
        "Xavier Becerra",
        "California Attorney General",
        "2018-03-28",
        ("We’re in the business of public safety, not deportation.",),
        why="one sentence, its full stop inside",
    ),
]


class TestQuotes:
    @pytest.mark.parametrize("said", SAID, ids=lambda said: said.name)
    def test_the_words_are_on_file_character_for_character(self, said: Said) -> None:
        assert quote(said.name).passages == said.passages, said.why

    @pytest.mark.parametrize("said", SAID, ids=lambda said: said.name)
    def test_the_speaker_has_the_role_of_that_day(self, said: Said) -> None:
        body = quote(said.name)
        assert (body.speaker, body.role, str(body.said_on)) == (said.speaker, said.role, said.on)

    @pytest.mark.parametrize("said", SAID, ids=lambda said: said.name)
    def test_the_outer_quotation_marks_are_not_part_of_the_words(self, said: Said) -> None:
        for passage in quote(said.name).passages:
            assert not set(passage) & set('“”"')

    @pytest.mark.parametrize("said", SAID, ids=lambda said: said.name)
    def test_the_topic_in_the_desks_own_voice_quotes_nobody(self, said: Said) -> None:
        topic = quote(said.name).topic or ""
        assert "illegal" not in topic

    @pytest.mark.parametrize(
        ("name", "alias"),
        [
            ("q1", "Sheriff Luna"),
            ("q2", "Sheriff Luna"),
            ("q4", "DOJ"),
            ("q4", "Justice Department"),
            ("q6", "Department of Justice"),
            ("q5", "Pamela Bondi"),
        ],
    )
    def test_a_speaker_is_found_by_the_names_that_newsrooms_use(
        self, name: str, alias: str
    ) -> None:
        assert alias in quote(name).speaker_aliases

    def test_luna_is_found_on_judicial_warrants(self) -> None:
        assert "judicial warrants" in (quote("q1").topic or "")
        assert quote("q2").topic == "warrants for the transfer of 20 inmates"
