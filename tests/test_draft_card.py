"""A draft as a second editor sees it: all of it, within Slack's limits, and nothing in it live."""

import json
import re

import pytest
from form_filling import (
    STARTER,
    Json,
    revision,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import review
from bot.forms.modal import reading_view
from facts import read_body
from facts.errors import InvalidFact
from rehearsal.blockkit import (
    message_is_too_long,
    message_problems,
    view_is_too_large,
    view_problems,
)

people_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


def taken(text: str) -> str:
    """What the model lets through of any text, so that builders are tried with all of it."""
    for fit in (text, f"x{text}x", "x"):
        try:
            read_body(quote_data(fit))
        except InvalidFact:
            continue
        return fit
    raise AssertionError(text)


def quote_data(text: str) -> Json:
    source = {"title": text[:300], "tier": "wire", "publisher": text[:300], "published": "2025"}
    source |= {"excerpt": text, "note": text[:300]}
    words = {"passages": [text], "speaker": text[:300], "said_on": "2025", "notes": [text[:300]]}
    return {"kind": "quote", **words, "sources": [source]}


def live(message: Json) -> list[str]:
    """Every mrkdwn string of a message, where `<` would make something live."""
    found = [message["text"]]

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "mrkdwn":
                found.append(node["text"])
            for each in node.values():
                walk(each)
        elif isinstance(node, list | tuple):
            for each in node:
                walk(each)

    walk(message["blocks"])
    return found


class TestTheDraft:
    @settings(max_examples=60)
    @given(text=people_text)
    def test_whatever_people_wrote_the_draft_is_one_that_slack_takes_and_nothing_in_it_is_live(
        self, text: str
    ) -> None:
        made = revision(read_body(quote_data(taken(text))))
        message = review.draft_card(made).payload()
        assert message_problems(message["blocks"]) == []
        assert not message_is_too_long(message["blocks"])
        dates = re.compile(r"<!date\^\d+\^[^|<>]*\|[^<>]*>")
        assert all("<" not in dates.sub("", words) for words in live(message))
        view = reading_view("Filed", review.filed_blocks(made, waits_for=[]))
        assert view_problems(view, kind="modal") == []

    @pytest.mark.parametrize("name", STARTER)
    def test_a_draft_of_each_starter_fact_shows_all_of_it(self, name: str) -> None:
        body = STARTER[name]
        message = review.draft_card(revision(body)).payload()
        assert message_problems(message["blocks"]) == []
        shown = json.dumps(message["blocks"], ensure_ascii=False)
        assert "Whole draft" not in shown
        for source in body.sources:
            assert source.title in shown
            assert source.url is None or source.url in shown
        for note in body.notes:
            assert note in shown

    def test_a_long_draft_is_cut_says_so_and_has_a_way_to_all_of_it(self) -> None:
        data = STARTER["01-l1-california-values-act"].model_dump(mode="json", exclude_none=True)
        source = data["sources"][0]
        many = [source | {"excerpt": "e" * 3_000, "url": f"https://example.org/{'u' * 1_900}"}] * 40
        made = revision(read_body(data | {"sources": many, "events": data["events"] * 30}))
        message = review.draft_card(made).payload()
        assert message_problems(message["blocks"]) == []
        assert not message_is_too_long(message["blocks"])
        shown = json.dumps(message["blocks"], ensure_ascii=False)
        assert "more)" in shown
        assert "Whole draft" in shown
        whole = reading_view("Draft F-19 rev 1", review.whole_draft(made))
        assert view_problems(whole, kind="modal") == []
        assert not view_is_too_large(whole)

    def test_a_draft_says_what_it_is_who_filed_it_and_what_to_look_at_first(self) -> None:
        made = revision(STARTER["12-q2-luna-warrants"], reason="From the press conference")
        message = review.draft_card(made, warnings=["The date is in the future."]).payload()
        shown = json.dumps(message, ensure_ascii=False)
        for words in (
            "Draft F-19 rev 1",
            "a quote, filed by editor",
            "There’s no choice.",
            "July 17, 2025",
            "From the press conference",
            "The date is in the future.",
            "Approve",
            "Send back",
        ):
            assert words in shown
        assert "<@" not in shown
