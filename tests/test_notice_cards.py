"""Notices hold what people wrote: nothing in it is live, and no word of it is lost."""

import json
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_fact_add import mrkdwn_of

from bot.cards.differences import bolded, compared, struck
from bot.cards.notices import notice_card, superseded_card
from bot.mrkdwn import permalink
from facts import FactId, Label, Notice, Said, Seen, Superseded
from rehearsal import message_problems

ON = date(2026, 11, 24)
ASKER, ABOUT = "U0REPORTER", "https://example.slack.com/archives/C1/p1"
HOSTILE = "<!channel> <@U1> <https://evil.example|x> @here &lt;!here&gt; *_~`"
texts = st.text(min_size=1, max_size=400)


@given(before=texts, after=texts)
@settings(max_examples=200, deadline=None)
@example(before="Signed October 15, 2017.", after="Signed October 5, 2017.")
@example(before="", after="all of it is new")
def test_a_word_level_difference_leaves_no_character_out(before: str, after: str) -> None:
    left, right = compared(before, after)
    assert "".join(text for text, _ in left) == before
    assert "".join(text for text, _ in right) == after
    assert ("".join(t for t, differs in left if not differs)) == (
        "".join(t for t, differs in right if not differs)
    )


def test_only_the_words_that_differ_are_marked() -> None:
    left, right = compared(
        "Signed October 15, 2017 by Gov. Jerry Brown.",
        "Signed October 5, 2017 by Gov. Jerry Brown.",
    )
    assert [run["text"] for run in struck(left, limit=900) if "style" in run] == ["15"]
    assert [run["text"] for run in bolded(right, limit=900) if "style" in run] == ["5"]


def test_of_long_words_that_stay_only_what_is_near_a_difference_is_shown() -> None:
    same = "word " * 500
    _, right = compared(f"{same}old {same}", f"{same}new {same}")
    shown = "".join(run["text"] for run in bolded(right, limit=900))
    assert "new" in shown
    assert len(shown) < 800


def notice(text: str, *, size: int = 1) -> Notice:
    said = Said(heading=text, said=(text, "One."), right=(f"{text} two.",), again="F-1")
    return Notice(
        label=Label.CORRECTION,
        fact=FactId(number=1),
        heading=text,
        before=1,
        after=2,
        reasons=(text,),
        was_wrong=text,
        is_right=text,
        by=text,
        on=ON,
        asker=ASKER,
        said=(said,) * size,
    )


@given(text=texts)
@settings(max_examples=100, deadline=None)
@example(text=HOSTILE)
@example(text="xoxb-123456-abcdef")
def test_nothing_in_a_notice_is_live_but_the_asker_and_our_link(text: str) -> None:
    seen = Seen(name=text, on=ON)
    card = notice_card(notice(text), 7, about=ABOUT, seen=seen)
    old = Superseded(
        headings=(text,), said=(text,), label=Label.UPDATE, fact=FactId(number=1), after=2, on=ON
    )
    struck_card = superseded_card(old, notice=ABOUT)
    for made in (card, struck_card):
        for shown in (made.text, *mrkdwn_of(made.blocks)):
            rest = shown.replace(f"<@{ASKER}>", "")
            for words in ("the card above", "see the update below"):
                rest = rest.replace(f"<{ABOUT}|{words}>", "")
            assert "<" not in rest
        assert "xoxb-123456" not in json.dumps(made.blocks)


@given(text=st.text(min_size=2_000, max_size=3_000))
@settings(max_examples=15, deadline=None)
@example(text="🤷" * 2_000)
def test_a_notice_of_any_length_fits_a_message(text: str) -> None:
    card = notice_card(notice(text, size=5), 7, about=ABOUT)
    assert message_problems(list(card.blocks)) == []
    assert len(json.dumps(card.blocks)) < 13_200  # slackapi/bolt-js issue 2509


def test_a_permalink_is_as_slack_writes_it() -> None:
    """docs.slack.dev, chat.getPermalink."""
    found = permalink("https://example.slack.com/", "C1", "1700000000.000200", "1700000000.000100")
    assert found == (
        "https://example.slack.com/archives/C1/p1700000000000200?thread_ts=1700000000.000100&cid=C1"
    )
