"""Notices hold what people wrote: nothing in it is live, and no word of it is lost."""

import json
import re
from datetime import UTC, datetime

import pytest
from driver import mrkdwn_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.cards.differences import bolded, compared, struck
from bot.cards.notices import notice_card, superseded_card
from bot.mrkdwn import permalink
from facts import FactId
from facts.notices import CardChange, Label, Notice, Outgoing, Seen, Superseded
from rehearsal import message_problems

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKER, ABOUT = "U0REPORTER", "https://example.slack.com/archives/C1/p1"
HOSTILE = "<!channel> <@U1> <https://evil.example|x> @here &lt;!here&gt; *_~`"
texts = st.text(min_size=1, max_size=400)


@given(before=texts, after=texts)
@settings(max_examples=200)
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
    change = CardChange(heading=text, before=(text, "One."), after=(f"{text} two.",), again="F-1")
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
        at=AT,
        asker=ASKER,
        changes=(change,) * size,
    )


def undated(text: str) -> str:
    """Put the fallbacks of Slack's dates in their place."""
    return re.sub(r"<!date\^\d+\^[^|<>]*\|([^<>]*)>", r"\1", text)


@given(text=texts)
@settings(max_examples=100)
@example(text=HOSTILE)
@example(text="xoxb-123456-abcdef")
def test_nothing_in_a_notice_is_live_but_the_asker_and_our_link(text: str) -> None:
    seen = Seen(name=text, at=AT)
    card = notice_card(notice(text), 7, about=ABOUT, seen=seen)
    old = Superseded(
        headings=(text,), struck=(text,), reasons=(text,), label=Label.UPDATE,
        fact=FactId(number=1), after=2, at=AT,
    )  # fmt: skip
    struck_card = superseded_card(old, notice=ABOUT)
    for made in (card, struck_card):
        for shown in (made.text, *mrkdwn_of(made.blocks)):
            rest = undated(shown).replace(f"<@{ASKER}>", "")
            for words in ("the card above", "See the update below"):
                rest = rest.replace(f"<{ABOUT}|{words}>", "")
            assert "<" not in rest
        assert "xoxb-123456" not in json.dumps(made.blocks)


@given(text=st.text(min_size=2_000, max_size=3_000))
@settings(max_examples=15)
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


# As the desk wrote them before their fields were renamed: they may wait while it is upgraded.
WRITTEN_BEFORE = {
    "notice": {
        "label": "CORRECTION", "fact": {"number": 1}, "heading": "California Values Act",
        "before": 1, "after": 2, "reasons": ["Misread"], "was_wrong": "a", "is_right": "b",
        "by": "Ed", "on": "2026-11-24", "asker": "U0REPORTER",
        "said": [
            {
                "heading": "California Values Act",
                "said": ["Signed by Gov. Jerry Brown, October 15, 2017."],
                "right": ["Signed by Gov. Jerry Brown, October 5, 2017."],
                "source": {
                    "title": "Chaptered bill", "tier": "primary",
                    "url": "https://leginfo.legislature.ca.gov/",
                    "publisher": "California Legislature",
                },
                "again": "F-1 2018-03-15",
            },
            {
                "heading": "Robert Luna", "said": ["“There’s no choice.”"], "right": [],
                "again": "F-12",
            },
        ],
    },
    "superseded": {
        "headings": ["California Values Act"],
        "said": ["Signed by Gov. Jerry Brown, October 15, 2017."],
        "stands": ["Robert Luna: “There’s no choice.”"],
        "label": "CORRECTION", "fact": {"number": 1}, "before": 1, "after": 2, "on": "2026-11-24",
    },
    "progress": {
        "fact": {"number": 1}, "revision": 2, "heading": "California Values Act", "places": 130,
        "told": 40, "taken_over": 2, "refused": [["is_archived", 1]], "is_done": False,
    },
}  # fmt: skip


def test_what_waits_in_the_outbox_is_read_after_an_upgrade() -> None:
    held = {
        part: Outgoing.model_validate_json(json.dumps({part: value, "was_cut": False}))
        for part, value in WRITTEN_BEFORE.items()
    }
    for outgoing in held.values():
        assert Outgoing.model_validate_json(outgoing.model_dump_json(exclude_none=True)) == outgoing
    old, struck_old, progress = (
        held["notice"].notice, held["superseded"].superseded, held["progress"].progress,
    )  # fmt: skip
    assert old is not None
    assert struck_old is not None
    assert progress is not None
    shown = notice_card(old, 7, about=ABOUT)
    assert "Previously: Signed by Gov. Jerry Brown, October 15, 2017." in shown.text
    assert "Correct version: Signed by Gov. Jerry Brown, October 5, 2017." in shown.text
    assert "The desk has withdrawn this: do not print it." in shown.text
    struck_card = json.dumps(superseded_card(struck_old, notice=ABOUT).blocks, ensure_ascii=False)
    assert "October 15, 2017" in struck_card
    assert "There’s no choice" in struck_card
    assert progress.sent == 40


STRUCK = [
    (Label.RETRACTED, "RETRACTED on Nov 24, 2026 at 12:00 UTC: do not print this."),
    (Label.CORRECTION, "CORRECTED on Nov 24, 2026 at 12:00 UTC: what is struck was wrong."),
    (Label.RESTORED, "RESTORED on Nov 24, 2026 at 12:00 UTC: the desk stands by it again."),
    (Label.UPDATE, "SUPERSEDED on Nov 24, 2026 at 12:00 UTC: it has changed since."),
    (Label.CLARIFICATION, "SUPERSEDED on Nov 24, 2026 at 12:00 UTC: it is worded anew."),
]


@pytest.mark.parametrize(("label", "sentence"), STRUCK)
def test_a_struck_card_says_what_became_of_it_and_why(label: Label, sentence: str) -> None:
    old = Superseded(
        headings=("California Values Act",), struck=("Signed by Gov. Jerry Brown.",), label=label,
        reasons=("Wrong day typed from the bill history",), fact=FactId(number=1), before=1,
        after=2, at=AT,
    )  # fmt: skip
    shown = superseded_card(old, notice=ABOUT)
    assert undated(shown.text).startswith(sentence)
    said = undated("\n".join(mrkdwn_of(shown.blocks))).replace("*", "")
    assert f"{sentence} Wrong day typed from the bill history. <{ABOUT}|See the " in said
