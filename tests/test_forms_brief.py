"""A form opens with what must be filled in; More details shows the rest, and loses nothing."""

import pytest
from driver import (
    CENSUS,
    DESK,
    NEWSROOM,
    Newsroom,
    ask,
    draft_in,
    posted,
    press,
    top_view,
    typed,
    words,
)
from form_filling import (
    GOOD,
    OFFERS,
    STARTER,
    Json,
    blocks_of,
    revision,
    typed_into,
)

from bot.forms import filing as forms
from rehearsal import EDITOR, SECOND_EDITOR, View
from rehearsal.blockkit import view_problems
from rehearsal.inputs import values_of

FIRST = {
    "quote": [
        "passages.0", "speaker", "said_on", "sources.0.title", "sources.0.tier", "sources.0.url"
    ],
    "law": [
        "jurisdiction", "session", "bill", "title", "events.0.event", "events.0.on",
        "sources.0.title", "sources.0.tier", "sources.0.url",
    ],
    "decision": [
        "case", "court", "docket", "decided_on", "posture", "disposition", "merits_reached",
        "effects.0.law", "effects.0.outcome",
        "sources.0.title", "sources.0.tier", "sources.0.url",
    ],
}  # fmt: skip
"""What each form asks for when it opens: a quote is filed with six fields."""
SIX = {name: text for name, text in CENSUS.items() if name in FIRST["quote"]}


def brief(kind: str, offers: forms.Offers = OFFERS) -> Json:
    view = forms.form_again(forms.form_of(kind), offers)
    assert view is not None
    return view


class TestWhatIsAskedFirst:
    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_a_form_opens_with_what_must_be_filled_in(self, kind: str) -> None:
        view = brief(kind)
        assert blocks_of(view) == FIRST[kind]
        assert view_problems(view, kind="modal") == []

    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_it_asks_first_for_every_field_that_is_required(self, kind: str) -> None:
        more = forms.with_more(typed_into(brief(kind), {}), OFFERS)
        assert more is not None
        needed = {block["block_id"] for block in more["blocks"] if block.get("optional") is False}
        assert needed - {"audience"} <= set(FIRST[kind])

    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_what_is_typed_in_it_is_enough_for_a_fact(self, kind: str) -> None:
        good = {name: text for name, text in GOOD[kind].items() if name in FIRST[kind]}
        view = typed_into(brief(kind), good)
        assert forms.read_form(
            view, today=revision(STARTER["12-q2-luna-warrants"]).recorded_at.date()
        ).body()

    def test_with_no_law_on_file_the_key_is_typed(self) -> None:
        assert "effects.0.other_law" in blocks_of(brief("decision", forms.offers()))


class TestMoreDetails:
    @pytest.mark.parametrize("kind", forms.KINDS)
    def test_more_details_shows_every_input_and_keeps_what_is_typed(self, kind: str) -> None:
        good = {name: text for name, text in GOOD[kind].items() if name in FIRST[kind]}
        more = forms.with_more(typed_into(brief(kind), good) | {"private_metadata": "x"}, OFFERS)
        assert more is not None
        assert not forms.is_brief(more)
        assert more["private_metadata"] == "x"
        assert set(blocks_of(more)) == set(
            blocks_of(forms.form_view(forms.form_of(kind), OFFERS) or {})
        )
        kept = forms.Typed.of(more | {"state": {"values": values_of(more["blocks"])}}).values
        assert good.items() <= kept.items()

    @pytest.mark.parametrize("name", STARTER)
    def test_a_fact_to_correct_shows_what_is_on_file_and_no_empty_detail(self, name: str) -> None:
        made = revision(STARTER[name])
        view = forms.changed_form("correct", made, OFFERS, metadata="{}")
        details = {
            each.name
            for part in forms.form_sent(f"correct_{made.body.kind}").parts
            for each in (part.inputs if hasattr(part, "inputs") else (part,))
            if each.detail and not hasattr(part, "inputs")
        }
        held = forms.Typed.of(view | {"state": {"values": values_of(view["blocks"])}}).values
        shown = set(blocks_of(view)) & details
        assert shown <= set(held)
        assert forms.is_brief(view)

    def test_a_row_added_to_a_brief_form_is_brief(self) -> None:
        view = forms.changed_rows(typed_into(brief("quote"), {}), OFFERS, "sources", by=1)
        assert view is not None
        assert blocks_of(view)[-3:] == ["sources.1.title", "sources.1.tier", "sources.1.url"]
        assert forms.is_brief(view)


async def brief_form(newsroom: Newsroom, kind: str) -> View:
    await newsroom.slack.command(EDITOR, NEWSROOM, f"/fact-add {kind}")
    return top_view(newsroom)


class TestWhatStandsAbove:
    def test_it_stays_when_the_form_shows_more(self) -> None:
        form = brief("law")
        head = {"type": "section", "text": {"type": "mrkdwn", "text": "SB 54 is on file: F-1"}}
        form |= {"blocks": [head, *form["blocks"]], "submit": {"type": "plain_text", "text": "x"}}
        shown = typed_into(form, {})
        rows = forms.changed_rows(shown, OFFERS, "events", by=1)
        for again in (rows, forms.with_more(shown, OFFERS), forms.steered(shown, OFFERS)):
            assert again is not None
            assert again["blocks"][0] == head
            assert again["blocks"][1]["block_id"] == "jurisdiction"
            assert again["submit"]["text"] == "x"


class TestInSlack:
    async def test_a_quote_is_filed_with_six_fields(self, newsroom: Newsroom) -> None:
        form = await brief_form(newsroom, "quote")
        six = SIX
        assert len(six) == len([block for block in form.blocks if block["type"] == "input"]) == 6
        answer = await newsroom.slack.submit(EDITOR, form.id, six)
        assert answer.errors == {}
        assert SIX["passages.0"] in words(await draft_in(newsroom))

    async def test_our_own_interview_is_asked_for_who_and_when(self, newsroom: Newsroom) -> None:
        slack = newsroom.slack
        form = await brief_form(newsroom, "quote")
        own = {name: text for name, text in SIX.items() if name != "sources.0.url"} | {
            "sources.0.title": "Interview with Robert Luna",
            "sources.0.tier": "own",
        }
        newsroom.slack.fill(EDITOR, form.id, own)
        await slack.click(
            EDITOR, view_id=form.id, action_id="steer", block_id="sources.0.tier", value="own"
        )
        asked = top_view(newsroom)
        assert asked.id == form.id
        assert {name: typed(asked, name) for name in own} == own
        shown = [block.get("block_id") for block in asked.blocks]
        assert {"sources.0.reporter", "sources.0.published", "more_details"} <= set(shown)
        await slack.submit(EDITOR, asked.id, {})
        assert set(top_view(newsroom).errors) == {"sources.0.reporter", "sources.0.published"}
        who_and_when = {
            "sources.0.reporter": "the county reporter",
            "sources.0.published": "July 17, 2025",
        }
        assert (await slack.submit(EDITOR, asked.id, who_and_when)).errors == {}
        draft = await draft_in(newsroom)
        assert "by the county reporter, July 17, 2025 · our own" in words(draft)
        await press(newsroom, SECOND_EDITOR, draft, "approve")
        _, card = await ask(newsroom, "F-19")
        assert "by the county reporter, Jul 17, 2025 · our own" in words(card)

    async def test_more_details_keeps_what_is_typed(self, newsroom: Newsroom) -> None:
        form = await brief_form(newsroom, "quote")
        six = SIX
        newsroom.slack.fill(EDITOR, form.id, six)
        await newsroom.slack.click(EDITOR, view_id=form.id, action_id="more_details")
        more = top_view(newsroom)
        assert more.id == form.id
        assert {name: typed(more, name) for name in six} == six
        assert "role" in {block.get("block_id") for block in more.blocks}

    async def test_what_a_hidden_field_lacks_opens_the_details_and_says_so(
        self, newsroom: Newsroom
    ) -> None:
        form = await brief_form(newsroom, "quote")
        six = {name: text for name, text in SIX.items() if name != "sources.0.url"}
        await newsroom.slack.submit(EDITOR, form.id, six)
        more = top_view(newsroom)
        assert more.id == form.id
        assert "Please check" in str(more.blocks[0])
        assert "Address: " in str(more.blocks[0])
        assert "publisher" in str(more.blocks[0])
        assert {name: typed(more, name) for name in six} == six
        assert posted(newsroom, DESK) == []
        print_source = {"sources.0.publisher": "Los Angeles Times", "sources.0.published": "2025"}
        await newsroom.slack.submit(EDITOR, more.id, print_source)
        assert "Los Angeles Times" in words(await draft_in(newsroom))
