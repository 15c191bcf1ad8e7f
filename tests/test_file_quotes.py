"""Filing quotes from where they were met: a checked message, a message, a pasted article."""

import json
from typing import Any

import pytest
from driver import DESK, EXACT, NEWSROOM, Newsroom, check, posted, top_view, typed, words

from bot.forms import filing as forms
from facts import FactId, Quote, Role, Viewer
from facts.errors import BadInput, NotOnFile, OnFile
from rehearsal import EDITOR, REPORTER, Exchange, Message, View
from rehearsal.blockkit import view_is_too_large, view_problems

EGGS = "The price of eggs will be lower by the end of the year"
ARTICLE = (
    "Maria Vega spoke to the council on Thursday.\n\n"
    "“We will publish every transfer that we make,” Vega said, “each month of the year.”\n\n"
    "“There is no reason left to wait for it,” one official added.\n\n"
    "The so-called “sanctuary” rule was not discussed."
)
SOURCE = {
    "sources.0.title": "Council hears clerk",
    "sources.0.url": "https://news.example.org/council-hears-clerk",
}


async def from_message(newsroom: Newsroom, text: str, user: str = EDITOR) -> Exchange:
    said = await newsroom.slack.say(REPORTER, NEWSROOM, text)
    assert said.ts is not None
    return await newsroom.slack.shortcut(user, NEWSROOM, said.ts, "file_quotes")


async def pasted(newsroom: Newsroom, text: str) -> Exchange:
    await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add article")
    form = top_view(newsroom)
    assert form.title == "Quotes from an article"
    return await newsroom.slack.submit(EDITOR, form.id, {"text.0": text})


async def filed_quote(newsroom: Newsroom, fact: str) -> Quote:
    revisions = await newsroom.desk.answers.history(FactId.parse(fact), Viewer(EDITOR))
    body = revisions[-1].body
    assert isinstance(body, Quote)
    assert revisions[-1].is_pending
    return body


def ticked(view: View, number: int) -> object:
    (state,) = view.values[f"drafts.{number}.chosen"].values()
    return state["selected_options"]


async def press_in_reply(newsroom: Newsroom, user: str, reply: Message, action: str) -> Exchange:
    return await newsroom.slack.click(user, channel=reply.channel, ts=reply.ts, action_id=action)


class TestACheckedQuote:
    async def test_one_with_no_match_opens_the_form_with_words_speaker_and_permalink(
        self, newsroom: Newsroom
    ) -> None:
        reply = await check(newsroom, f"“{EGGS},” Maria Vega said.")
        await press_in_reply(newsroom, EDITOR, reply, "file_this_quote")
        form = top_view(newsroom)
        assert form.title == "File a quote"
        assert str(typed(form, "passages.0")).rstrip(",") == EGGS
        assert typed(form, "speaker") == "Maria Vega"
        assert reply.thread_ts is not None
        assert str(typed(form, "sources.0.url")).endswith("p" + reply.thread_ts.replace(".", ""))
        answer = await newsroom.slack.submit(EDITOR, form.id, {"said_on": "2025-07-17"})
        assert answer.errors == {}
        assert (await filed_quote(newsroom, "F-19")).speaker == "Maria Vega"

    async def test_a_pronoun_is_no_speaker_and_slacks_escapes_are_read(
        self, newsroom: Newsroom
    ) -> None:
        reply = await check(newsroom, "“Eggs & milk will cost less by the winter,” she said.")
        await press_in_reply(newsroom, EDITOR, reply, "file_this_quote")
        form = top_view(newsroom)
        assert str(typed(form, "passages.0")).startswith("Eggs & milk will")
        assert typed(form, "speaker") is None

    async def test_a_reader_who_presses_it_is_refused_in_a_sentence(
        self, newsroom: Newsroom
    ) -> None:
        reply = await check(newsroom, f"“{EGGS}.”")
        await press_in_reply(newsroom, REPORTER, reply, "file_this_quote")
        (refused,) = await newsroom.slack.until(lambda: newsroom.slack.ephemerals(REPORTER))
        assert "Only an editor may file facts" in words(refused)
        assert newsroom.slack.top_view(REPORTER) is None

    async def test_one_that_is_on_file_has_no_such_button(self, newsroom: Newsroom) -> None:
        assert "file_this_quote" not in str((await check(newsroom, EXACT)).blocks)

    async def test_ten_long_quotes_still_fit_one_message_with_the_buttons_that_have_room(
        self, newsroom: Newsroom
    ) -> None:
        long = "\n".join(
            f"“{'word and then other words ' * 26} {one} is all.”" for one in range(10)
        )
        reply = await check(newsroom, long)
        assert words(reply).count("No match on file.") >= 10
        assert str(reply.blocks).count("file_this_quote") == 10
        # Slack's limit counts JSON, in which a Cyrillic letter has six characters.
        reply = await check(newsroom, long.replace("word", "слово, а ще слово і слово"))
        assert 0 < str(reply.blocks).count("file_this_quote") <= 10

    async def test_where_slack_gives_no_address_the_form_opens_without_it(
        self, newsroom: Newsroom
    ) -> None:
        reply = await check(newsroom, f"“{EGGS}.”")
        newsroom.slack.fail_next("chat.getPermalink", error="message_not_found")
        await press_in_reply(newsroom, EDITOR, reply, "file_this_quote")
        assert typed(top_view(newsroom), "sources.0.url") is None

    async def test_ask_the_desk_holds_the_quote_that_has_no_match(self, newsroom: Newsroom) -> None:
        reply = await check(newsroom, f"{EXACT} And also: “{EGGS}.”")
        await press_in_reply(newsroom, REPORTER, reply, "ask_desk")
        asked = str(typed(top_view(newsroom, REPORTER), "question"))
        assert asked.rstrip(".") == EGGS


class TestTheShortcut:
    async def test_it_shows_the_drafts_and_files_those_chosen(self, newsroom: Newsroom) -> None:
        await from_message(newsroom, ARTICLE)
        form = top_view(newsroom)
        assert form.title == "Quotes found"
        assert "1. Maria Vega" in str(form.blocks)
        assert "2. Who said it?" in str(form.blocks)
        assert "sanctuary" not in str(form.blocks)
        assert (ticked(form, 0), ticked(form, 1)) == ([], [])
        assert "slack.com/archives/" in str(typed(form, "sources.0.url"))
        answer = await newsroom.slack.submit(
            EDITOR,
            form.id,
            {"drafts.0.chosen": ["yes"], "said_on": "July 17, 2025", **SOURCE},
        )
        assert answer.errors == {}
        assert "1 quote" in str(top_view(newsroom).blocks)
        quote = await filed_quote(newsroom, "F-19")
        assert quote.passages == (
            "We will publish every transfer that we make,",
            "each month of the year.",
        )
        assert quote.sources[0].url == SOURCE["sources.0.url"]
        (draft,) = await newsroom.slack.until(lambda: posted(newsroom, DESK))
        assert "F-19 rev 1" in words(draft)

    async def test_a_reader_is_refused_in_a_sentence(self, newsroom: Newsroom) -> None:
        await from_message(newsroom, ARTICLE, REPORTER)
        (refused,) = await newsroom.slack.until(lambda: newsroom.slack.ephemerals(REPORTER))
        assert "Only an editor may file facts" in words(refused)
        assert newsroom.slack.top_view(REPORTER) is None

    @pytest.mark.parametrize("text", ["Lunch at noon?", "The so-called “sanctuary” rule."])
    async def test_a_message_without_quotes_gets_a_sentence(
        self, newsroom: Newsroom, text: str
    ) -> None:
        await from_message(newsroom, text)
        (answer,) = await newsroom.slack.until(lambda: newsroom.slack.ephemerals(EDITOR))
        assert "There are no quotes in that text" in words(answer)
        assert newsroom.slack.top_view(EDITOR) is None


class TestAPastedArticle:
    async def test_the_chooser_offers_it(self, newsroom: Newsroom) -> None:
        await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add")
        choice = top_view(newsroom)
        await newsroom.slack.click(
            EDITOR, view_id=choice.id, action_id="file_kind", value="article"
        )
        assert top_view(newsroom).title == "Quotes from an article"

    async def test_an_article_with_no_quotes_says_so_under_the_text_which_stays(
        self, newsroom: Newsroom
    ) -> None:
        answer = await pasted(newsroom, "Nothing was said by anybody that day.")
        assert "There are no quotes" in answer.errors["text.0"]
        assert typed(top_view(newsroom), "text.0") == "Nothing was said by anybody that day."

    async def test_quotes_are_filed_as_found_with_a_tick_each_and_one_source(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        assert [block["block_id"] for block in form.blocks if block["type"] == "input"] == [
            "drafts.0.chosen",
            "drafts.1.chosen",
            "said_on",
            "sources.0.title",
            "sources.0.tier",
            "sources.0.url",
        ]

    async def test_only_what_is_chosen_for_editing_gets_its_fields_and_what_was_typed_stays(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        chosen = {"drafts.0.chosen": ["yes", "edit"], "said_on": "July 17, 2025", **SOURCE}
        await newsroom.slack.submit(EDITOR, form.id, chosen)
        form = top_view(newsroom)
        assert typed(form, "drafts.0.passages.1") == "each month of the year."
        assert typed(form, "drafts.0.speaker") == "Maria Vega"
        assert "drafts.1.speaker" not in form.values
        assert {name: typed(form, name) for name in SOURCE} == SOURCE
        assert len(ticked(form, 0)) == 2
        edited = {"drafts.0.passages.1": "", "drafts.0.role": "County Clerk"}
        await newsroom.slack.submit(EDITOR, form.id, edited)
        quote = await filed_quote(newsroom, "F-19")
        assert quote.passages == ("We will publish every transfer that we make,",)
        assert quote.role == "County Clerk"

    async def test_who_is_probably_meant_is_proposed_and_not_filled_in(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(
            newsroom, "Vega was blunt. “There is no reason left to wait for it,” she said."
        )
        form = top_view(newsroom)
        await newsroom.slack.submit(
            EDITOR,
            form.id,
            {"drafts.0.chosen": ["yes", "edit"], "said_on": "July 17, 2025", **SOURCE},
        )
        form = top_view(newsroom)
        assert not typed(form, "drafts.0.speaker")
        assert "The article has “she”. Perhaps Vega." in json.dumps(
            form.content, ensure_ascii=False
        )

    async def test_every_chosen_quote_needs_a_speaker_and_has_the_article_as_its_source(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        both = {"drafts.0.chosen": ["yes"], "drafts.1.chosen": ["yes"], "said_on": "2025-07-17"}
        await newsroom.slack.submit(EDITOR, form.id, both | SOURCE)
        form = top_view(newsroom)
        assert "drafts.1.passages.0" not in form.values
        answer = await newsroom.slack.submit(EDITOR, form.id, {})
        assert set(answer.errors) == {"drafts.1.speaker"}
        assert posted(newsroom, DESK) == []
        after = top_view(newsroom)
        assert typed(after, "said_on") == "2025-07-17"
        assert ticked(after, 0) != []
        answer = await newsroom.slack.submit(EDITOR, form.id, {"drafts.1.speaker": "Ana Ruiz"})
        assert answer.errors == {}
        assert "2 quotes" in str(top_view(newsroom).blocks)
        first = await filed_quote(newsroom, "F-19")
        second = await filed_quote(newsroom, "F-20")
        assert (first.speaker, second.speaker) == ("Maria Vega", "Ana Ruiz")
        assert first.sources == second.sources
        assert first.sources[0].title == SOURCE["sources.0.title"]
        assert len(await newsroom.slack.until(lambda: posted(newsroom, DESK)[1:])) == 1

    async def test_more_details_keep_what_was_typed(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        newsroom.slack.fill(EDITOR, form.id, {"drafts.0.chosen": ["yes"], **SOURCE})
        await newsroom.slack.click(EDITOR, view_id=form.id, action_id="drafts_details")
        form = top_view(newsroom)
        assert {name: typed(form, name) for name in SOURCE} == SOURCE
        assert ticked(form, 0) != []
        more = {"sources.0.publisher": "Example News", "said_on": "2025-07-17"}
        await newsroom.slack.submit(EDITOR, form.id, more)
        assert (await filed_quote(newsroom, "F-19")).sources[0].publisher == "Example News"

    async def test_a_form_sent_twice_files_once(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        chosen = {"drafts.0.chosen": ["yes"], "said_on": "2025-07-17", **SOURCE}
        sent = await newsroom.slack.submit(EDITOR, form.id, chosen)
        again = await newsroom.again(sent)
        assert "already filed" in str(again.body)
        with pytest.raises(NotOnFile):
            await newsroom.desk.answers.history(FactId.parse("F-20"), Viewer(EDITOR))

    async def test_nothing_chosen_is_said_under_the_first_quote(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        answer = await newsroom.slack.submit(EDITOR, form.id, {"said_on": "2025-07-17", **SOURCE})
        assert answer.errors == {"drafts.0.chosen": "Choose at least one quote to file."}

    async def test_what_is_wrong_stands_under_its_own_field(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        wrong = {
            "drafts.0.chosen": ["yes"],
            **SOURCE,
            "said_on": "soon",
            "sources.0.url": "javascript:alert(1)",
        }
        answer = await newsroom.slack.submit(EDITOR, form.id, wrong)
        assert set(answer.errors) == {"said_on", "sources.0.url"}
        answer = await newsroom.slack.submit(
            EDITOR, form.id, {"said_on": "2199-01-01", "sources.0.url": SOURCE["sources.0.url"]}
        )
        assert set(answer.errors) == {"said_on"}

    async def test_what_is_wrong_with_a_hidden_field_is_said_above_and_the_field_is_shown(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        chosen = {"drafts.0.chosen": ["yes"], "said_on": "2025-07-17", **SOURCE}
        await newsroom.slack.submit(EDITOR, form.id, chosen | {"sources.0.url": ""})
        form = top_view(newsroom)
        assert "Not filed yet" in str(form.blocks)
        assert "publisher" in str(form.blocks)
        assert "sources.0.publisher" in form.values

    async def test_an_editor_who_lost_the_role_meanwhile_files_nothing(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        await newsroom.desk.roles.give(EDITOR, Role.READER, given_by="test")
        chosen = {"drafts.0.chosen": ["yes"], "said_on": "2025-07-17", **SOURCE}
        await newsroom.slack.submit(EDITOR, form.id, chosen)
        assert "Only an editor may file facts" in str(top_view(newsroom).blocks)
        assert posted(newsroom, DESK) == []


class TestQuotesOnFile:
    LUNA = (
        "“We will only transfer an individual into ICE custody if we are presented with a federal "
        "judicial warrant that’s signed by a judge,” Los Angeles County Sheriff Robert Luna said."
    )
    ALTERED = LUNA.replace("only transfer", "transfer")

    @pytest.mark.parametrize(
        ("text", "mark"), [(LUNA, "Already on file: F-11"), (ALTERED, "Nearly the same as F-11")]
    )
    async def test_each_is_marked_and_filed_again_only_for_a_reason(
        self, newsroom: Newsroom, text: str, mark: str
    ) -> None:
        await pasted(newsroom, f"{ARTICLE}\n\n{text}")
        form = top_view(newsroom)
        assert (
            str(form.blocks).count("on file: F-") + str(form.blocks).count("Nearly the same as F-")
            == 1
        )
        assert mark in str(form.blocks)
        chosen = {"drafts.2.chosen": ["yes"], "said_on": "2025-07-20", **SOURCE}
        await newsroom.slack.submit(EDITOR, form.id, chosen)
        form = top_view(newsroom)
        assert [name for name in form.values if name.startswith("drafts.2.")] == [
            "drafts.2.chosen",
            "drafts.2.anyway",
        ]
        again = {"drafts.2.anyway": "said again on July 20"}
        answer = await newsroom.slack.submit(EDITOR, form.id, {})
        assert "Say why" in answer.errors["drafts.2.anyway"]
        assert posted(newsroom, DESK) == []
        await newsroom.slack.submit(EDITOR, top_view(newsroom).id, again)
        (draft,) = await newsroom.slack.until(lambda: posted(newsroom, DESK))
        assert "Filed anyway: said again on July 20" in words(draft)

    async def test_where_one_repeats_another_of_the_article_the_first_is_filed_and_said_so(
        self, newsroom: Newsroom
    ) -> None:
        twice = "“We will count every one of them,” Maria Vega said.\n\nThe clerk spoke long.\n\n"
        await pasted(newsroom, twice + twice)
        form = top_view(newsroom)
        chosen = {"drafts.0.chosen": ["yes"], "drafts.1.chosen": ["yes"], "said_on": "2025-07-17"}
        await newsroom.slack.submit(EDITOR, form.id, chosen | SOURCE)
        form = top_view(newsroom)
        assert "F-19 rev 1 is filed" in str(form.blocks)
        assert "already on file: F-19, waiting for review" in str(form.blocks)
        assert "drafts.0.chosen" not in form.values
        await newsroom.slack.submit(EDITOR, form.id, {"drafts.1.anyway": "said twice"})
        assert (await filed_quote(newsroom, "F-20")).speaker == "Maria Vega"

    async def test_open_shows_the_fact_on_top(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, self.LUNA)
        form = top_view(newsroom)
        await newsroom.slack.click(EDITOR, view_id=form.id, action_id="open_fact.F-11")
        assert top_view(newsroom).title == "F-11"


def _many(count: int, words: str = "We will count every one of them") -> str:
    return "\n\n".join(f"“{words}, all {one},” Maria Vega said." for one in range(20, 20 + count))


def shown(text: str) -> dict[str, Any]:
    """The form of an article's quotes, all of them chosen for editing and on file."""
    found = forms.drafts_of(text)
    places = range(len(found.drafts))
    ticks = {place: frozenset({"yes", "edit"}) for place in places}
    on_file = [(OnFile("F-11", "These words are already on file: F-11."),) for _ in places]
    choosing = forms.Choosing(1, ticks=ticks, has_details=True)
    return forms.drafts_form(found, on_file, choosing)


def test_at_most_ten_are_shown_and_the_rest_are_counted() -> None:
    found = forms.drafts_of(_many(13))
    view = forms.drafts_form(found, [()] * len(found.drafts), forms.Choosing(1))
    assert sum(block.get("block_id", "").endswith(".chosen") for block in view["blocks"]) == 10
    assert "3 more quotes were found and not shown" in json.dumps(view)


FULL = [
    pytest.param(_many(40), id="many quotes"),
    pytest.param(_many(13, "語 " * 1_400), id="as long as a field holds, three bytes a character"),
    pytest.param(
        "“We will go on,” Vega said, “and on,” she said. " * 60, id="speeches of many parts"
    ),
    pytest.param(f"“{'long ' * 700}” Vega said. “We will see to it soon,” Vega said.", id="long"),
    pytest.param("“" * 500 + " who said these words here ”" * 40, id="unbalanced marks"),
]


@pytest.mark.parametrize("text", FULL)
def test_whatever_the_article_the_form_keeps_to_slacks_limits(text: str) -> None:
    view = shown(text)
    assert view_problems(view, kind="modal") == []
    assert not view_is_too_large(view)


def test_the_form_to_paste_into_keeps_to_slacks_limits() -> None:
    assert view_problems(forms.article_form(), kind="modal") == []


def test_a_quote_longer_than_a_field_is_counted_and_not_cut() -> None:
    long = f"“{'We will go on. ' * 250}” Maria Vega said."
    with pytest.raises(BadInput, match="longer than the 3,000 characters"):
        forms.drafts_of(long)
    found = forms.drafts_of(f"{long}\n\n{_many(1)}")
    assert (len(found.drafts), found.too_long) == (1, 1)
    assert "1 quote is too long" in json.dumps(shown(f"{long}\n\n{_many(1)}"))
    with pytest.raises(BadInput, match="passage by passage"):
        forms.quote_form({"passages.0": "word " * 700})
