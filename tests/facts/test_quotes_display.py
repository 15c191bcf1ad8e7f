"""Differences drawn inside the words, and named in a sentence."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from facts.quotes import (
    Piece,
    PieceKind,
    QuoteOnFile,
    check_message,
    compare,
    describe_differences,
    find_spans,
    side_by_side,
)


def _passages(name: str) -> tuple[str, ...]:
    (path,) = Path(str(files("facts") / "starter")).glob(f"*-{name}-*.json")
    return tuple(json.loads(path.read_text(encoding="utf-8"))["passages"])


LUNA = _passages("q1")
MIYAMOTO = _passages("q3")
BECERRA = _passages("q8")
MISQUOTED = (
    "We will transfer an individual into ICE custody unless we are presented with a federal "
    "judicial warrant signed by a judge."
)


def drawn(side: tuple[Piece, ...]) -> str:
    """Write a side on one line: ~struck~, *marked*, +on file+."""
    marks = {
        PieceKind.SAME: "",
        PieceKind.MISSING: "~",
        PieceKind.ADDED: "*",
        PieceKind.ON_FILE: "+",
    }
    return "".join(f"{marks[piece.kind]}{piece.text}{marks[piece.kind]}" for piece in side)


def test_the_misquoted_message_is_drawn_with_its_differences_inside_the_words() -> None:
    message_side, on_file_side = side_by_side(compare(MISQUOTED, LUNA))
    assert drawn(message_side) == (
        "We will ~only~ transfer an individual into ICE custody ~if~ *unless* we are presented "
        "with a federal judicial warrant ~that’s~ signed by a judge."
    )
    assert drawn(on_file_side) == (
        "We will +only+ transfer an individual into ICE custody +if+ we are presented with a "
        "federal judicial warrant +that’s+ signed by a judge."
    )


@pytest.mark.parametrize(
    ("words", "on_file", "message_side", "on_file_side"),
    [
        (
            "participate in civil immigration enforcement",
            MIYAMOTO,
            "~does not~ participate in civil immigration enforcement",
            "+does not+ participate in civil immigration enforcement",
        ),
        (
            "business of public safety … deportation",
            BECERRA,
            "business of public safety ~not~ *…* deportation",
            "We’re in the business of public safety, +not+ deportation.",
        ),
        (
            "in the business of [keeping the peace], not deportation.",
            BECERRA,
            "in the business of ~public safety~ *[keeping the peace]*, not deportation.",
            "We’re in the business of +public safety+, not deportation.",
        ),
        (
            "We’re in the business of public safety, not deportation, ever.",
            BECERRA,
            "We’re in the business of public safety, not deportation, *ever*.",
            "We’re in the business of public safety, not deportation.",
        ),
        (
            "the business of public safety",
            BECERRA,
            "the business of public safety",
            "We’re in the business of public safety, not deportation.",
        ),
    ],
)
def test_each_kind_of_difference_is_seen_without_colour(
    words: str, on_file: tuple[str, ...], message_side: str, on_file_side: str
) -> None:
    assert tuple(map(drawn, side_by_side(compare(words, on_file)))) == (message_side, on_file_side)


def test_of_a_long_speech_the_sentences_around_the_quote_are_drawn() -> None:
    speech = f"{'This is the first part of it. ' * 60}{LUNA[1]} {'That is the rest of it. ' * 60}"
    _, on_file_side = side_by_side(compare(MISQUOTED, speech))
    shown = drawn(on_file_side)
    assert shown.startswith("… This is the first part of it. We will +only+ transfer")
    assert shown.endswith("signed by a judge. That is the rest of it. …")


def test_a_long_passage_left_out_is_shortened_inside_the_message_and_full_on_file() -> None:
    middle = "and so it went on, " * 40
    message_side, on_file_side = side_by_side(
        compare(
            "The first words that were spoken here and the last words that were spoken there",
            f"The first words that were spoken here {middle}and the last words that were spoken "
            "there",
        )
    )
    (missing,) = [piece.text for piece in message_side if piece.kind is PieceKind.MISSING]
    (full,) = [piece.text for piece in on_file_side if piece.kind is PieceKind.ON_FILE]
    assert len(missing) <= 310 < len(full)
    assert "…" in missing


def test_where_nothing_matches_the_words_are_drawn_as_they_are() -> None:
    (one,) = check_message(find_spans("“Eggs will be cheaper by the end of the year”"), [[]]).quotes
    assert side_by_side(one) == ((Piece(text="Eggs will be cheaper by the end of the year"),), ())
    assert describe_differences(one) == ""


@pytest.mark.parametrize(
    ("words", "on_file", "sentence"),
    [
        (
            MISQUOTED,
            LUNA,
            "“only” is missing and “if” became “unless”: both change the meaning.",
        ),
        (
            "We will transfer an individual into ICE custody",
            LUNA,
            "“only” is missing: this changes the meaning.",
        ),
        (
            "We may always not transfer an individual into ICE custody unless we are presented",
            LUNA,
            (
                "“will only” became “may always not” and “if” became “unless”: both change the "
                "meaning."
            ),
        ),
        (
            "does not participate in immigration enforcement",
            MIYAMOTO,
            "“civil” is missing.",
        ),
        (
            "participate in civil immigration enforcement",
            MIYAMOTO,
            (
                "“does not” stands directly before these words and is left out: this changes the "
                "meaning."
            ),
        ),
        (
            "We ... transfer an individual into ICE custody",
            LUNA,
            "The gap hides “will only”: this changes the meaning.",
        ),
        (
            "not [removals].",
            (f"{BECERRA[0]}",),
            "",
        ),
        (
            "in the business of public safety, not [removals].",
            BECERRA,
            "“[removals]” stands for “deportation”.",
        ),
        (
            "acting as an arm of [federal] immigration enforcement",
            MIYAMOTO,
            "“[federal]” was inserted.",
        ),
        (
            "We’re in the business of public safety, not deportation, ever.",
            BECERRA,
            "“ever” goes beyond the words on file.",
        ),
        (BECERRA[0], BECERRA, ""),
        (
            " ".join(LUNA),
            LUNA,
            "The words come from two passages; what was said between them is not on file.",
        ),
    ],
)
def test_a_sentence_names_what_differs(words: str, on_file: tuple[str, ...], sentence: str) -> None:
    assert describe_differences(compare(words, on_file)) == sentence


def test_words_of_another_speaker_are_said_to_be_on_file_as_theirs() -> None:
    quote = QuoteOnFile(id="F-8", passages=BECERRA, speaker="Xavier Becerra")
    (one,) = check_message(find_spans(f"“{BECERRA[0]}” — Bondi"), [[quote]]).quotes
    assert (
        describe_differences(one)
        == "These words are on file as said by Xavier Becerra, not by Bondi."
    )


def test_no_sentence_calls_anything_false() -> None:
    wording = (Path(str(files("facts.quotes"))) / "wording.toml").read_text(encoding="utf-8")
    for word in ("false", "fabricated", "fake", "lie", "!"):
        assert word not in wording.casefold()
