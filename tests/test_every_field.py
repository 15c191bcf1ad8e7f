"""Every field of every kind, changed one at a time in a posted fact: who hears of it.

A thread gets a notice exactly if its card would read differently. What does not count of a card is
said in `facts.wording.lines`: who verified the fact under which revision, which is the last line of
the card, and what came after the date that it speaks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

import builders as b
import pytest
from pydantic import BaseModel

from bot import cards
from facts import (
    Asked,
    Body,
    Change,
    Delivery,
    Desk,
    Draft,
    FactId,
    Match,
    Role,
    Viewer,
    Way,
    open_desk,
    read_body,
)
from facts.dates import EdtfDate
from facts.errors import BadInput
from facts.model import Decision, Effect, Event, Law, Provision, Quote, Source
from facts.model.fields import noticed_fields
from facts.notices import Outgoing
from rehearsal import EDITOR, REPORTER

OTHER: dict[str, object] = {
    "jurisdiction": "us-nv",
    "session": "2015-2016",
    "bill": "sb-5454",
    "court": "ca2",
    "url": "https://example.org/another",
    "archived_url": "https://archive.org/another",
    "law": b.AB_103,
    "appeal_from": "caed/2:18-cv-00490-JAM-KJN/2018-07-05",
    "source": 2,
}
"""Another value of the fields that do not take just any words."""
ASKED = ("posture", "disposition")
"""Of these the desk refuses most beside the other, so each is tried."""
DATES = frozenset(
    {"said_on", "on", "published", "accessed", "case_filed_on", "argued_on", "decided_on"}
)
ROWS: dict[str, dict[str, object]] = {
    "events": {"event": "operative", "on": "2018-02-01", "source": 1},
    "effects": {"law": b.AB_103, "outcome": "not_enjoined"},
    "provisions": {"key": "Cal. Gov. Code § 7284.10"},
    "sources": {"title": "Another source", "tier": "wire", "url": "https://example.org/more"},
}
TWO_SOURCES = (b.source(), b.source(title="Chaptered bill", url="https://example.org/chaptered"))
NOTED = {"sources": TWO_SOURCES, "notes": ("The vote was not checked.",)}
EVENTS = (
    b.event("passed_house", "2017-04-03", by="Senate", note="First house"),
    b.event("signed", "2017-10-05", by="Gov. Jerry Brown"),
    b.event("effective", "2018-01-01", source=2),
)
QUESTIONS = {
    "law": ("{}", "who wrote it, when did it take effect and who signed it", "{} as of 2018-03-15"),
    "decision": ("{}", "when was the case filed and when was it argued", "{} as of 2020-12-31"),
    "quote": ("{}", "who said that"),
}


def alone() -> Law:
    """A law that no decision names, so that its key may change."""
    events = (
        b.event("signed", "2022-06-30", by="Gov. Gavin Newsom"),
        b.event("effective", "2023-01-01"),
    )
    provisions = (Provision(key="Cal. Pub. Res. Code § 42040", about="Title"),)
    return b.plastics_act().model_copy(update={**NOTED, "events": events, "provisions": provisions})


def posted() -> dict[str, Body]:
    return {
        "a law in court": b.law(**NOTED, events=EVENTS),
        "a law alone": alone(),
        "a decision on a law": b.d2().model_copy(update={**NOTED, "case_filed_on": None}),
        "a decision on no law on file": b.d4().model_copy(
            update={**NOTED, "effects": (), "appeal_from": None, "merits_reached": False}
        ),
        "a quote": b.quote(**NOTED, aliases=("warrant quote",), before="Before.", after="After."),
    }


def beside(name: str) -> list[Body]:
    """What else is on file: what the posted fact is tied to."""
    if name == "a law in court":
        return [b.ab_103(), b.ab_450(), b.d1(), b.d2(), b.d3()]
    if name == "a decision on a law":
        return [b.values_act(), b.ab_103(), b.ab_450(), b.d1(), b.d3()]
    return [b.ab_103()]


ONLY = {
    "a law alone": {"jurisdiction", "session", "bill"},
    "a decision on no law on file": {"merits_reached", "case", "docket", "citations"},
}
"""The fields to change of facts that are posted for what another of their kind refuses."""
ELSEWHERE = {
    "law": {"jurisdiction", "session", "bill"},  # a law that decisions name keeps its key
    "decision": {"merits_reached", "under_review"},  # follow from posture and disposition
    "quote": set[str](),
}
MODELS: dict[str, set[type[BaseModel]]] = {
    "law": {Law, Event, Provision, Source},
    "decision": {Decision, Effect, Source},
    "quote": {Quote, Source},
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to one field: the model and the name of the field, and the whole body with it."""

    model: type[BaseModel]
    field: str
    top: str
    """The field of the fact that it is in."""
    what: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.field}: {self.what}"


def edits(body: Body) -> Iterator[Edit]:
    """Yield every change of one field of a fact, of its rows and of its list of rows."""
    yield from _edits(type(body), body, body.model_dump(mode="json"), ())


def _edits(model: type[BaseModel], value: BaseModel, whole: Any, path: tuple[Any, ...]) -> Any:  # noqa: ANN401 (JSON of any shape)
    def changed(name: str, what: str, new: object) -> Edit:
        return Edit(model, name, str((*path, name)[0]), what, _with(whole, (*path, name), new))

    data = value.model_dump(mode="json")
    for name in model.model_fields:
        held, now = getattr(value, name), data[name]
        if name == "kind":
            continue
        if isinstance(held, tuple):
            yield changed(name, "one more", [*now, _one_more(name, held, path)])
            yield changed(name, "the last taken out", now[:-1])
            yield changed(name, "in another order", now[::-1])
            for at, row in enumerate(held):
                if isinstance(row, BaseModel):
                    yield from _edits(type(row), row, whole, (*path, name, at))
                else:
                    other = [*now[:at], f"{row} changed", *now[at + 1 :]]
                    yield changed(name, f"number {at + 1} changed", other)
        else:
            for other in _others(name, held):
                yield changed(name, "another value", other)
            if held is not None:
                yield changed(name, "taken out", None)


def _one_more(name: str, held: tuple[object, ...], path: tuple[Any, ...]) -> object:
    if name == "provisions" and path:
        return "Cal. Gov. Code § 7284.6(a)(1)(C)"
    return ROWS.get(name, "One more") if not held or not isinstance(held[0], str) else "One more"


def _others(name: str, held: object) -> Iterator[object]:
    """Yield other values of a field; the desk may refuse some beside the rest of the fact."""
    if isinstance(held, Enum):
        members = list(type(held))
        at = members.index(held)
        others = (*members[at + 1 :], *members[:at])
        yield from (one.value for one in (others if name in ASKED else others[:4]))
    elif name in DATES:
        day = held.lower if isinstance(held, EdtfDate) else date(2018, 4, 17)
        yield from (str(day + timedelta(days=by)) for by in (-1, 1))
    elif isinstance(held, bool):
        yield not held
    elif name in OTHER:
        yield OTHER[name]
    else:
        yield f"{held} changed" if held else "Words where none were"


def _with(node: Any, path: tuple[Any, ...], new: object) -> Any:  # noqa: ANN401 (JSON of any shape)
    if not path:
        return new
    first, *rest = path
    inner = _with(node[first], tuple(rest), new)
    if isinstance(node, list):
        return [*node[:first], inner, *node[first + 1 :]]
    return {**node, first: inner}


@pytest.mark.parametrize("name", list(posted()))
async def test_a_thread_is_told_exactly_if_its_card_would_read_differently(
    name: str, database_url: str
) -> None:
    body = posted()[name]
    async with open_desk(database_url, create=True, review=False) as desk:
        walk = await Walk.begin(desk, name, body)
        for edit in edits(body):
            if name not in ONLY or str(edit.top) in ONLY[name]:
                await walk.check(edit)
    reached = {
        f"{model.__name__}.{field}" for model in walk.reached for field in walk.reached[model]
    }
    if name in ONLY:
        assert reached == {f"{type(body).__name__}.{field}" for field in ONLY[name]}
    else:
        models = MODELS[body.kind]
        every = {f"{one.__name__}.{field}" for one in models for field in one.model_fields}
        elsewhere = {f"{type(body).__name__}.{field}" for field in ("kind", *ELSEWHERE[body.kind])}
        assert reached == every - elsewhere


def is_another(edit: Edit, body: Body) -> bool:
    """Whether an edit makes another fact, and one that may be filed."""
    try:
        return read_body(edit.data) != body
    except BadInput:
        return False


class Walk:
    """One posted fact: each edit is made to the fact as it was filed, and taken back."""

    def __init__(self, desk: Desk, fact: FactId, body: Body) -> None:
        self.desk, self.fact, self.body = desk, fact, body
        self.questions = [text.format(fact) for text in QUESTIONS[body.kind]]
        self.places = 0
        self.reached: dict[type[BaseModel], set[str]] = {}
        self.posted: list[Delivery] = []
        self.noticed = {field.name for field in noticed_fields(body.kind)}

    @classmethod
    async def begin(cls, desk: Desk, name: str, body: Body) -> "Walk":
        await desk.roles.give(EDITOR, Role.EDITOR, given_by="test")
        bodies = [body, *beside(name)]
        filed = [
            await desk.filing.file(None, one, editor=EDITOR)
            for one in sorted(bodies, key=lambda one: not isinstance(one, Law))
        ]
        (made,) = [one for one in filed if one is not None and one.body == body]
        return cls(desk, made.fact, body)

    async def check(self, edit: Edit) -> None:
        """Post the cards, make the edit, and hold that those are told that read differently."""
        if not is_another(edit, self.body):
            return
        changed = read_body(edit.data)
        before = [await self.post(text) for text in self.questions]
        await self.posted_notices()
        try:
            await self.revise(changed)
        except BadInput:  # the desk refuses what cannot be, such as an order before the hearing
            await self.forget()
            return
        self.reached.setdefault(edit.model, set()).add(edit.field)
        expected = set()
        for text, (channel, old) in zip(self.questions, before, strict=True):
            new = await self.look_up(text)
            if reads(old) != reads(new):
                expected.add(channel)
            elif copied(old) != copied(new):
                pytest.fail(f"{edit}: only the copied text of {text!r} would change")
            elif read_first(old) != read_first(new):
                pytest.fail(f"{edit}: only the first screen of {text!r} would change")
        told = await self.posted_notices()
        here = {channel for channel, _ in before}
        assert set(told) & here == expected, f"{edit}: {[one for one, _ in before]}"
        assert not expected or edit.top in self.noticed, edit
        for channel in expected:
            (change,) = told[channel].notice.changes  # type: ignore[union-attr]
            assert change.before != change.after, edit
            assert change.fact_stands, edit
        await self.forget()
        await self.revise(self.body)

    async def post(self, text: str) -> tuple[str, Match]:
        """Post the card that answers a question, in a channel of its own."""
        match = await self.look_up(text)
        self.places += 1
        channel = f"C{self.places:06}"
        draft = Draft(
            Way.CHANNEL, cards.card(match).json(), channel, REPORTER, "1.0",
            carries=match.rests_on, asked=(text,),
        )  # fmt: skip
        asked = Asked(REPORTER, channel, text, "found", "1.0")
        await self.desk.questions.record_answer(f"asked:{channel}", asked, lambda _: [draft])
        return channel, match

    async def look_up(self, text: str) -> Match:
        answer = await self.desk.answers.choose(self.desk.answers.read(text), self.fact)
        return answer.match

    async def revise(self, body: Body) -> None:
        based_on = (await self.desk.answers.history(self.fact, Viewer(EDITOR)))[-1].number
        made = await self.desk.revising.revise(
            None, self.fact, body, change=Change.CORRECTION, based_on=based_on, editor=EDITOR,
            reason="A test", was_wrong="a", is_right="b",
        )  # fmt: skip
        assert made is not None

    async def forget(self) -> None:
        """Take everything back that was posted, so that the next edit concerns its own cards."""
        for one in self.posted:
            await self.desk.outbox.refused(one, error="message_not_found")
        self.posted.clear()

    async def posted_notices(self) -> dict[str, Outgoing]:
        """Post what waits, and return the notices by channel."""
        while await self.desk.fan_outs.step():
            pass
        made = {}
        while claimed := await self.desk.outbox.claim(
            limit=500, busy=(), is_allowed=lambda _: True
        ):
            for one in claimed:
                if one.is_notice:
                    made[one.channel or ""] = Outgoing.model_validate_json(one.message)
                self.posted.append(one)
                await self.desk.outbox.sent(one, channel=one.channel, ts=f"2.{one.number:06}")
        return made


def reads(match: Match) -> str:
    """All of a card, but for its last line and what came after the date that it speaks for."""
    card = cards.whole_card(match.model_copy(update={"later": ()}))
    *blocks, _, _ = card.blocks
    return cards.Message(card.text, tuple(blocks)).json()


def copied(match: Match) -> str:
    """The text to copy, but for its last line and what came after."""
    return cards.whole_text(match.model_copy(update={"later": ()})).rpartition("\n")[0]


def read_first(match: Match) -> str:
    """The first screen of a card, but for its last lines and what came after."""
    card = cards.card(match.model_copy(update={"later": ()}))
    *blocks, _, _ = card.blocks
    return cards.Message(card.text, tuple(blocks)).json()
