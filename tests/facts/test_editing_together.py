"""Editors on one fact, in any order: nothing that anybody filed is lost."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import builders as b
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from facts import Body, Change, FactId, Revision, Role, Viewer, open_desk
from facts.errors import FactdeskError

EDITORS = ("U0EDITOR", "U0EDITOR2", "U0ADMIN")
TOPICS = ("warrants", "transfers", "custody")
_EDITOR = st.sampled_from(EDITORS)


class Editing(RuleBasedStateMachine):
    """Three editors who correct, retract, restore, approve and send back, each from what he saw."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._folder = tempfile.TemporaryDirectory()
        self._pressed = 0
        self._loop.run(self._open())
        self.filed = [self._body("first")]

    async def _open(self) -> None:
        file = Path(self._folder.name) / "facts.db"
        desk = open_desk(f"sqlite+aiosqlite:///{file}", create=True, admins=frozenset(EDITORS[2:]))
        self.desk = await self._stack.enter_async_context(desk)
        for editor in EDITORS[:2]:
            await self.desk.roles.give(editor, Role.EDITOR, given_by="test")
        made = await self.desk.filing.file(None, self._body("first"), editor=EDITORS[0])
        assert made is not None
        self.fact: FactId = made.fact

    def teardown(self) -> None:
        self._loop.run(self._stack.aclose())
        self._loop.close()
        self._folder.cleanup()

    @staticmethod
    def _body(topic: str) -> Body:
        return b.quote(topic=topic)

    def _history(self) -> tuple[Revision, ...]:
        return self._loop.run(self.desk.answers.history(self.fact, Viewer(EDITORS[0])))

    def _tried(self, action: object) -> Revision | None:
        """Do it; a refusal in a sentence is as good, if it changes nothing."""
        before = self._history()
        try:
            made: Revision | None = self._loop.run(action)  # type: ignore[arg-type]  # a coroutine
        except FactdeskError:
            assert self._history() == before
            return None
        return made

    @rule(editor=_EDITOR, topic=st.sampled_from(TOPICS), behind=st.integers(0, 2))
    def correct(self, editor: str, topic: str, behind: int) -> None:
        """From the newest revision, or from one that was newest a while ago."""
        newest = self._history()[-1].number
        body = self._body(f"{topic} {newest}")
        made = self._tried(
            self.desk.revising.revise(
                None, self.fact, body, change=Change.CORRECTION, editor=editor,
                based_on=max(1, newest - behind), reason="It was another topic",
            )
        )  # fmt: skip
        if made is not None:
            assert newest - behind <= 0 or behind == 0, "what was changed meanwhile was passed over"
            self.filed.append(body)

    @rule(editor=_EDITOR, behind=st.integers(0, 2))
    def retract(self, editor: str, behind: int) -> None:
        history = self._history()
        based_on = max(1, history[-1].number - behind)
        made = self._tried(
            self.desk.revising.retract(
                None, self.fact, based_on=based_on, editor=editor, reason="It was never said"
            )
        )
        if made is not None:
            self.filed.append(made.body)

    @rule(editor=_EDITOR)
    def restore(self, editor: str) -> None:
        newest = self._history()[-1].number
        body = self._body(f"restored {newest}")
        made = self._tried(
            self.desk.revising.revise(
                None, self.fact, body, change=Change.RESTORATION, editor=editor,
                based_on=newest, reason="It was said after all",
            )
        )  # fmt: skip
        if made is not None:
            self.filed.append(body)

    @rule(editor=_EDITOR, approved=st.booleans(), behind=st.integers(0, 2))
    def decide(self, editor: str, approved: bool, behind: int) -> None:
        number = max(1, self._history()[-1].number - behind)
        self._pressed += 1
        self._tried(
            self.desk.review.decide(
                f"press:{self._pressed}", self.fact, number, approver=editor,
                approved=approved, why=None if approved else "The source says otherwise",
            )
        )  # fmt: skip

    @invariant()
    def nothing_is_lost(self) -> None:
        history = self._history()
        assert [one.number for one in history] == list(range(1, len(history) + 1))
        assert [one.body for one in history] == self.filed

    @invariant()
    def nobody_approves_his_own(self) -> None:
        for one in self._history():
            approval = one.approval
            if one.is_approved and approval is not None and one.change is not Change.RETRACTION:
                assert approval.approver != one.editor

    @invariant()
    def readers_are_told_of_the_newest_approved(self) -> None:
        approved = [one for one in self._history() if one.is_approved]
        shown = self._loop.run(self.desk.answers.choose(self.desk.answers.read("F-1"), self.fact))
        if not approved:
            assert shown.matches == ()
        else:
            (match,) = shown.matches
            assert match.fact.current.number == approved[-1].number


Editing.TestCase.settings = settings(max_examples=15, stateful_step_count=12)
TestEditing = Editing.TestCase
