"""Filing quotes from where they were met: a checked message, a message, a pasted article."""

import json

import pytest
from driver import DESK, EXACT, NEWSROOM, Newsroom, check, posted, top_view, typed, words

from bot.forms import filing as forms
from facts import FactId, Quote, Role, Viewer
from facts.errors import BadInput, NotOnFile
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
    "sources.0.publisher": "Example News",
}


async def from_message(newsroom: Newsroom, text: str, user: str = EDITOR) -> Exchange:
    said = await newsroom.slack.say(REPORTER, NEWSROOM, text)
    assert said.ts is not None
    return await newsroom.slack.shortcut(user, NEWSROOM, said.ts, "file_quotes")


async def pasted(newsroom: Newsroom, text: str) -> Exchange:
    await newsroom.slack.command(EDITOR, NEWSROOM, "/fact-add article")
    form = top_view(newsroom)
    assert form.title == "Quotes from an article"
    return await newsroom.slack.submit(EDITOR, form.id, {"text.0": text, **SOURCE})


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
        assert 0 < str(reply.blocks).count("file_this_quote") < 10

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
        assert "File it: Maria Vega" in str(form.blocks)
        assert "File it: needs a person" in str(form.blocks)
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

    async def test_every_chosen_quote_needs_a_speaker_and_has_the_article_as_its_source(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        assert {name: typed(form, name) for name in SOURCE} == SOURCE
        both = {"drafts.0.chosen": ["yes"], "drafts.1.chosen": ["yes"], "said_on": "2025-07-17"}
        answer = await newsroom.slack.submit(EDITOR, form.id, both)
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

    async def test_a_form_sent_twice_files_once(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        chosen = {"drafts.0.chosen": ["yes"], "said_on": "2025-07-17"}
        sent = await newsroom.slack.submit(EDITOR, form.id, chosen)
        again = await newsroom.again(sent)
        assert "already filed" in str(again.body)
        with pytest.raises(NotOnFile):
            await newsroom.desk.answers.history(FactId.parse("F-20"), Viewer(EDITOR))

    async def test_nothing_chosen_is_said_under_the_first_quote(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        answer = await newsroom.slack.submit(EDITOR, form.id, {"said_on": "2025-07-17"})
        assert answer.errors == {"drafts.0.chosen": "Choose at least one quote to file."}

    async def test_what_is_wrong_stands_under_its_own_field(self, newsroom: Newsroom) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        wrong = {
            "drafts.0.chosen": ["yes"],
            "said_on": "soon",
            "sources.0.url": "javascript:alert(1)",
        }
        answer = await newsroom.slack.submit(EDITOR, form.id, wrong)
        assert set(answer.errors) == {"said_on", "sources.0.url"}
        answer = await newsroom.slack.submit(
            EDITOR, form.id, {"said_on": "2199-01-01", "sources.0.url": SOURCE["sources.0.url"]}
        )
        assert set(answer.errors) == {"said_on"}

    async def test_an_editor_who_lost_the_role_meanwhile_files_nothing(
        self, newsroom: Newsroom
    ) -> None:
        await pasted(newsroom, ARTICLE)
        form = top_view(newsroom)
        await newsroom.desk.roles.give(EDITOR, Role.READER, given_by="test")
        chosen = {"drafts.0.chosen": ["yes"], "said_on": "2025-07-17"}
        await newsroom.slack.submit(EDITOR, form.id, chosen)
        assert "Only an editor may file facts" in str(top_view(newsroom).blocks)
        assert posted(newsroom, DESK) == []


def _many(count: int, words: str = "We will count every one of them") -> str:
    return "\n\n".join(f"“{words}, all {one},” Maria Vega said." for one in range(20, 20 + count))


def test_at_most_ten_are_shown_and_the_rest_are_counted() -> None:
    view = forms.drafts_form(forms.drafts_of(_many(13)), SOURCE)
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
    view = forms.drafts_form(forms.drafts_of(text), SOURCE)
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
    assert "1 quote is too long" in json.dumps(forms.drafts_form(found, {}))
    with pytest.raises(BadInput, match="passage by passage"):
        forms.quote_form({"passages.0": "word " * 700})
