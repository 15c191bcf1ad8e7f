"""The index: which facts hold the words of a question, and how much that says."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import builders as b
import pytest
from databases import Databases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from facts.model import Approval, ApprovalBasis, Body, Change, Quote, Revision
from facts.search import content_words
from facts.store import Store, Transaction, schema_version, search_index, workspaces
from facts.store.facts import revisions
from facts.store.search_index import Frequencies, TextHit

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """One workspace of a database."""

    store: Store
    workspace_id: int

    async def file(self, *bodies: Body) -> list[Revision]:
        async with self.store.writing(self.workspace_id) as tx:
            return [await approved(tx, body) for body in bodies]

    async def change(self, before: Revision, change: Change, body: Body) -> Revision:
        """Approve a next revision as far as the index sees it."""
        made = before.model_copy(
            update={"number": before.number + 1, "change": change, "body": body}
        )
        async with self.store.writing(self.workspace_id) as tx:
            await search_index.renew(tx, made)
        return made

    async def hits(self, text: str, *, limit: int = 10) -> list[TextHit]:
        async with self.store.reading(self.workspace_id) as tx:
            return await search_index.with_text(tx, content_words(text), limit=limit)

    async def found(self, text: str) -> list[int]:
        return [hit.fact for hit in await self.hits(text)]

    async def frequencies(self, *words: str) -> Frequencies:
        async with self.store.reading(self.workspace_id) as tx:
            return await search_index.frequencies(tx, words)

    async def spelt_like(self, *words: str) -> dict[str, list[str]]:
        async with self.store.reading(self.workspace_id) as tx:
            return await search_index.spelt_like(tx, words)


async def approved(tx: Transaction, body: Body) -> Revision:
    draft = await revisions.add_fact(tx, body, editor="U1", reason=None, now=NOW)
    approval = Approval(approved=True, basis=ApprovalBasis.REVIEW_OFF, at=NOW)
    return await revisions.decide(tx, draft, approval)


@pytest.fixture
async def newsroom(database_url: str) -> AsyncIterator[Newsroom]:
    """A newsroom with nothing on file."""
    async with Store.open(database_url) as store:
        await schema_version.upgrade(store)
        number = await workspaces.only_one(store, named=None, now=NOW)
        yield Newsroom(store, number)


def said(words: str, **overrides: object) -> Quote:
    plain: dict[str, object] = {
        "passages": (words,),
        "speaker": "Ann Onymous",
        "speaker_aliases": (),
        "role": None,
        "occasion": None,
        "topic": None,
        "aliases": (),
    }
    return b.quote(**plain | overrides)


async def test_every_word_is_found_by_its_stem(newsroom: Newsroom) -> None:
    await newsroom.file(said("The governors were signing bills"), said("Nothing of the kind"))
    assert await newsroom.found("governor signed bill") == [1]


async def test_a_word_in_the_speakers_name_outweighs_one_in_the_words(newsroom: Newsroom) -> None:
    await newsroom.file(
        said("Luna told us that warrants are needed", speaker="Kim Lee"),
        said("Warrants are needed, as we told them", speaker="Robert Luna"),
    )
    assert await newsroom.found("Luna warrants") == [2, 1]


async def test_the_speech_around_a_quote_counts_for_less_than_its_words(
    newsroom: Newsroom,
) -> None:
    await newsroom.file(
        said("We need them here", after="The drought will be long"),
        said("The drought will be long", after="We need them here"),
    )
    assert await newsroom.found("drought") == [2, 1]


async def test_a_bills_number_is_found_written_together_and_apart(newsroom: Newsroom) -> None:
    await newsroom.file(b.values_act(), b.ab_103())
    assert (await newsroom.found("sb54"))[0] == 1
    assert (await newsroom.found("sb 54"))[0] == 1


@pytest.mark.parametrize(
    ("filed", "asked"),
    [("José Pérez", "jose perez"), ("Jose Perez", "JOSÉ PÉREZ"), ("Jose\u0301", "José")],
)
async def test_marks_on_letters_make_no_difference(
    newsroom: Newsroom, filed: str, asked: str
) -> None:
    await newsroom.file(said("It rains", speaker=filed))
    assert await newsroom.found(asked) == [1]


async def test_there_is_no_search_by_the_beginnings_of_words(newsroom: Newsroom) -> None:
    await newsroom.file(said("Immigration"))
    assert await newsroom.found("immi*") == []
    assert await newsroom.found("immi") == []


async def test_facts_that_score_alike_come_by_number(newsroom: Newsroom) -> None:
    await newsroom.file(*[said("Rain on zebras")] * 4)
    hits = await newsroom.hits("zebras rain")
    assert [hit.fact for hit in hits] == [1, 2, 3, 4]
    assert len({hit.bm25 for hit in hits}) == 1


async def test_a_score_is_positive_and_below_its_bound(newsroom: Newsroom) -> None:
    await newsroom.file(*[said("Warrants, warrants and warrants again")] * 3, said("Rain"))
    (best, *_) = await newsroom.hits("warrants rain")
    counts = await newsroom.frequencies("warrants", "rain")
    assert 0 < best.bm25 < counts.upper_bound(counts.selective)


async def test_words_are_counted_by_the_facts_that_hold_them(newsroom: Newsroom) -> None:
    await newsroom.file(said("Rain and rain"), said("Rains"), said("Snow"))
    counts = await newsroom.frequencies("rain", "snow", "hail")
    assert (counts.facts, dict(counts.holding)) == (3, {"rain": 2, "snow": 1, "hail": 0})
    assert counts.idf("hail") > counts.idf("snow") > counts.idf("rain") > 0


def test_common_words_are_dropped_but_never_all() -> None:
    held = {"rare": 3, "uncommon": 5_000, "common": 5_001}
    assert Frequencies(100_000, held).selective == ("rare", "uncommon")
    assert Frequencies(100_000, {"common": 90_000, "commoner": 95_000}).selective == ("common",)


def test_the_rarest_eight_words_are_kept() -> None:
    held = {f"word{number}": 20 - number for number in range(12)}
    assert Frequencies(1_000, held).selective == tuple(
        f"word{number}" for number in range(11, 3, -1)
    )


def test_a_word_that_no_fact_holds_is_not_looked_for() -> None:
    assert Frequencies(10, {"absent": 0}).selective == ()


async def test_another_workspaces_facts_are_neither_found_nor_counted(
    newsroom: Newsroom,
) -> None:
    async with newsroom.store.altering() as connection:
        await connection.execute(
            text("INSERT INTO workspace VALUES (2, 'T2', 'other', '2026-11-24')")
        )
    other = Newsroom(newsroom.store, 2)
    await newsroom.file(said("Zebras", speaker="Robert Lunarin"))
    await other.file(said("Giraffes"), said("Giraffes"))
    assert await other.found("zebras") == []
    assert await newsroom.found("giraffes") == []
    assert (await newsroom.frequencies("giraffes", "zebras")).holding == {
        "giraffes": 0,
        "zebras": 1,
    }
    assert (await other.frequencies("giraffes")).facts == 2
    assert await other.spelt_like("lunarim") == {}


async def test_a_retraction_takes_a_fact_out(newsroom: Newsroom) -> None:
    first, _ = await newsroom.file(said("Zebras"), said("Giraffes"))
    await newsroom.change(first, Change.RETRACTION, first.body)
    assert await newsroom.found("zebras") == []
    counts = await newsroom.frequencies("zebras", "giraffes")
    assert (counts.facts, dict(counts.holding)) == (1, {"zebras": 0, "giraffes": 1})
    assert await newsroom.spelt_like("zebrass") == {}


async def test_a_correction_is_found_by_its_words_and_no_longer_by_the_old(
    newsroom: Newsroom,
) -> None:
    (first,) = await newsroom.file(said("Zebras run"))
    await newsroom.change(first, Change.CORRECTION, said("Zebras graze"))
    assert await newsroom.found("run") == []
    assert await newsroom.found("graze") == [1]
    assert dict((await newsroom.frequencies("zebras", "run")).holding) == {"zebras": 1, "run": 0}


async def test_what_is_filed_is_found_in_its_own_transaction_and_gone_if_that_fails(
    newsroom: Newsroom,
) -> None:
    class GivenUpError(Exception):
        pass

    async def file_and_give_up() -> None:
        async with newsroom.store.writing(newsroom.workspace_id) as tx:
            await approved(tx, said("Zebras"))
            assert [hit.fact for hit in await search_index.with_text(tx, ["zebras"], limit=5)] == [
                1
            ]
            assert (await search_index.frequencies(tx, ["zebras"])).holding["zebras"] == 1
            raise GivenUpError

    with pytest.raises(GivenUpError):
        await file_and_give_up()
    assert await newsroom.found("zebras") == []
    assert (await newsroom.frequencies("zebras")).facts == 0


SLIPS = [
    ("bonta", "bomta"),
    ("bonta", "bnta"),
    ("bonta", "bontta"),
    ("bonta", "botna"),
    ("bonta", "zonta"),
    ("bonta", "bonte"),
    ("luna", "lunna"),
    ("cooperation", "coperaton"),
    ("cooperation", "ocoperatino"),
    ("mendocino", "nendocina"),
    ("fernandez", "hernandes"),
]


@pytest.mark.parametrize(("meant", "typed"), SLIPS)
async def test_a_misspelt_word_finds_what_facts_hold(
    newsroom: Newsroom, meant: str, typed: str
) -> None:
    await newsroom.file(said(f"It was {meant} yesterday"))
    assert await newsroom.spelt_like(typed) == {typed: [meant]}


@pytest.mark.parametrize(
    "typed",
    ["bonta", "bon", "bomt", "baomta", "cooperation", "copratin"],
)
async def test_what_is_held_or_short_or_too_far_off_is_not_mended(
    newsroom: Newsroom, typed: str
) -> None:
    await newsroom.file(said("Bonta on cooperation"))
    assert await newsroom.spelt_like(typed) == {}


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word of eight letters or more, and the same with up to two slips."""
    word = draw(st.text("abcdefgh", min_size=9, max_size=12))
    typed = word
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(typed) - 2))
        letter = draw(st.sampled_from("abxyz"))
        typed = draw(
            st.sampled_from(
                [
                    typed[:at] + typed[at + 1 :],
                    typed[:at] + letter + typed[at:],
                    typed[:at] + letter + typed[at + 1 :],
                ]
            )
        )
    return word, typed


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=slips())
async def test_two_slips_anywhere_in_a_long_word_are_mended(
    newsroom: Newsroom, made: tuple[str, str]
) -> None:
    word, typed = made
    await newsroom.file(said(f"It was {word} yesterday"))
    counts = await newsroom.frequencies(typed)
    if len(typed) >= 8 and not counts.holding[typed]:
        assert word in (await newsroom.spelt_like(typed))[typed]


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(max_size=200), words=st.lists(st.text(max_size=20), max_size=30))
async def test_no_text_whatever_breaks_a_query(
    newsroom: Newsroom, text: str, words: Sequence[str]
) -> None:
    """Nothing is on file, so nothing is found; no sign that the text contains may raise."""
    assert await newsroom.hits(text) == []
    async with newsroom.store.reading(newsroom.workspace_id) as tx:
        assert await search_index.with_text(tx, words, limit=5) == []
        counts = await search_index.frequencies(tx, words)
        assert not any(counts.holding.values())
        assert not any((await search_index.spelt_like(tx, words)).values())


@pytest.mark.parametrize(
    "text",
    ['"', '"unclosed', "a*", "^a", "claim:a", "{a b}: c", "a OR", "NOT a", "(" * 5000, "a\0b", "-"],
)
async def test_the_index_languages_signs_are_words_or_nothing(
    newsroom: Newsroom, text: str
) -> None:
    """They find nothing by themselves, and keep no word beside them from being found."""
    await newsroom.file(said("It rains"))
    (filed,) = await newsroom.found("rains")
    assert await newsroom.found(text) == []
    async with newsroom.store.reading(newsroom.workspace_id) as tx:
        (hit,) = await search_index.with_text(tx, [text, "rains"], limit=5)
    assert hit.fact == filed


async def test_an_upgrade_fills_the_index_anew(databases: Databases, database_url: str) -> None:
    async with Store.open(database_url) as store:
        await schema_version.upgrade(store)
        newsroom = Newsroom(store, await workspaces.only_one(store, named=None, now=NOW))
        await newsroom.file(said("Zebras"), said("Giraffes"))
    for table in ("fact_text", "stem_frequency", "text_index_size"):
        databases.run(database_url, f"DELETE FROM {table}")  # noqa: S608 (tables of ours)
    async with Store.open(database_url) as store:
        await schema_version.upgrade(store)
        newsroom = Newsroom(store, 1)
        assert await newsroom.found("giraffes") == [2]
        assert (await newsroom.frequencies("zebras")).facts == 2


async def test_a_case_is_read_whole_where_a_decision_in_it_is_on_another_law_alone(
    newsroom: Newsroom,
) -> None:
    def only(law: str, outcome: str, **given: object) -> Body:
        return b.decision(separate_views=None, effects=(b.effect(law, outcome),), **given)

    law, other = b.values_act(), b.ab_103()
    first = only(
        law.key, "not_enjoined", court="caed", docket="2:18-cv-00490", decided_on="2018-07-05",
        posture="preliminary_injunction", disposition="denied", appeal_from=None,
    )  # fmt: skip
    second = only(
        other.key, "remanded", court="ca9", docket="18-16496", decided_on="2019-04-18",
        posture="appeal_of_preliminary_injunction", disposition="reversed", appeal_from=first.key,
    )  # fmt: skip
    third = only(
        law.key, "left_in_place", court="scotus", docket="19-532", decided_on="2020-06-15",
        posture="certiorari", disposition="denied", appeal_from=second.key,
    )  # fmt: skip
    filed = await newsroom.file(law, other, first, second, third)
    async with newsroom.store.reading(newsroom.workspace_id) as tx:
        found = await revisions.filed(tx, [filed[0].fact.number], tied=True)
    assert {one.body.key for one in found.values()} == {
        law.key, first.key, second.key, third.key
    }  # fmt: skip
