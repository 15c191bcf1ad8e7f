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
    marked,
    shortened,
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


def drawn(words: str, on_file: tuple[str, ...] | str) -> str:
    """Write a message's words on one line: ~struck~, <moved>, +on file+, {left out}."""
    marks = {
        PieceKind.SAME: ("", ""),
        PieceKind.STRUCK: ("~", "~"),
        PieceKind.MOVED: ("<", ">"),
        PieceKind.ON_FILE: ("+", "+"),
        PieceKind.SKIPPED: ("{", "}"),
    }
    pieces = marked(compare(words, on_file))
    return "".join(f"{marks[piece.kind][0]}{piece.text}{marks[piece.kind][1]}" for piece in pieces)


@pytest.mark.parametrize(
    ("words", "on_file", "shown", "why"),
    [
        (
            MISQUOTED,
            LUNA,
            (
                "We will +only +transfer an individual into ICE custody ~unless~+ if+ we are "
                "presented with a federal judicial warrant +that’s +signed by a judge."
            ),
            "words left out and words changed",
        ),
        (
            "participate in civil immigration enforcement",
            MIYAMOTO,
            "+does not +participate in civil immigration enforcement",
            "an excerpt that begins after its negation",
        ),
        (
            "business of public safety … deportation",
            BECERRA,
            "business of public safety ~…~+ not+ deportation",
            "a gap that changes the meaning",
        ),
        (
            "We’re in the … public safety, not deportation.",
            BECERRA,
            "We’re in the … public safety, not deportation.",
            "a declared gap is no change",
        ),
        (
            "in the business of [keeping the peace], not deportation.",
            BECERRA,
            "in the business of [keeping the peace], not deportation.",
            "brackets are no change",
        ),
        (
            "We’re in the business of public safety, not deportation, ever.",
            BECERRA,
            "We’re in the business of public safety, not deportation, ~ever~.",
            "a word that is not on file",
        ),
        (
            "the business of public safety",
            BECERRA,
            "the business of public safety",
            "an exact excerpt",
        ),
    ],
)
def test_the_message_is_shown_as_written_with_the_changes_marked_in_it(
    words: str, on_file: tuple[str, ...], shown: str, why: str
) -> None:
    assert drawn(words, on_file) == shown, why


def test_a_long_passage_left_out_is_shortened() -> None:
    middle = "and so it went on, " * 40
    pieces = marked(
        compare(
            "The first words that were spoken here and the last words that were spoken there",
            f"The first words that were spoken here {middle}and the last words that were spoken "
            "there",
        )
    )
    (missing,) = [piece.text for piece in pieces if piece.kind is PieceKind.ON_FILE]
    assert len(missing) <= 310
    assert "…" in missing


def test_a_long_quote_keeps_its_changes_and_the_words_beside_them() -> None:
    speech = f"{'This is the first part of it. ' * 20}{LUNA[1]} {'That is the rest of it. ' * 20}"
    changed = speech.replace("only transfer", "transfer")
    pieces = shortened(marked(compare(changed, speech)), 240)
    assert sum(len(piece.text) for piece in pieces) < 300
    assert "We will only transfer" in "".join(piece.text for piece in pieces)
    assert [piece.kind for piece in pieces].count(PieceKind.SKIPPED) == 2
    assert shortened(marked(compare(MISQUOTED, LUNA)), 240) == marked(compare(MISQUOTED, LUNA))


def test_where_nothing_matches_the_words_are_shown_as_they_are() -> None:
    (one,) = check_message(find_spans("“Eggs will be cheaper by the end of the year”"), [[]]).quotes
    assert marked(one) == (Piece(text="Eggs will be cheaper by the end of the year"),)
    assert describe_differences(one) == ""


@pytest.mark.parametrize(
    ("words", "on_file", "sentence"),
    [
        (
            MISQUOTED,
            LUNA,
            "“only” is missing and “if” became “unless”.",
        ),
        (
            "We will transfer an individual into ICE custody",
            LUNA,
            "“only” is missing.",
        ),
        (
            "We may always not transfer an individual into ICE custody unless we are presented",
            LUNA,
            ("“will only” became “may always not” and “if” became “unless”."),
        ),
        (
            "does not participate in immigration enforcement",
            MIYAMOTO,
            "“civil” is missing.",
        ),
        (
            "participate in civil immigration enforcement",
            MIYAMOTO,
            ("“does not” stands directly before these words and is left out."),
        ),
        (
            "We ... transfer an individual into ICE custody",
            LUNA,
            "The gap hides “will only”.",
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
    assert describe_differences(one) == "On file as said by Xavier Becerra, not by Bondi."


def test_no_sentence_calls_anything_false() -> None:
    wording = (Path(str(files("facts.quotes"))) / "wording.toml").read_text(encoding="utf-8")
    for word in ("false", "fabricated", "fake", "lie", "!"):
        assert word not in wording.casefold()
