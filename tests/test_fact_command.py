"""`/fact`: what the reporter who asks sees, and what everybody sees."""

import pytest
from driver import NEWSROOM, Newsroom, OpenNewsroom, ask, cards_under, picker_value, posted, words

from rehearsal import EDITOR, REPORTER


async def test_a_bare_number_offers_every_session_to_the_asker_alone(newsroom: Newsroom) -> None:
    exchange = await newsroom.slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    (picker,) = newsroom.slack.ephemerals(REPORTER)
    assert exchange.is_acknowledged
    assert "is the number of three bills on file" in words(picker)
    for title in (
        "California Values Act",
        "Plastic Pollution Prevention and Packaging Producer Responsibility Act",
        "2019–2020",
    ):
        assert title in words(picker)
    assert posted(newsroom) == []
    assert newsroom.slack.ephemerals(EDITOR) == []


async def test_the_pick_is_posted_as_an_opening_and_a_sourced_card_in_its_thread(
    newsroom: Newsroom,
) -> None:
    await newsroom.slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    (picker,) = newsroom.slack.ephemerals(REPORTER)
    value = picker_value(picker, "California Values Act")
    await newsroom.slack.click(
        REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="pick", value=value
    )
    opening = (await newsroom.slack.until(lambda: posted(newsroom)))[-1]
    (card,) = await cards_under(newsroom, opening)
    assert f"<@{REPORTER}> asked:" in words(opening)
    assert "January 1, 2018" in words(card)
    assert "open.pluralpolicy.com" in words(card)
    assert "Not verified by this desk" in words(card)
    assert "F-1 rev 1" in words(card)


async def test_a_question_posts_once_however_often_the_picker_is_pressed(
    newsroom: Newsroom,
) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    (picker,) = slack.ephemerals(REPORTER)
    value = picker_value(picker, "California Values Act")
    pressed = await slack.click(
        REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="pick", value=value
    )
    await slack.until(lambda: "Posted" in words(slack.ephemerals(REPORTER)[-1]))
    # A second press that was on its way before the picker was replaced has a trigger of its own.
    again = await newsroom.again(pressed, trigger_id="1.2.3")
    await slack.until(lambda: "already answered" in words(slack.ephemerals(REPORTER)[-1]))
    assert again.is_acknowledged
    assert len(posted(newsroom)) == 1


async def test_only_the_asker_may_pick(newsroom: Newsroom) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, NEWSROOM, "/fact SB 54")
    (picker,) = slack.ephemerals(REPORTER)
    value = picker_value(picker, "California Values Act")
    pressed = await slack.click(
        REPORTER, channel=NEWSROOM, ts=picker.ts, action_id="pick", value=value
    )
    stolen = await newsroom.again(pressed, trigger_id="1.2.3", user={"id": EDITOR})
    assert stolen.is_acknowledged
    await slack.until(
        lambda: any("Only the person who asked" in words(one) for one in slack.ephemerals(REPORTER))
    )


ANSWERED = [
    ("who signed SB 54 in 2017", "Jerry Brown", "a year settles the number"),
    ("did the Supreme Court uphold SB 54", "declined to hear", "a denial is no ruling"),
    ("F-1", "California Values Act", "an id is a question"),
    ('who said "public safety, not deportation"', "Becerra", "quoted words find their speaker"),
]


@pytest.mark.parametrize(("text", "shown", "why"), ANSWERED)
async def test_what_is_on_file_is_answered_for_all(
    newsroom: Newsroom, text: str, shown: str, why: str
) -> None:
    opening, card = await ask(newsroom, text)
    assert shown in words(card), why
    assert text.partition('"')[0].strip() in words(opening)
    assert newsroom.slack.ephemerals(REPORTER) == []


async def test_what_is_not_on_file_is_said_to_the_asker_alone(newsroom: Newsroom) -> None:
    await newsroom.slack.command(REPORTER, NEWSROOM, "/fact price of eggs")
    (answer,) = newsroom.slack.ephemerals(REPORTER)
    assert "Nothing on file answers that." in words(answer)
    assert "Ask the desk" in words(answer)
    assert posted(newsroom) == []


@pytest.mark.parametrize("text", ["", "   ", "help", '*"()', "🤷", "((((("])
async def test_what_asks_nothing_gets_the_usage(newsroom: Newsroom, text: str) -> None:
    await newsroom.slack.command(REPORTER, NEWSROOM, f"/fact {text}")
    (answer,) = newsroom.slack.ephemerals(REPORTER)
    assert "/fact F-12" in words(answer)


async def test_history_shows_who_filed_a_fact_to_the_asker_alone(newsroom: Newsroom) -> None:
    await newsroom.slack.command(REPORTER, NEWSROOM, "/fact history F-1")
    (answer,) = newsroom.slack.ephemerals(REPORTER)
    assert "filed" in words(answer)
    assert "starter set" in words(answer)


@pytest.mark.parametrize("text", ["F-999", "history F-999", "history nonsense"])
async def test_an_unknown_id_is_a_clear_sentence(newsroom: Newsroom, text: str) -> None:
    exchange = await newsroom.slack.command(REPORTER, NEWSROOM, f"/fact {text}")
    (answer,) = newsroom.slack.ephemerals(REPORTER)
    assert exchange.is_acknowledged
    sentences = ("not on file", "Nothing on file", "Use a fact number")
    assert any(said in words(answer) for said in sentences)


async def test_where_the_bot_is_no_member_the_card_goes_to_the_asker_with_how_to_invite_it(
    newsroom: Newsroom,
) -> None:
    slack = newsroom.slack
    await slack.command(REPORTER, "C0POLITICS", "/fact who signed SB 54 in 2017")
    (card,) = await slack.until(lambda: slack.ephemerals(REPORTER, "C0POLITICS"))
    assert "/invite @Factdesk" in words(card)
    assert "Jerry Brown" in words(card)
    assert posted(newsroom, "C0POLITICS") == []


async def test_the_same_command_delivered_twice_has_one_effect(newsroom: Newsroom) -> None:
    exchange = await newsroom.slack.command(REPORTER, NEWSROOM, "/fact F-1")
    await newsroom.slack.until(lambda: posted(newsroom))
    again = await newsroom.again(exchange)
    opening, _ = await ask(newsroom, "F-7")
    assert again.is_acknowledged
    assert [message.ts for message in posted(newsroom)][-1] == opening.ts
    assert len(posted(newsroom)) == 2


async def test_the_same_flows_work_over_socket_mode(open_newsroom: OpenNewsroom) -> None:
    async with open_newsroom(socket_mode=True) as newsroom:
        _, card = await ask(newsroom, "who signed SB 54 in 2017")
        assert "Jerry Brown" in words(card)
        await newsroom.slack.command(REPORTER, NEWSROOM, "/fact price of eggs")
        assert "Nothing on file" in words(newsroom.slack.ephemerals(REPORTER)[-1])


async def test_a_huge_question_is_cut_and_says_so(newsroom: Newsroom) -> None:
    await newsroom.slack.command(REPORTER, NEWSROOM, "/fact " + "prices of eggs " * 100)
    (answer,) = newsroom.slack.ephemerals(REPORTER)
    assert "first 500 characters" in words(answer)


HOSTILE = [
    '"unclosed',
    "NEAR(a b)",
    "claim:a",
    "a AND OR NOT",
    "covid-19 it's",
    "<!channel>",
    "^a*",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_search_syntax_is_only_words(newsroom: Newsroom, text: str) -> None:
    exchange = await newsroom.slack.command(REPORTER, NEWSROOM, f"/fact {text}")
    (answer,) = newsroom.slack.ephemerals(REPORTER)
    assert exchange.is_acknowledged
    assert "Nothing on file" in words(answer)
    assert "<!channel>" not in answer.text
