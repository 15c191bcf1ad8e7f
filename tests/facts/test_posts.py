"""A pasted post is read as what its author wrote, without what the network adds to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.question import read_question
from facts.text import Post, read_post

TODAY = date(2026, 11, 24)
SIGNED = (
    "Sanctuary cities are safer. https://t.co/yoEOL6vXBm — Los Angeles Times (@latimes) May 4, 2016"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SIGNED, "Sanctuary cities are safer."),
        ("Was this said? pic.twitter.com/pDYpvQL5do", "Was this said?"),
        ("Wins Nevada via @latimes", "Wins Nevada"),
        ("He vetoed it. #veto #BREAKING", "He vetoed it."),
        ("What did he say about #Epstein?", "What did he say about Epstein?"),
        ("Does he comply with #SB55", "Does he comply with SB55"),
        ("Custody - and Texas (@KTLA)", "Custody - and Texas (KTLA)"),
        ("Deaths from #COVID19 rose", "Deaths from COVID-19 rose"),
        ("#LasVegas sheriffs and @LosAngelesTimes", "Las Vegas sheriffs and Los Angeles Times"),
        ("Regarding #OpKKK: read it", "Regarding OpKKK: read it"),
    ],
)
def test_links_credits_and_closing_hashtags_are_removed(text: str, words: str) -> None:
    assert read_post(text).text == words


def test_the_author_is_kept_separately_since_the_question_may_be_about_them() -> None:
    assert read_post(SIGNED).author == "Los Angeles Times"
    question = read_question(SIGNED, today=TODAY)
    assert question.subject == "Sanctuary cities are safer."
    assert question.posted_by == "Los Angeles Times"
    assert "Los Angeles Times" in question.sought
    assert question.text == SIGNED


@pytest.mark.parametrize(
    "text",
    [
        "did the Supreme Court uphold SB 54?",
        "SB #54 of 2017 — who signed it",
        "who wrote to reporter@example.org",
        "https://example.org/a",
        "Senate Bill #54",
    ],
)
def test_text_that_is_not_a_post_or_would_become_empty_is_unchanged(text: str) -> None:
    assert read_post(text) == Post(text)


@given(st.text(max_size=500))
def test_no_text_with_letters_or_digits_is_left_without_any(text: str) -> None:
    words = read_post(text).text
    assert any(map(str.isalnum, words)) == any(map(str.isalnum, text)) or words == text
