"""Who may do what, on every surface: asked when it is opened, and again when it is sent."""

import logging
from collections.abc import Awaitable, Callable

import pytest
from driver import CENSUS, DESK, NEWSROOM, Newsroom, filed, opened, posted, press, top_view, words

from facts import Change, FactId, Revision, Role, Viewer
from rehearsal import EDITOR, REPORTER, Message, refused

Action = Callable[[Newsroom, Role], Awaitable[bool]]
"""The reporter, in a role, does a thing; returns whether it had its effect."""


LINCOLN = (
    "Now we are engaged in a great civil war, testing whether that nation can long endure.",
    "It is altogether fitting and proper that we should do this.",
    "The world will little note, nor long remember what we say here.",
    "It is for us the living, rather, to be dedicated here to the unfinished work.",
)
"""Sentences of one speech (Gettysburg, November 19, 1863): a quote for each role, none twice."""


async def becomes(room: Newsroom, role: Role) -> None:
    await room.desk.roles.give(REPORTER, role, given_by="test")


async def _a_form_opens(room: Newsroom) -> bool:
    view = room.slack.top_view(REPORTER)
    if view is not None:
        await room.slack.close(REPORTER, view.id)
    return view is not None


async def _a_draft(room: Newsroom, role: Role) -> tuple[Message, Revision]:
    """Something that an editor filed, in a channel where the reporter sees it."""
    room.slack.workspace.conversation(DESK).members.add(REPORTER)
    before = len(posted(room, DESK))
    await filed(room, "quote", CENSUS | {"passages.0": LINCOLN[before]})
    await room.slack.close(EDITOR, top_view(room).id)
    card = (await room.slack.until(lambda: posted(room, DESK)[before:]))[0]
    fact = FactId.parse(f"F-{19 + before}")
    (revision,) = await room.desk.answers.history(fact, Viewer(EDITOR))
    await becomes(room, role)
    return card, revision


async def _is_pending(room: Newsroom, revision: Revision) -> bool:
    (now,) = await room.desk.answers.history(revision.fact, Viewer(EDITOR))
    return now.is_pending


async def add_command(room: Newsroom, role: Role) -> bool:
    await becomes(room, role)
    await room.slack.command(REPORTER, NEWSROOM, "/fact-add quote")
    return await _a_form_opens(room)


async def file_quotes_shortcut(room: Newsroom, role: Role) -> bool:
    await becomes(room, role)
    said = next(one for one in room.slack.messages(NEWSROOM) if "“" in one.text)
    await room.slack.shortcut(REPORTER, NEWSROOM, said.ts, "file_quotes")
    return await _a_form_opens(room)


async def add_form_sent(room: Newsroom, role: Role) -> bool:
    await becomes(room, Role.EDITOR)
    form = await opened(room, "quote", REPORTER)
    await becomes(room, role)
    await room.slack.submit(REPORTER, form.id, CENSUS | {"passages.0": LINCOLN[role.rank]})
    return "is waiting for approval" in str(top_view(room, REPORTER).blocks)


async def drafts_form_sent(room: Newsroom, role: Role) -> bool:
    await becomes(room, Role.EDITOR)
    text = f"“{LINCOLN[role.rank]}” Abraham Lincoln said."
    said = await room.slack.say(EDITOR, NEWSROOM, text)
    assert said.ts is not None
    await room.slack.shortcut(REPORTER, NEWSROOM, said.ts, "file_quotes")
    form = top_view(room, REPORTER)
    await becomes(room, role)
    chosen = {
        "drafts.0.chosen": ["yes"], "said_on": "1863-11-19",
        "sources.0.title": "News", "sources.0.url": "https://news.example.org/lincoln",
    }  # fmt: skip
    await room.slack.submit(REPORTER, form.id, chosen)
    return "Filed" in top_view(room, REPORTER).title


async def approve_pressed(room: Newsroom, role: Role) -> bool:
    card, revision = await _a_draft(room, role)
    await press(room, REPORTER, card, "approve")
    return not await _is_pending(room, revision)


async def send_back_pressed(room: Newsroom, role: Role) -> bool:
    card, _ = await _a_draft(room, role)
    await press(room, REPORTER, card, "send_back")
    return await _a_form_opens(room)


async def send_back_form_sent(room: Newsroom, role: Role) -> bool:
    card, revision = await _a_draft(room, Role.EDITOR)
    await press(room, REPORTER, card, "send_back")
    form = top_view(room, REPORTER)
    await becomes(room, role)
    await room.slack.submit(REPORTER, form.id, {"why": "Who heard this?"})
    return not await _is_pending(room, revision)


async def edit_draft_pressed(room: Newsroom, role: Role) -> bool:
    _, revision = await _a_draft(room, Role.EDITOR)
    await room.slack.command(REPORTER, NEWSROOM, f"/fact history {revision.fact}")
    await becomes(room, role)
    await press(room, REPORTER, room.slack.ephemerals(REPORTER)[-1], "edit_draft")
    return await _a_form_opens(room)


async def try_again_pressed(room: Newsroom, role: Role) -> bool:
    await becomes(room, Role.ADMIN)
    direct = room.slack.workspace.direct_message(REPORTER).id
    before, openings = len(room.slack.messages(direct)), len(posted(room))
    room.slack.faults.plan(
        "chat.postMessage",
        refused("is_archived"),
        fits=lambda sent: sent["channel"] == NEWSROOM and not sent.get("thread_ts"),
    )
    await room.slack.command(EDITOR, NEWSROOM, "/fact F-1")
    alarm = (await room.slack.until(lambda: room.slack.messages(direct)[before:]))[0]
    await becomes(room, role)
    await press(room, REPORTER, alarm, "try_again")
    was_done = (await room.desk.outbox.state()).counts.get("dead", 0) == 0
    if not was_done:
        await becomes(room, Role.ADMIN)
        await press(room, REPORTER, alarm, "try_again")
    await room.slack.until(lambda: len(posted(room)) == openings + 1)
    return was_done


async def _history(room: Newsroom, role: Role) -> Message:
    """A fact's history with its buttons, shown while the reporter was an editor; a fact a role."""
    for view in reversed(room.slack.views(REPORTER)):
        await room.slack.close(REPORTER, view.id)
    await becomes(room, Role.EDITOR)
    fact = f"F-{1 + list(Role).index(role)}"
    await room.slack.command(REPORTER, NEWSROOM, f"/fact history {fact}")
    return room.slack.ephemerals(REPORTER)[-1]


async def correct_pressed(room: Newsroom, role: Role) -> bool:
    history = await _history(room, role)
    await becomes(room, role)
    await press(room, REPORTER, history, "correct")
    return await _a_form_opens(room)


async def retract_pressed(room: Newsroom, role: Role) -> bool:
    history = await _history(room, role)
    await becomes(room, role)
    await press(room, REPORTER, history, "retract")
    return await _a_form_opens(room)


async def retract_form_sent(room: Newsroom, role: Role) -> bool:
    await press(room, REPORTER, await _history(room, role), "retract")
    form = top_view(room, REPORTER)
    await becomes(room, role)
    await room.slack.submit(REPORTER, form.id, {"reason": "It was never so."})
    fact = FactId(number=1 + list(Role).index(role))
    newest = (await room.desk.answers.history(fact, Viewer(EDITOR)))[-1]
    return newest.change is Change.RETRACTION


async def restore_pressed(room: Newsroom, role: Role) -> bool:
    fact = FactId(number=1 + list(Role).index(role))
    await room.desk.revising.retract(
        None, fact, based_on=1, editor=EDITOR, reason="It was never so."
    )
    history = await _history(room, role)
    await becomes(room, role)
    await press(room, REPORTER, history, "restore")
    return await _a_form_opens(room)


MATRIX: list[tuple[Action, Role]] = [
    (add_command, Role.EDITOR),
    (file_quotes_shortcut, Role.EDITOR),
    (add_form_sent, Role.EDITOR),
    (drafts_form_sent, Role.EDITOR),
    (approve_pressed, Role.EDITOR),
    (send_back_pressed, Role.EDITOR),
    (send_back_form_sent, Role.EDITOR),
    (edit_draft_pressed, Role.EDITOR),
    (correct_pressed, Role.EDITOR),
    (retract_pressed, Role.EDITOR),
    (retract_form_sent, Role.EDITOR),
    (restore_pressed, Role.EDITOR),
    (try_again_pressed, Role.ADMIN),
]
"""Each thing that not everybody may do, and the least role that may."""


@pytest.mark.parametrize(
    ("action", "needed"), MATRIX, ids=[getattr(action, "__name__", "") for action, _ in MATRIX]
)
async def test_role_matrix(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, action: Action, needed: Role
) -> None:
    """In every role: it is done, or it is refused in a sentence, has no effect, and is logged."""
    for role in Role:
        caplog.clear()
        with caplog.at_level(logging.WARNING, "bot.listeners"):
            was_done = await action(newsroom, role)
        refusals = [
            one
            for one in caplog.messages
            if one.startswith(f"{REPORTER} may not do this, and was told why: ")
        ]
        assert was_done == role.includes(needed), role
        assert bool(refusals) != was_done, role
        assert was_done or f"Only an {needed} may" in _shown(newsroom), role


FORMS = [action for action, _ in MATRIX if getattr(action, "__name__", "").endswith("form_sent")]


@pytest.mark.parametrize("action", FORMS)
async def test_role_rechecked_on_submit(newsroom: Newsroom, action: Action) -> None:
    """A role that is taken away while the form is open is gone when it is sent."""
    assert not await action(newsroom, Role.READER)
    assert "Only an editor may" in _shown(newsroom)


def _shown(room: Newsroom) -> str:
    """All that the reporter alone has been shown."""
    alone = [words(one) for one in room.slack.ephemerals(REPORTER)]
    return " ".join([*alone, *(str(view.blocks) for view in room.slack.views(REPORTER))])
