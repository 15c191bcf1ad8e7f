"""An article that an editor sends the bot, as text or as a file: offered, and filed."""

import pytest
from driver import DESK, NEWSROOM, Newsroom, OpenNewsroom, direct, posted, top_view, typed, words

from rehearsal import EDITOR, REPORTER, Exchange, File, Message, hanging

LUNA = (
    "“We will only transfer an individual into ICE custody if we are presented with a federal "
    "judicial warrant that’s signed by a judge,” Los Angeles County Sheriff Robert Luna said."
)
ARTICLE = (
    "The county published its first list of transfers on Thursday. "
    + "It names the agency, the day and the warrant of each, as the ordinance of 2020 asks. " * 6
    + f"\n\n“We will publish every transfer that we make,” Maria Vega said.\n\n{LUNA}"
)
OFFER = "2 quotes found in {}, 1 of them already on file."


async def sent(newsroom: Newsroom, text: str = "", user: str = EDITOR, **more: File) -> Message:
    """Write to the bot; return what it answers."""
    await newsroom.slack.say(user, direct(newsroom, user), text, **more)
    return (await newsroom.slack.until(lambda: posted(newsroom, direct(newsroom, user))))[-1]


async def pressed(newsroom: Newsroom, offer: Message) -> Exchange:
    return await newsroom.slack.click(
        EDITOR, channel=offer.channel, ts=offer.ts, action_id="find_quotes"
    )


def article(content: bytes = ARTICLE.encode(), name: str = "sheriffs.txt") -> File:
    return File(name, content)


class TestAsText:
    async def test_the_quotes_of_a_long_message_are_offered_and_filed(
        self, newsroom: Newsroom
    ) -> None:
        offer = await sent(newsroom, ARTICLE)
        assert OFFER.format("that text") in words(offer)
        await pressed(newsroom, offer)
        form = top_view(newsroom)
        assert "Already on file: F-11" in str(form.blocks)
        chosen = {
            "drafts.0.chosen": ["yes"],
            "said_on": "2025-07-17",
            "sources.0.title": "County publishes transfers",
            "sources.0.url": "https://news.example.org/transfers",
        }
        await newsroom.slack.submit(EDITOR, form.id, chosen)
        (draft,) = await newsroom.slack.until(lambda: posted(newsroom, DESK))
        assert "We will publish every transfer" in words(draft)

    async def test_a_reader_gets_an_answer_as_ever(self, newsroom: Newsroom) -> None:
        answer = await sent(newsroom, ARTICLE, REPORTER)
        assert "quotes found" not in words(answer)

    @pytest.mark.parametrize("text", [LUNA, "Was SB 54 upheld? " * 40])
    async def test_what_is_short_or_has_no_quotes_is_a_question(
        self, newsroom: Newsroom, text: str
    ) -> None:
        assert "quotes found" not in words(await sent(newsroom, text))

    async def test_a_message_delivered_twice_is_offered_once(self, newsroom: Newsroom) -> None:
        exchange = await newsroom.slack.say(EDITOR, direct(newsroom, EDITOR), ARTICLE)
        await newsroom.again(exchange)
        await newsroom.bot.sender.idle()
        assert len(posted(newsroom, direct(newsroom, EDITOR))) == 1


class TestAsAFile:
    @pytest.mark.parametrize("content", [ARTICLE.encode(), ARTICLE.encode("utf-8-sig")])
    async def test_the_quotes_of_a_text_file_are_offered(
        self, newsroom: Newsroom, content: bytes
    ) -> None:
        offer = await sent(newsroom, file=article(content))
        assert OFFER.format("sheriffs.txt") in words(offer)
        await pressed(newsroom, offer)
        assert "We will publish every transfer" in str(top_view(newsroom).blocks)

    @pytest.mark.parametrize(
        ("file", "sentence"),
        [
            (article(name="luna.png"), "luna.png is not a plain text file"),
            (article(name="sheriffs.docx"), "sheriffs.docx is not a plain text file"),
            (article(ARTICLE.encode("cp1252")), "sheriffs.txt is not encoded in UTF-8"),
            (article(b"x" * 200_001), "sheriffs.txt is larger than 200 kB"),
            (article(b"x" * 40_001), "sheriffs.txt has 40,001 characters"),
            (article(b"Nothing was said."), "There are no quotes in that text"),
            (article(b""), "There are no quotes in that text"),
        ],
    )
    async def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
        self, newsroom: Newsroom, file: File, sentence: str
    ) -> None:
        assert sentence in words(await sent(newsroom, file=file))

    @pytest.mark.parametrize(
        ("fault", "sentence"),
        [
            ({"status": 500}, "Slack did not send sheriffs.txt in time"),
            ({"status": 404}, "Slack does not let Factdesk read sheriffs.txt"),
        ],
    )
    async def test_where_slack_does_not_send_it_the_editor_is_told(
        self, newsroom: Newsroom, fault: dict[str, int], sentence: str
    ) -> None:
        newsroom.slack.fail_next("files.download", **fault)
        assert sentence in words(await sent(newsroom, file=article()))

    async def test_a_download_that_hangs_is_given_up_in_time(self, newsroom: Newsroom) -> None:
        newsroom.slack.faults.plan("files.download", hanging())
        answer = await sent(newsroom, file=article())
        assert "Slack did not send sheriffs.txt in time" in words(answer)

    async def test_without_the_scope_the_editor_is_told_what_is_missing(
        self, open_newsroom: OpenNewsroom
    ) -> None:
        scopes = ["commands", "chat:write", "app_mentions:read", "im:history", "im:write"]
        async with open_newsroom(scopes=scopes) as newsroom:
            answer = await sent(newsroom, file=article())
            assert "files:read" in words(answer)

    async def test_a_picture_beside_a_question_is_no_article(self, newsroom: Newsroom) -> None:
        answer = await sent(newsroom, "F-11", file=article(name="luna.png"))
        assert "Robert Luna" in words(answer)

    async def test_the_shortcut_reads_the_file_of_a_message(self, newsroom: Newsroom) -> None:
        said = await newsroom.slack.say(REPORTER, NEWSROOM, "The wire has it", file=article())
        assert said.ts is not None
        await newsroom.slack.shortcut(EDITOR, NEWSROOM, said.ts, "file_quotes")
        form = top_view(newsroom)
        assert "We will publish every transfer" in str(form.blocks)
        assert "slack.com/archives/" in str(typed(form, "sources.0.url"))


async def test_another_persons_article_is_not_opened(newsroom: Newsroom) -> None:
    await sent(newsroom, ARTICLE)
    await newsroom.slack.say(REPORTER, direct(newsroom, REPORTER), "F-11")
    offer = (await newsroom.slack.until(lambda: posted(newsroom, direct(newsroom, EDITOR))))[-1]
    pressed_by = await pressed(newsroom, offer)
    payload = pressed_by.payload | {"user": {"id": "U0EDITOR2", "name": "second editor"}}
    await newsroom.again(pressed_by, **payload)
    assert newsroom.slack.top_view("U0EDITOR2") is None
