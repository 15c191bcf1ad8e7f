"""Whatever people write, nothing of it is live in Slack."""

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import cards
from bot.mrkdwn import bold, cut, escape, link, mention, unescape

LIVE = re.compile(r"<(?:[@#!]|https?:|mailto:)|<[^>]*>")

hostile = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["<!channel>", "<!here|here>", "<@U123>", "<#C1|x>", "<https://evil.example|ok>", "*b*"]
    ),
)


@given(hostile)
@settings(max_examples=200)
@example("<!channel>")
@example("<!subteam^S1>")
def test_escaped_text_holds_nothing_live(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)
    assert LIVE.search(bold(text)) is None


def test_a_link_is_ours_whatever_its_title_says() -> None:
    made = link("https://example.org/a?b=1&c=2", "A > B | <!channel>")
    assert made == "<https://example.org/a?b=1&amp;c=2|A &gt; B | &lt;!channel&gt;>"


def test_a_mention_is_made_of_a_user_id_only() -> None:
    assert mention("U0REPORTER") == "<@U0REPORTER>"
    assert "<" not in mention("!channel")


def test_what_slack_escaped_is_read_back_as_it_was_typed() -> None:
    assert unescape("AT&amp;T &lt;3 <https://example.org|example> <@U1|reporter> <#C1>") == (
        "AT&T <3 example reporter C1"
    )


def test_a_token_in_peoples_text_is_never_shown() -> None:
    assert "xoxb" not in json.dumps(cards.sentence("here: xoxb-1234567-abc").payload())


CUTS = [
    ("short", 10, "short", "what fits stays"),
    ("a long sentence", 8, "a long…", "the mark counts, a space before it goes"),
    ("👩👩👩👩", 5, "👩👩…", "an emoji is two to Slack"),
    ("👩👩", 3, "👩…", "never half an emoji"),
]


@pytest.mark.parametrize(("text", "limit", "shown", "why"), CUTS)
def test_text_is_cut_as_slack_counts(text: str, limit: int, shown: str, why: str) -> None:
    assert cut(text, limit) == shown, why
