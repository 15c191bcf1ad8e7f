"""Whatever a fact, a question or a name holds: no card carries a mention or a link not of ours."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from builders import VALUES_ACT, d1, d3, effect, event, law, quote, source
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import cards
from bot.cards import requests, review
from bot.cards.history import history_message
from bot.cards.message import words
from bot.cards.notices import superseded_card
from bot.cards.outbox import undelivered
from bot.cards.quotes import quote_check
from facts import Body, Delivery, FactId, Question, QuoteCheck, Way, notices, read_body
from facts.answer import Answer, Outcome
from facts.desk.answers.matches import Pool, match_of
from facts.errors import BadInput
from facts.model import Approval, ApprovalBasis, Change, FiledFact, Matter, Quote, Revision
from facts.question import read_question
from facts.quotes import QuoteOnFile, check_message, find_spans

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ASKER, CHANNEL = "U0REPORTER", "C0NEWSROOM"
OURS = "https://source.example/"

_ATTACKS = [
    "<!channel>", "<!here|here>", "<!everyone>", "<!subteam^S1|desk>", "<@U0ADMIN>", "<#C0PRIVATE>",
    "<https://evil.example|the court>", "<mailto:a@evil.example|b>", "<javascript:x|y>", "@channel",
    "&lt;!channel&gt;", "<", ">", "|", "`<!here>`", "*<@U0ADMIN>*", "```", "\u2028<!channel>",
    "xoxb-0123456789-secret", "https://evil.example/x",
]  # fmt: skip
hostile = st.lists(
    st.one_of(st.sampled_from(_ATTACKS), st.text(st.characters(codec="utf-8"), max_size=12)),
    min_size=1,
    max_size=6,
).map(" ".join)

_WRITTEN = frozenset(
    {
        "passages", "speaker", "speaker_aliases", "role", "occasion", "topic", "before", "after",
        "title", "publisher", "origin", "locator", "excerpt", "note", "notes", "subject", "summary",
        "author", "chapter", "by", "about", "case", "docket", "citations", "judges", "holding",
        "separate_views", "basis", "limited_to", "aliases",
    }
)  # fmt: skip
"""Every field that a person fills with words of his own."""


def with_words(body: Body, text: str) -> Body | None:
    """The same fact with a text in every field that people write; None where it is refused."""

    def filled(node: object, name: str) -> object:
        if isinstance(node, dict):
            return {key: filled(value, key) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(value, name) for value in node]
        return text if name in _WRITTEN and isinstance(node, str) else node

    try:
        return read_body(filled(body.model_dump(mode="json"), ""))  # type: ignore[arg-type]
    except BadInput:
        return None


def everything(text: str) -> Iterator[tuple[str, cards.Message]]:
    """Every kind of message, with a text wherever people's words go."""
    links = (source(url=f"{OURS}a?b=1&c=2"), source(url=f"{OURS}d"))
    plain: list[Body] = [
        law(sources=links, events=(event("signed", "2017-10-05", by="x", note="x"),)),
        d1().model_copy(update={"sources": links}),
        d3().model_copy(
            update={"sources": links, "effects": (effect(VALUES_ACT, "left_in_place", basis="x"),)}
        ),
        quote(sources=links, occasion="x", notes=("x",)),
    ]
    bodies = [with_words(body, text) for body in plain]
    if any(body is None for body in bodies):  # such text cannot be filed; it can still be asked
        bodies = list(plain)
    drafts = [_revision(body, at, text) for at, body in enumerate(bodies, 1) if body is not None]
    approved = [_decided(one, text, approved=True) for one in drafts]
    question = read_question(text, today=TODAY)
    facts = tuple(FiledFact(current=one) for one in approved)
    yield from _answers(facts, question)
    for draft, done in zip(drafts, approved, strict=True):
        back = _decided(draft, text, approved=False)
        yield "draft", review.draft_card(draft, warnings=[text])
        yield "history", history_message([done, back], may_revise=True)
        for decided in (done, back):
            yield "decided", review.decided_card(decided)
            yield "told", review.author_message(decided)
        yield "filed", cards.Message("", tuple(review.filed_blocks(done, waits_for=[words(text)])))
        yield "disputed", requests.disputed(1, done, text, CHANNEL, Matter.WRONG_FACT, text, text)
    yield "filed", cards.Message("", tuple(review.filed_list(drafts, waits_for=[words(text)])))
    yield "requested", requests.requested(1, text, CHANNEL, text, text)
    yield "sentence", cards.sentence(text)
    yield "undelivered", undelivered(_delivery(), text)
    yield "checked", _checked(facts, text)


def _answers(
    facts: tuple[FiledFact, ...], question: Question
) -> Iterator[tuple[str, cards.Message]]:
    pool = Pool(facts)
    matches = tuple(match_of(fact, question, pool, probability=1.0, today=TODAY) for fact in facts)
    for match in matches:
        shown = cards.card(match)
        yield "card", shown
        asked = notices.Opening(asker=ASKER, question=question.text)
        yield "opening", cards.opening(asked, match)
        struck = notices.Superseded(
            opening=asked, headings=(question.text,), struck=(question.text, match.sentence),
            label=notices.Label.UPDATE, fact=match.fact.id, before=1, after=2, at=NOW,
        )  # fmt: skip
        yield "opening", superseded_card(struck, notice=None)
        for error in ("not_in_channel", "is_archived", "msg_too_long", question.text):
            alone = cards.alone(json.loads(shown.json()), error)
            yield "alone", cards.Message(str(alone["text"]), tuple(alone["blocks"]))
    picker = Answer(question=question, outcome=Outcome.CHOICES, matches=matches)
    yield "choices", cards.choices(picker, 1)
    nothing = Answer(question=question, outcome=Outcome.NOTHING, related=facts)
    yield "nothing", cards.nothing(nothing, 1)


def _checked(facts: tuple[FiledFact, ...], text: str) -> cards.Message:
    (fact,) = (one for one in facts if isinstance(one.body, Quote))
    body = fact.body
    assert isinstance(body, Quote)
    on_file = QuoteOnFile(
        id=str(fact.id), passages=body.passages, speaker=body.speaker,
        speaker_aliases=body.speaker_aliases, before=body.before, after=body.after,
    )  # fmt: skip
    found = find_spans(f"“{text} and not one word more than that was said to us,” {text} said.")
    checked = check_message(found, [[on_file] for _ in found.spans], speaker=None)
    return quote_check(QuoteCheck(checked, {str(fact.id): fact}), 1, message_ts="1.1")


def _revision(body: Body, number: int, text: str) -> Revision:
    return Revision.model_construct(
        fact=FactId(number=number), number=1, body=body, editor="U0EDITOR", editor_name=text,
        reason=text, change=Change.FILED, recorded_at=NOW,
    )  # fmt: skip


def _decided(revision: Revision, text: str, *, approved: bool) -> Revision:
    approval = Approval.model_construct(
        approved=approved, basis=ApprovalBasis.SECOND_EDITOR, approver="U0EDITOR2",
        approver_name=text, at=NOW, why=text,
    )  # fmt: skip
    return revision.model_copy(update={"approval": approval})


def _delivery() -> Delivery:
    return Delivery(
        number=1, way=Way.CHANNEL, message="{}", channel=CHANNEL, person=None, thread_ts=None,
        question=None, attempts=1, mark="m", made_at=NOW, is_unknown=False, resent=0,
        until_known=False, of_dead=None,
    )  # fmt: skip


_OUR_LINKS = re.compile(
    rf"<{re.escape(OURS)}[a-z](?:\?b=1&amp;c=2)?\|[^<>]*>"
    r"|<!date\^\d+\^\{date_short\} at \{time\}\|\w+ \d+, \d{4} at \d\d:\d\d UTC>"
)
"""Our own links, and moments: Slack shows those as dates."""


def live_in(message: cards.Message) -> list[str]:
    """What in a message would call somebody or lead somewhere, but for our own links."""
    found = [f"text: {message.text}"] if "<" in _OUR_LINKS.sub("", message.text) else []
    return found + list(_live(json.loads(message.json())["blocks"]))


def _live(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _live(one)
    if isinstance(node, dict):
        if any(breaks(node) for breaks in _BREAKS.get(str(node.get("type")), ())):
            yield str(node)
        for value in node.values():
            yield from _live(value)


Breaks = Callable[[dict[str, str]], bool]
_BREAKS: dict[str, tuple[Breaks, ...]] = {
    "mrkdwn": (
        lambda node: "<" in _OUR_LINKS.sub("", node["text"]),
        lambda node: not node.get("verbatim"),  # else Slack looks for addresses in it
    ),
    "link": (lambda node: not node["url"].startswith(OURS),),
    "plain_text": (lambda node: bool(node.get("emoji")),),
    **{kind: (lambda _: True,) for kind in ("user", "usergroup", "channel", "broadcast", "team")},
}
"""By kind of node, what makes one live."""


MAY_BE_LIVE = {
    "opening": [f"<@{ASKER}> asked: ", str({"type": "user", "user_id": ASKER})],
    "requested": [f"<#{CHANNEL}>"],
    "disputed": [f"<#{CHANNEL}>"],
    "undelivered": [f"<#{CHANNEL}>"],
}
"""The asker, in the opening; the channel that something is about, to the desk and to admins."""


@given(hostile)
@settings(max_examples=60)
@example(" ".join(_ATTACKS))
@example("<!channel> " * 200)
def test_no_mention_ever_leaves(text: str) -> None:
    for kind, message in everything(text):
        for live in live_in(message):
            allowed = MAY_BE_LIVE.get(kind, [])
            left = live
            for ours in allowed:
                left = left.replace(ours, "")
            assert allowed, (kind, live)
            assert "<" not in left, (kind, live)
        assert "xoxb-0123" not in message.json(), kind
