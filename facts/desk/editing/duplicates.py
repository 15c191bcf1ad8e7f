"""Find the facts on file that a new one would repeat, so that nothing is filed twice by accident.

A quote whose words are on file, a measure of the same number whose session overlaps, a decision of
the same court, docket and day. Drafts under review and retracted facts count as on file.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from facts import wording
from facts.desk.setup import Setup
from facts.errors import OnFile
from facts.law.keys import docket_matches, sessions_overlap
from facts.model import (
    Body,
    Decision,
    Event,
    FiledFact,
    Law,
    Quote,
    Role,
    Source,
    Viewer,
    fields,
)
from facts.people import Same, same_speaker
from facts.quotes import Overlap, is_short, merged_passages, overlap
from facts.search import content_words
from facts.store import Transaction, search_index
from facts.store.facts import revisions, similar

_CANDIDATES = 25
_AT_ONCE = 30
"""Words of a long passage that are searched for together: the index reads the rarest of them."""
_NOT_INDEXED = 200
_SHARED = 0.5
"""The share of the shorter passage's words that two passages must have in common to be compared."""
_MOST = 5
_IDENTITY = frozenset({"jurisdiction", "session", "bill", "court", "docket", "decided_on"})


class Duplicates:
    """Compares what is about to be filed with what is on file. Read-only."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    async def of(self, body: Body, *, person: str) -> tuple[OnFile, ...]:
        """Return the facts that a new one would repeat, closest first, as a person may know them.

        An editor is told of every fact; anybody else only of those they may see.
        """
        match body:
            case Quote():
                return (await self.of_words([(body.passages, body.speaker)], person=person))[0]
            case Law():
                first, last = body.jurisdiction, body.bill
            case Decision():
                first, last = body.court, str(body.decided_on)
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            found = await self._known_to(tx, await similar.with_key(tx, first, last), person)
        same = [fact for fact in found if _is_same(body, fact.body)][:_MOST]
        return tuple(_on_file(fact, has_key=fact.body.key == body.key) for fact in same)

    async def of_words(
        self, said: Sequence[tuple[Sequence[str], str | None]], *, person: str
    ) -> list[tuple[OnFile, ...]]:
        """Return, for the passages and the speaker of each of several quotes, what they repeat."""
        async with self._setup.store.reading(self._setup.workspace_id) as tx:
            outside = await similar.not_indexed(tx, limit=_NOT_INDEXED)
            return [
                _alike(
                    passages,
                    speaker,
                    await self._known_to(tx, [*await _with_words(tx, passages), *outside], person),
                )
                for passages, speaker in said
            ]

    @staticmethod
    def merged(on_file: Body, new: Body) -> Body:
        """Return a fact on file with what the new one says of it: how a correction begins.

        What identifies a law or a decision stays; of rows and lists nothing on file is left out.
        """
        return _merged(on_file, new)

    async def _known_to(
        self, tx: Transaction, numbers: Iterable[int], person: str
    ) -> list[FiledFact]:
        facts = (await revisions.filed(tx, numbers)).values()
        role, now = await self._setup.role(tx, person), self._setup.clock()
        viewer = Viewer(person, direct=True)
        return [
            fact
            for fact in facts
            if role.includes(Role.EDITOR) or fact.current.is_visible_to(viewer, role, at=now)
        ]


def _merged(on_file: Body, new: Body) -> Body:
    changes: dict[str, Any] = {}
    for field in fields.fields_of(on_file.kind):
        old, given = field.value_of(on_file), field.value_of(new)
        if not field.is_typed or field.name in _IDENTITY or given in (None, "", ()):
            continue
        if field.name == "passages":
            changes[field.name] = merged_passages(given, old)
        elif isinstance(old, tuple):
            changes[field.name] = (*old, *(row for row in given if row not in old))
        else:
            changes[field.name] = given
    changes["sources"] = sources = _merged_sources(on_file.sources, new.sources)
    if isinstance(on_file, Law) and isinstance(new, Law):
        known = {_what_and_when(event) for event in on_file.events}
        changes["events"] = (
            *on_file.events,
            *(
                event.model_copy(update={"source": _place(new.sources[event.source - 1], sources)})
                for event in new.events
                if _what_and_when(event) not in known
            ),
        )
    return on_file.model_copy(update=changes)


def _merged_sources(on_file: Sequence[Source], new: Sequence[Source]) -> tuple[Source, ...]:
    known = {_identity(one) for one in on_file}
    return (*on_file, *(one for one in new if _identity(one) not in known))


def _place(source: Source, among: Sequence[Source]) -> int:
    return [_identity(one) for one in among].index(_identity(source)) + 1


def _identity(source: Source) -> tuple[str | None, ...]:
    return (source.url,) if source.url else (source.title, source.publisher, str(source.published))


def _what_and_when(event: Event) -> tuple[object, ...]:
    return event.event, event.on, event.provisions


def _on_file(fact: FiledFact, overlap: Overlap = Overlap.SAME, *, has_key: bool = False) -> OnFile:
    state = "retracted" if fact.is_retracted else ""
    if not fact.current.is_approved:
        state = "sent back" if _was_sent_back(fact) else "waiting for review"
    return OnFile(
        str(fact.id),
        wording.on_file_sentence(fact.body, fact.id, overlap, state=state),
        is_near=not overlap.is_on_file,
        can_correct=not state,
        has_key=has_key,
    )


def _was_sent_back(fact: FiledFact) -> bool:
    return not fact.current.is_approved and not fact.current.is_pending


def _is_same(new: Body, on_file: Body) -> bool:
    """Whether a law or a decision with a similar key is the same one."""
    match new, on_file:
        case Law(), Law():
            return sessions_overlap(new.session, on_file.session, new.jurisdiction)
        case Decision(), Decision():
            return docket_matches(new.docket, on_file.docket) or docket_matches(
                on_file.docket, new.docket
            )
        case _:
            return False


async def _with_words(tx: Transaction, passages: Sequence[str]) -> list[int]:
    """Return the facts that may have words of these passages."""
    found: list[int] = []
    for passage in passages:
        words = content_words(passage)
        for start in range(0, len(words), _AT_ONCE):
            some = words[start : start + _AT_ONCE]
            found += [hit.fact for hit in await search_index.with_text(tx, some, limit=_CANDIDATES)]
    return found


def _alike(
    passages: Sequence[str], speaker: str | None, facts: Iterable[FiledFact]
) -> tuple[OnFile, ...]:
    found = [
        (kind, fact)
        for fact in facts
        if fact.quote is not None
        and not _was_sent_back(fact)
        and _share_words(passages, fact.quote.passages)
        and (kind := overlap(passages, fact.quote.passages)) is not None
        and (_is_long(passages) or _is_speaker(speaker, fact.quote))
    ]
    if any(kind.is_on_file for kind, _ in found):
        found = [one for one in found if one[0].is_on_file]  # what is only near says nothing more
    order = list(Overlap)
    found.sort(key=lambda one: (order.index(one[0]), one[1].id.number))
    return tuple(_on_file(fact, kind) for kind, fact in found[:_MOST])


def _share_words(passages: Sequence[str], on_file: Sequence[str]) -> bool:
    """Whether two passages have enough words in common to be worth a comparison."""
    return any(
        len(_words(here) & _words(there)) >= _SHARED * min(len(_words(here)), len(_words(there)))
        for here in passages
        for there in on_file
    )


@lru_cache(maxsize=4096)
def _words(passage: str) -> frozenset[str]:
    return frozenset(content_words(passage))


def _is_long(passages: Sequence[str]) -> bool:
    return not all(map(is_short, passages))


def _is_speaker(speaker: str | None, quote: Quote) -> bool:
    named = same_speaker(speaker, quote.speaker, quote.speaker_aliases, role=quote.role)
    return named is Same.YES
