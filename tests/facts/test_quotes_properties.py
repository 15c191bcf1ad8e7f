"""What holds for any quote and any text."""

import string
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facts.quotes import (
    Op,
    PieceKind,
    QuoteOnFile,
    Verdict,
    check_message,
    compare,
    describe_differences,
    extract,
    find_spans,
    marked,
    shortened,
)

SPEECH = (
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, "
    "conceived in Liberty, and dedicated to the proposition that all men are created equal. "
    "Now we are engaged in a great civil war, testing whether that nation, or any nation so "
    "conceived and so dedicated, can long endure. We are met on a great battlefield of that war. "
    "It is altogether fitting and proper that we should do this."
)
WORDS = SPEECH.split()
MARKUP = st.sampled_from(
    [
        *"[]()…“”\"'’‘«»„>*~_`&<|:;,.!?—–- \n",
        "...", "(...)", "[...]", "<@U1>", "<https://a.example|label>", "&amp;",
        "&quot;", "&lt;p&gt;",
        "<p>", "</p>", "we", "will", "not", "only", "54", "donâ€™t", "é", "e\u0301", "مرحبا",
        "我们",
        "[W]e", "judge[s]", ". . .", "\u200b", "\u202e", "\x00", "%", "\ud800", "a", "said", "Luna",
        "he said", "\n\n", "> ", ":joy:", "👩‍👩‍👧",
    ]
)  # fmt: skip
ANY_TEXT = (
    st.lists(MARKUP, max_size=30).map("".join)
    | st.lists(MARKUP, max_size=30).map(" ".join)
    | st.text(max_size=80)
)
EXCERPT = st.tuples(
    st.integers(0, len(WORDS) - 5), st.integers(5, len(WORDS))
).map(lambda cut: WORDS[cut[0] : cut[0] + cut[1]])  # fmt: skip
MARKS = str.maketrans({"'": "’", "-": "—", ",": ";"})
Dress = Callable[[str], str]
DRESSES: list[Dress] = [
    str.upper,
    str.lower,
    str.title,
    lambda text: text.replace(" ", "\n  "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(",", " — "),
    lambda text: text.translate(MARKS),
    lambda text: f"“{text}”",
    lambda text: f"*{text}*",
    "\u200b".join,
]
MARKED_UP: list[Dress] = [
    str,
    lambda text: text.replace(" ", "</b> <b>"),
    lambda text: text.replace("“", "&ldquo;").replace("”", "&#8221;"),
    lambda text: "\n".join(f"&gt; {line}" for line in text.splitlines()),
    lambda text: f"<https://example.org|{text}>",
]


@settings(max_examples=120)
@given(
    words=EXCERPT,
    dresses=st.lists(st.sampled_from(DRESSES), max_size=3),
    markup=st.sampled_from(MARKED_UP),
)
def test_a_quote_equals_itself_under_any_change_of_case_marks_and_spacing(
    words: list[str], dresses: list[Dress], markup: Dress
) -> None:
    text = " ".join(words)
    for dress in dresses:
        text = dress(text)
    comparison = compare(markup(text), SPEECH)
    assert comparison.verdict is Verdict.VERBATIM
    assert {one.op for one in comparison.differences} <= {Op.BEFORE}


@settings(max_examples=150)
@given(
    words=EXCERPT.filter(lambda words: len(words) >= 8),
    at=st.integers(0, 10_000),
    other=st.text(string.ascii_lowercase, min_size=4, max_size=9).filter(
        lambda word: word not in SPEECH.lower()
    ),
)
def test_a_substituted_word_is_always_reported_at_its_place(
    words: list[str], at: int, other: str
) -> None:
    at %= len(words)
    changed = [*words[:at], other, *words[at + 1 :]]
    text = " ".join(changed)
    comparison = compare(text, SPEECH)
    assert comparison.verdict is Verdict.ALTERED
    start = len(" ".join(changed[:at])) + (1 if at else 0)
    assert any(
        one.quoted_span[0] <= start and one.quoted_span[1] >= start + len(other)
        for one in comparison.differences
    )


@settings(max_examples=150)
@given(words=EXCERPT.filter(lambda words: len(words) >= 8), at=st.integers(0, 10_000))
def test_a_dropped_word_is_always_reported(words: list[str], at: int) -> None:
    at = 1 + at % (len(words) - 2)
    comparison = compare(" ".join([*words[:at], *words[at + 1 :]]), SPEECH)
    assert comparison.verdict in (Verdict.CUT, Verdict.ALTERED) or words[at - 1] == words[at + 1]
    assert any(one.on_file for one in comparison.differences if one.op is not Op.BEFORE)


@settings(max_examples=150)
@given(words=EXCERPT.filter(lambda words: len(words) >= 10), cut=st.data())
def test_a_declared_gap_lists_what_it_hides(words: list[str], cut: st.DataObject) -> None:
    first = cut.draw(st.integers(4, len(words) - 5))
    last = cut.draw(st.integers(first + 1, len(words) - 4))
    comparison = compare(" ".join([*words[:first], "…", *words[last:]]), SPEECH)
    hidden = [one for one in comparison.differences if one.op is Op.GAP]
    assert comparison.verdict is Verdict.OMISSION
    assert len(hidden) == 1
    assert len(hidden[0].on_file.split()) == last - first


@settings(max_examples=300)
@given(words=ANY_TEXT, on_file=ANY_TEXT | st.just(SPEECH))
@example(words="\ud800", on_file="\x00")
@example(words="[", on_file="]")
@example(words="… [we] …", on_file="we")
def test_comparing_never_raises_and_offsets_cut_the_exact_substring(
    words: str, on_file: str
) -> None:
    comparison = compare(words, on_file)
    assert 0 <= comparison.similarity <= 1
    for one in comparison.differences:
        assert words[slice(*one.quoted_span)] == one.quoted
        assert comparison.on_file[slice(*one.on_file_span)] == one.on_file
    describe_differences(comparison)
    pieces = marked(comparison)
    assert "".join(one.text for one in pieces if one.kind is not PieceKind.ON_FILE) == words
    shown = shortened(pieces, 60)
    changes = [one.kind for one in pieces if one.kind is not PieceKind.SAME]
    plain = (PieceKind.SAME, PieceKind.SKIPPED)
    kept = [one.kind for one in shown if one.kind not in plain]
    assert kept == changes[: len(kept)]
    assert kept or not changes
    assert all(len(one.text) <= 70 for one in shown) or shown == pieces


@settings(max_examples=300)
@given(message=ANY_TEXT)
@example(message="“" * 50)
@example(message="'" * 50)
@example(message="“‘“‘“ a ’”’”’")
def test_any_message_is_cut_into_spans_of_itself(message: str) -> None:
    found = find_spans(message)
    for span in found.spans:
        assert message[span.start : span.end] == span.words
        # A letter that was decoded wrongly is a word: "×\x90".
        assert any(char.isalnum() or char in "%&" or not char.isascii() for char in span.words)
    assert sum(not span.nested for span in found.spans) <= 10
    quote = QuoteOnFile(id="F-1", passages=(SPEECH,), speaker="Abraham Lincoln")
    checked = check_message(found, [[quote]] * len(found.spans))
    for one in checked.quotes:
        assert message[one.span.start : one.span.end] == one.span.words


@settings(max_examples=300)
@given(article=ANY_TEXT)
def test_no_character_changes_between_the_marks_of_an_article(article: str) -> None:
    for one in extract(article):
        assert article[one.start : one.end] == one.words


@pytest.mark.parametrize("text", ["a " * 4_000, "no never " * 2_000, "x" * 40_000, "“a " * 13_000])
def test_text_made_to_be_slow_is_compared_with_itself(text: str) -> None:
    assert compare(text, text).verdict is Verdict.VERBATIM
