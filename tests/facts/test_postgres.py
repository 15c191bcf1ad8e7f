"""PostgreSQL when something is wrong with it: each fault is a sentence, and nothing is lost."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from databases import PostgresDatabases, address

from facts import Desk, Role, open_desk
from facts.desk.workspace.database import examine
from facts.desk.workspace.database import upgrade as upgrade_database
from facts.errors import StoreBusy, Unavailable
from facts.store import schema


@pytest.fixture
def starter(postgres: PostgresDatabases) -> str:
    """A database with the starter facts."""
    url = postgres.empty()
    postgres.fill(url)
    return url


NO_SERVER = "postgresql+asyncpg://factdesk@127.0.0.1:9/factdesk"  # port 9 discards
WRONG: list[tuple[str, Callable[[str], str], str]] = [
    ("no server", lambda _: NO_SERVER, "cannot be reached"),
    ("no database", lambda url: address(url, "none"), "no such database"),
    ("an empty one", lambda url: address(url, "template1"), "factdesk db upgrade"),
]


@pytest.mark.parametrize(("url", "sentence"), [one[1:] for one in WRONG], ids=[w[0] for w in WRONG])
async def test_a_wrong_address_is_a_sentence(
    postgres_url: str, url: Callable[[str], str], sentence: str
) -> None:
    with pytest.raises(Unavailable, match=sentence):
        async with open_desk(url(postgres_url)):
            pass


async def test_an_encoding_that_cannot_hold_every_name_is_refused(
    postgres: PostgresDatabases,
) -> None:
    url = postgres.empty(encoding="LATIN1")
    with pytest.raises(Unavailable, match="encoding must be UTF8"):
        await upgrade_database(url)


async def test_two_upgrades_at_once_are_one(postgres: PostgresDatabases) -> None:
    url = postgres.empty()
    await asyncio.gather(upgrade_database(url), upgrade_database(url))
    assert (await examine(url)).is_well


async def test_a_lost_connection_is_a_sentence_and_the_next_question_is_answered(
    postgres: PostgresDatabases, starter: str
) -> None:
    """As after `pg_ctl restart -m immediate`: every connection is gone at once."""
    async with open_desk(starter) as desk:
        assert await _asked(desk) == 1

        async def interrupted() -> None:
            async with desk.setup.store.writing(desk.setup.workspace_id) as tx:
                postgres.end_connections(starter)
                await tx.next_number(schema.fact)

        with pytest.raises(Unavailable, match="cannot be reached"):
            await interrupted()
        assert await _asked(desk) == 1


async def test_a_long_writer_is_not_waited_for_and_readers_go_on(
    postgres: PostgresDatabases, starter: str
) -> None:
    async with open_desk(starter) as desk:
        with postgres.writing(starter):
            with pytest.raises(StoreBusy, match="try again in a few seconds"):
                await desk.roles.give("U1", Role.EDITOR, given_by="test")
            assert await _asked(desk) == 1
        await desk.roles.give("U1", Role.EDITOR, given_by="test")


async def test_more_questions_than_connections_wait_for_one(starter: str) -> None:
    async with open_desk(starter) as desk:
        assert await asyncio.gather(*(_asked(desk) for _ in range(40))) == [1] * 40


async def test_a_server_that_can_only_be_read_is_a_sentence(
    postgres: PostgresDatabases, starter: str
) -> None:
    """As a standby that is given for the primary."""
    name = urlsplit(starter).path[1:]
    postgres.run(starter, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    async with open_desk(starter) as desk:
        assert await _asked(desk) == 1
        with pytest.raises(Unavailable, match="can only be read"):
            await desk.roles.give("U1", Role.EDITOR, given_by="test")


async def test_of_several_processes_one_has_the_turn_to_send(
    postgres: PostgresDatabases, starter: str
) -> None:
    """The next one gets it when the first gives it up, or loses its connection."""
    async with open_desk(starter, serving=True) as one, open_desk(starter, serving=True) as other:
        called = asyncio.Event()
        assert await one.outbox.take_turn(called.set) == 1
        assert await one.outbox.take_turn(called.set) == 1
        assert await other.outbox.take_turn(called.set) is None
        assert (await examine(starter)).served_by is not None
        await other.roles.give("U1", Role.EDITOR, given_by="test")
        await called.wait()  # whoever has the turn is called by what others write
        await one.outbox.end_turn()
        assert await other.outbox.take_turn(called.set) == 1
        postgres.end_connections(starter)
        assert await one.outbox.take_turn(called.set) == 2
        assert await other.outbox.take_turn(called.set) is None
        await one.outbox.end_turn()
        await other.outbox.end_turn()


async def _asked(desk: Desk) -> int:
    return (await desk.answers.look_up(desk.answers.read("F-1"))).match.fact.id.number
