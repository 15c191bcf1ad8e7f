"""The starter facts: what they hold is exactly what was checked, and nothing that was not."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

import pytest

from facts.model import Source, read_body
from facts.wording import source_text

FOLDER = Path(str(files("facts") / "starter"))
QUESTIONS = Path(__file__).parents[1] / "newsroom_questions.jsonl"
LOAD_ORDER = [
    *(f"l{number}" for number in range(1, 7)),
    *(f"d{number}" for number in range(1, 5)),
    *(f"q{number}" for number in range(1, 9)),
]

SIGNING_MESSAGE = (
    "https://www.ca.gov/archive/gov39/wp-content/uploads/2017/11/SB_54_Signing_Message_2017.pdf"
)


def label(path: Path) -> str:
    """`q1` of `11-q1-luna-ice-custody.json`: letter of the kind, place within it."""
    return path.stem.split("-")[1]


PATHS = {label(path): path for path in sorted(FOLDER.glob("*.json"))}


def raw(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(PATHS[name].read_text(encoding="utf-8"))
    return data


BODIES = {name: read_body(raw(name)) for name in LOAD_ORDER}
KEYS = {body.key or name for name, body in BODIES.items()}
"""Laws and decisions by their keys, quotes by their labels: how questions name the facts."""


class TestTheFiles:
    def test_sorted_by_name_they_stand_in_load_order_and_are_numbered_as_the_facts_will_be(
        self,
    ) -> None:
        names = sorted(path.name for path in FOLDER.iterdir() if path.suffix == ".json")
        assert [label(Path(name)) for name in names] == LOAD_ORDER
        assert [int(name.split("-")[0]) for name in names] == list(range(1, 19))

    @pytest.mark.parametrize("name", LOAD_ORDER)
    def test_each_is_one_fact_that_goes_through_the_model_unchanged(self, name: str) -> None:
        data = raw(name)
        body = read_body(data)
        assert body.model_dump(mode="json", exclude_unset=True) == data
        assert read_body(body.model_dump(mode="json")) == body

    @pytest.mark.parametrize("name", LOAD_ORDER)
    def test_each_is_written_with_its_own_characters_not_escapes(self, name: str) -> None:
        assert "\\u" not in PATHS[name].read_text(encoding="utf-8")

    def test_no_two_facts_share_an_identity(self) -> None:
        assert len(KEYS) == len(LOAD_ORDER)


def sources_of(name: str) -> tuple[Source, ...]:
    return BODIES[name].sources


def printed(name: str) -> str:
    """What may stand in an answer: the fields that sentences are made of."""
    data = raw(name)
    return "\n".join(
        str(data[field]) for field in ("title", "subject", "summary", "holding") if field in data
    )


class TestWhatWasNotChecked:
    @pytest.mark.parametrize("name", LOAD_ORDER)
    def test_it_never_stands_in_an_answers_words(self, name: str) -> None:
        assert "not verified" not in printed(name).casefold()
        assert "not on file" not in printed(name).casefold()

    @pytest.mark.parametrize(
        ("name", "words", "why"),
        [
            ("l1", "Stats. 2017, ch. 495", "the chapter was in no text that was read"),
            ("d3", "141 S. Ct. 124", "the reporter citation was in no text that was read"),
        ],
    )
    def test_a_citation_that_was_not_read_is_noted_as_such(
        self, name: str, words: str, why: str
    ) -> None:
        notes = [note for note in raw(name)["notes"] if words in note]
        assert [note[:14] for note in notes] == ["not verified: "], why
        assert words not in printed(name)

    def test_the_part_of_ab_103_that_was_reversed_is_not_pinned_to_a_subsection(self) -> None:
        note = "not verified: which subsection of AB 103 the reversed part concerned"
        assert note in raw("d2")["notes"]
        assert "12532(" not in PATHS["d2"].read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", LOAD_ORDER)
    def test_a_source_without_its_own_address_says_so(self, name: str) -> None:
        for source in sources_of(name):
            if source.url is None:
                assert "no address on file" in source_text(source)
            elif source.url.count("/") <= 3:
                assert "address not on file" in (source.note or "")

    @pytest.mark.parametrize(
        ("name", "url"),
        [
            (
                "l1",
                "https://leginfo.legislature.ca.gov/faces/billNavClient.xhtml?bill_id=201720180SB54",
            ),
            (
                "l2",
                "https://leginfo.legislature.ca.gov/faces/billNavClient.xhtml?bill_id=202120220SB54",
            ),
            ("d3", "https://www.supremecourt.gov/docket/docketfiles/html/public/19-532.html"),
        ],
    )
    def test_a_primary_source_that_was_not_opened_says_so(self, name: str, url: str) -> None:
        assert [source.note for source in sources_of(name) if source.url == url] == ["not opened"]

    def test_a_primary_source_read_through_a_copy_names_the_copy(self) -> None:
        copy = "https://davisvanguard.org/2017/10/governor-signs-sb-54-california-values-act/"
        for name in ("l1", "q7"):
            notes = [source.note for source in sources_of(name) if source.url == SIGNING_MESSAGE]
            assert notes == [f"read in a copy at {copy}"]

    @pytest.mark.parametrize(
        ("name", "tiers"),
        [
            ("l1", "primary secondary secondary primary"),
            ("l2", "primary secondary"),
            ("l3", "secondary"),
            ("l4", "official primary"),
            ("l5", "official"),
            ("l6", "secondary"),
            ("d1", "official"),
            ("d2", "primary"),
            ("d3", "primary secondary secondary"),
            ("d4", "secondary primary"),
            ("q1", "secondary"),
            ("q2", "secondary"),
            ("q3", "secondary"),
            ("q4", "wire"),
            ("q5", "wire secondary"),
            ("q6", "wire"),
            ("q7", "primary"),
            ("q8", "secondary"),
        ],
    )
    def test_every_source_has_its_tier_and_publisher(self, name: str, tiers: str) -> None:
        assert " ".join(source.tier for source in sources_of(name)) == tiers
        assert all(source.publisher for source in sources_of(name))


class TestTheNewsroomsQuestions:
    """The labelled set is data for other tests; here, that it can be trusted to be whole."""

    ASKED: ClassVar = [
        json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()
    ]

    def test_there_are_enough_and_a_third_have_nothing_on_file(self) -> None:
        nothing = [asked for asked in self.ASKED if asked["expect"] == "nothing"]
        assert len(self.ASKED) >= 330
        assert len(nothing) * 3 >= len(self.ASKED)

    def test_none_is_asked_twice(self) -> None:
        texts = [asked["text"] for asked in self.ASKED]
        assert len(set(texts)) == len(texts)

    def test_each_names_facts_on_file_only_and_says_why(self) -> None:
        for asked in self.ASKED:
            assert set(asked) - {"also"} == {"text", "expect", "facts", "why"}
            assert {*asked["facts"], *asked.get("also", ())} <= KEYS, asked
            assert asked["why"]

    def test_the_number_of_facts_fits_what_is_expected(self) -> None:
        for asked in self.ASKED:
            count = len(asked["facts"])
            fits = {"found": count == 1, "choices": 2 <= count <= 5, "nothing": count == 0}
            assert fits[asked["expect"]], asked
            assert asked["expect"] != "nothing" or "also" not in asked

    def test_every_fact_is_asked_for(self) -> None:
        found = {key for asked in self.ASKED for key in asked["facts"]}
        assert found == KEYS
