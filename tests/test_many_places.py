"""A change that more places carry than one transaction tells: who hears what, and once."""

from collections import Counter

import pytest

from facts import Asked, Change, Delivery, Desk, Draft, FactId, Quote, Revision, Role, Viewer, Way
from facts.notices import Outgoing
from rehearsal import EDITOR, REPORTER, SECOND_EDITOR

pytestmark = pytest.mark.both_databases

LUNA = FactId(number=12)
PLACES = 130


async def newest(desk: Desk) -> Revision:
    return (await desk.answers.history(LUNA, Viewer(EDITOR, direct=True)))[-1]


@pytest.fixture
async def carried(desk: Desk) -> Desk:
    """A desk whose fact stands in so many threads, a channel each."""
    for editor in (EDITOR, SECOND_EDITOR):
        await desk.roles.give(editor, Role.EDITOR, given_by="test")
    fact = await newest(desk)
    for number in range(PLACES):
        channel = f"C{number:05}"
        draft = Draft(
            Way.CHANNEL, '{"text": "", "blocks": []}', channel, REPORTER, "1.0",
            carries=(fact,), asked=("F-12",),
        )  # fmt: skip
        asked = Asked(REPORTER, channel, "F-12", "found", "1.0")
        await desk.questions.record_answer(f"asked:{number}", asked, lambda _, draft=draft: [draft])
    await sent(desk)
    return desk


async def sent(desk: Desk, *, limit: int = 1_000) -> list[Delivery]:
    """Post what waits, up to a limit; returns it."""
    posted: list[Delivery] = []
    while len(posted) < limit:
        left = limit - len(posted)
        claimed = await desk.outbox.claim(limit=left, busy=(), is_allowed=lambda _: True)
        for one in claimed:
            await desk.outbox.sent(one, channel=one.channel, ts=f"2.{one.number:06}")
        posted += claimed
        if not claimed:
            break
    return posted


async def told_on(desk: Desk) -> None:
    while await desk.fan_outs.step():
        pass


def notices(deliveries: list[Delivery]) -> dict[str, Outgoing]:
    """The notices among what was posted, by channel; more than one in a channel is a mistake."""
    made = [(one.channel or "", Outgoing.model_validate_json(one.message)) for one in deliveries
            if one.is_notice]  # fmt: skip
    assert not [count for count in Counter(channel for channel, _ in made).values() if count > 1]
    return dict(made)


async def corrected(desk: Desk, old: str, new: str, reason: str) -> None:
    fact = await newest(desk)
    assert isinstance(fact.body, Quote)
    passages = tuple(one.replace(old, new) for one in fact.body.passages)
    made = await desk.revising.revise(
        None, LUNA, fact.body.model_copy(update={"passages": passages}),
        change=Change.CORRECTION, based_on=fact.number, editor=EDITOR, reason=reason,
    )  # fmt: skip
    assert made is not None
    await desk.review.decide(made.label, LUNA, made.number, approver=SECOND_EDITOR, approved=True)


async def retracted(desk: Desk) -> None:
    based_on = (await newest(desk)).number
    await desk.revising.retract(None, LUNA, based_on=based_on, editor=EDITOR, reason="Never said")


async def test_nothing_is_told_in_the_approval_and_all_of_it_in_the_steps(carried: Desk) -> None:
    await corrected(carried, "no choice", "no other choice", "Misheard")
    assert notices(await sent(carried)) == {}
    assert await carried.fan_outs.step()
    assert len(notices(await sent(carried))) == 100
    assert await carried.fan_outs.step()
    assert not await carried.fan_outs.step()
    assert len(notices(await sent(carried))) == PLACES - 100


async def test_a_second_correction_takes_over_what_the_first_has_not_told(carried: Desk) -> None:
    """Whoever was told of the first hears the second; the others hear both in one notice."""
    await corrected(carried, "no choice", "no other choice", "Misheard")
    await carried.fan_outs.step()
    first = notices(await sent(carried, limit=40))
    await corrected(carried, "no other choice", "no such choice", "Heard again")
    await told_on(carried)
    second = notices(await sent(carried))
    assert len(second) == PLACES
    for channel, outgoing in second.items():
        notice = outgoing.notice
        assert notice is not None
        assert "no such choice" in str(notice.changes[0].after)
        was = "no other choice" if channel in first else "There’s no choice"
        assert was in str(notice.changes[0].before)
        reasons = ("Heard again",) if channel in first else ("Misheard", "Heard again")
        assert notice.reasons == reasons


async def test_a_retraction_meanwhile_is_what_the_rest_is_told(carried: Desk) -> None:
    await corrected(carried, "no choice", "no other choice", "Misheard")
    await carried.fan_outs.step()
    await retracted(carried)
    await told_on(carried)
    told = notices(await sent(carried))
    assert {one.notice.label.value for one in told.values() if one.notice} == {"RETRACTED"}
    assert len(told) == PLACES


async def test_what_is_put_back_before_the_rest_was_told_owes_the_rest_none(carried: Desk) -> None:
    await corrected(carried, "no choice", "no other choice", "Misheard")
    await carried.fan_outs.step()
    first = notices(await sent(carried, limit=40))
    await corrected(carried, "no other choice", "no choice", "It was right")
    await told_on(carried)
    assert set(notices(await sent(carried))) == set(first)


async def test_who_approved_is_shown_how_far_it_is_and_what_could_not_be_told(
    carried: Desk,
) -> None:
    await corrected(carried, "no choice", "no other choice", "Misheard")
    assert await carried.fan_outs.show(desk_channel=None)
    assert await _shown(carried) == (PLACES, 0, False)
    await carried.fan_outs.step()
    await sent(carried, limit=40)
    await carried.fan_outs.show(desk_channel=None)
    assert await _shown(carried) == (PLACES, 40, False)
    await told_on(carried)
    claimed = await carried.outbox.claim(limit=500, busy=(), is_allowed=lambda one: one.is_notice)
    dead, *rest = claimed
    await carried.outbox.give_up(dead, error="is_archived", message='{"text": "", "blocks": []}')
    for one in rest:
        await carried.outbox.retry(one, after=0, error="", look_first=False)
    await sent(carried)
    await carried.fan_outs.show(desk_channel=None)
    assert await _shown(carried) == (PLACES, PLACES - 1, True)
    assert not await carried.fan_outs.show(desk_channel=None)


async def _shown(desk: Desk) -> tuple[int, int, bool]:
    """What the progress message, or the edit of it, that waits says."""
    claimed = await desk.outbox.claim(limit=500, busy=(), is_allowed=lambda _: True)
    found = None
    for one in claimed:
        progress = Outgoing.model_validate_json(one.message).progress
        found = progress or found
        if progress is not None:
            assert one.person in (SECOND_EDITOR, None)
            await desk.outbox.sent(one, channel="D1", ts="3.0")
        else:
            await desk.outbox.retry(one, after=0, error="", look_first=False)
    assert found is not None
    assert sum(count for _, count in found.refused) == (1 if found.is_done else 0)
    return found.places, found.sent, found.is_done
