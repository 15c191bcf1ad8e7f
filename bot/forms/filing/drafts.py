"""Quotes found in an article: the form to choose among them.

It shows each quote with two boxes, File and Edit first. A quote gets inputs of its own only when it
is chosen and needs them: its words to edit, a speaker whom the article does not name, the reason to
file what is on file. Their names begin with `drafts.N.`; the other inputs (day, source ...) apply
to every quote that is chosen.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.cards.message import (
    actions,
    button,
    context,
    header,
    rich,
    rich_list,
    rich_quote,
    rich_section,
    section,
    words,
)
from bot.forms.filing.article import Draft, Found, speaker_of
from bot.forms.filing.duplicates import ANYWAY, ASKS_WHY, anyway_input, open_button
from bot.forms.filing.inputs import Choice, Form, Input, Offer
from bot.forms.filing.kinds import BESIDE, form_of, inputs_of, rows_of
from bot.forms.filing.offers import offers
from bot.forms.filing.reader import Filled
from bot.forms.filing.values import read_typed
from bot.forms.filing.view import form_view
from bot.forms.modal import INPUT_LIMIT, LINE_LIMIT, Typed
from bot.mrkdwn import Json, bold, cut, escape
from facts import errors, fields

DRAFTS_FORM = "file_drafts"
DRAFTS_DETAILS = "drafts_details"
_LEFT_OUT = ("excerpt", "archived_url", "note")
"""Fields of a source that only the form of a single quote asks for."""
_FILE, _EDIT = "yes", "edit"
_TICKS = Offer((Choice(_FILE, "File"), Choice(_EDIT, "Edit first")))

OnFile = Sequence[Sequence[errors.OnFile]]
"""What each draft repeats, in the order of the drafts."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """The state of the form: what its article is, what it names as on file, what is chosen.

    `filed` are the drafts filed already, where another one could not be.
    """

    article: int
    known: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    filed: tuple[int, ...] = ()
    has_details: bool = False
    ticks: Mapping[int, frozenset[str]] = field(default_factory=dict)
    typed: Typed = field(default_factory=Typed)

    @classmethod
    def of(cls, view: Json) -> "Choosing":
        """Read a view that was sent, or in which a button was pressed."""
        about = json.loads(view["private_metadata"])
        values = (view.get("state") or {}).get("values") or {}
        return cls(
            about["article"],
            {int(number): tuple(ids) for number, ids in about["known"].items()},
            tuple(about["filed"]),
            about["details"],
            {
                int(name.split(".")[1]): frozenset(chosen)
                for name, actions_ in values.items()
                if name.endswith(".chosen") and (chosen := _selected(actions_))
            },
            Typed.of(view),
        )

    @property
    def chosen(self) -> list[int]:
        """The drafts that are chosen, in their order."""
        return sorted(self.ticks)

    def needs(self, found: Found) -> bool:
        """Whether a draft that is chosen needs an input that the form does not show yet."""
        needed = [each.name for one in self.chosen for each in _own_inputs(self, found, one)]
        return not set(needed) <= set(self.typed.inputs)

    def metadata(self, on_file: OnFile) -> str:
        """Return what the view remembers."""
        known = {
            str(number): [one.fact for one in each] for number, each in enumerate(on_file) if each
        }
        return json.dumps(
            {
                "article": self.article,
                "known": known,
                "filed": self.filed,
                "details": self.has_details,
            }
        )

    def said(self, found: Found) -> list[tuple[list[str], str | None]]:
        """Return the passages and the speaker of each draft, as edited."""
        filled = [
            _own_values(self.typed, number, draft) for number, draft in enumerate(found.drafts)
        ]
        return [
            (
                [text for name, text in each.items() if name.startswith("passages.")] or [" "],
                each.get("speaker"),
            )
            for each in filled
        ]


def _selected(actions_: Mapping[str, Any]) -> list[str]:
    return [
        str(option["value"])
        for state in (actions_ or {}).values()
        for option in (state or {}).get("selected_options") or ()
    ]


@dataclass(frozen=True, slots=True)
class ChosenDraft:
    """One draft that was chosen, read as a quote's form; `number` is its place among the drafts."""

    number: int
    filled: Filled
    anyway: str | None
    known: tuple[str, ...]
    shown: tuple[str, ...]
    """The inputs of the form that shows the drafts."""

    def lacks_reason(self) -> dict[str, str]:
        """Return a sentence where it is on file and nobody says why it is filed again."""
        lacks = self.known and not self.anyway
        return {_own(self.number, ANYWAY): ASKS_WHY} if lacks else {}

    def field_errors(self, error: errors.FactdeskError) -> dict[str, str]:
        """Return sentences by block_id of the form that shows the drafts."""
        found: dict[str, str] = {}
        for name, sentence in self.filled.field_errors(error).items():
            own = _own(self.number, name)
            is_own = name.startswith(("passages.", "speaker", "role", ANYWAY))
            block = own if is_own and own in self.shown else _own(self.number, "chosen")
            found[block if is_own else name] = sentence
        return found


def chosen_drafts(choosing: Choosing, found: Found, *, today: date) -> list[ChosenDraft]:
    """Read the drafts that were chosen, in their order."""
    shared = {
        name: text for name, text in choosing.typed.values.items() if not name.startswith("drafts.")
    }
    inputs = [name for name in choosing.typed.inputs if not name.startswith("drafts.")]
    read = []
    for number in choosing.chosen:
        if number >= len(found.drafts) or number in choosing.filed:
            continue
        own = _own_values(choosing.typed, number, found.drafts[number])
        names = [f"passages.{place}" for place in range(len(found.drafts[number]))]
        alone = Typed({**own, **shared}, (*names, "speaker", "role", *inputs))
        filled = read_typed(form_of("quote"), alone, today=today)
        anyway = choosing.typed.values.get(_own(number, ANYWAY))
        known = choosing.known.get(number, ())
        read.append(ChosenDraft(number, filled, anyway, known, choosing.typed.inputs))
    return read


def none_chosen(view: Json) -> dict[str, str]:
    """Return the sentence for a form in which nothing was chosen, by block_id."""
    first = next(name for name in Typed.of(view).inputs if name.endswith(".chosen"))
    return {first: "Choose at least one quote to file."}


def drafts_form(
    found: Found,
    on_file: OnFile,
    choosing: Choosing,
    *,
    source: Mapping[str, str] | None = None,
    problems: Sequence[str] = (),
) -> Json:
    """Make the form; `source` is what is known of the article, by block_id (`sources.0.url`).

    `problems` are sentences about what could not be filed.
    """
    values = {"sources.0.tier": "secondary", **(source or {}), **choosing.typed.values}
    named = {number: tuple(one.fact for one in each) for number, each in enumerate(on_file)}
    state = replace(choosing, known=named)
    shared = [one for one in _shared_inputs() if _is_shown(one, state, values)]
    own = {
        number: [_tick_input(number), *_own_inputs(state, found, number)]
        for number, draft in enumerate(found.drafts)
        if number not in choosing.filed
    }
    for number, draft in enumerate(found.drafts):
        first = {_own(number, name): text for name, text in _extracted(draft).items()}
        values = {**first, **values} if number in state.ticks else values
    parts = (*(one for each in own.values() for one in each), *shared)
    lists = {**offers(), **{_own(number, "chosen"): _TICKS for number in own}}
    form = Form("drafts", "Quotes found", parts)
    view = form_view(form, lists, Typed({name: text for name, text in values.items() if text}))
    assert view is not None  # noqa: S101 (bounded drafts fit; the tests hold it to Slack's limits)
    made = {block["block_id"]: block for block in view["blocks"]}
    blocks = _head(found, on_file, problems)
    for number, inputs in own.items():
        draft_blocks = [made[each.name] for each in inputs]
        _tick(draft_blocks[0], state.ticks.get(number, frozenset()))
        is_edited = _EDIT in state.ticks.get(number, ())
        blocks.append(_quoted(number, found.drafts[number], with_words=not is_edited))
        blocks += [*_named(on_file[number]), *draft_blocks]
    blocks += [header("The article"), *(made[each.name] for each in shared)]
    if not choosing.has_details:
        blocks.append(actions(button("More details", DRAFTS_DETAILS, "more")))
    return view | {"blocks": blocks, "private_metadata": choosing.metadata(on_file)}


def _is_shown(one: Input, choosing: Choosing, values: Mapping[str, str]) -> bool:
    return not one.detail or choosing.has_details or values.get(one.name) not in (None, one.first)


def _shared_inputs() -> tuple[Input, ...]:
    said_on, occasion, notes = (
        one
        for name in ("said_on", "occasion", "notes")
        for one in inputs_of(fields.field_of("quote", name))
    )
    of_all = f"For every quote chosen; file quotes from another day separately. {said_on.hint}"
    sources = rows_of(fields.field_of("quote", "sources"))
    source = [
        replace(each, name=sources.place(0, each.name))
        for each in sources.inputs
        if each.name not in _LEFT_OUT
    ]
    every = (replace(said_on, hint=of_all), *source, occasion, notes, *BESIDE)
    return tuple(sorted(every, key=lambda one: one.detail))


def _tick_input(number: int) -> Input:
    name = _own(number, "chosen")
    return Input(name, f"Quote {number + 1}", offers=name, look="tick")


def _tick(block: Json, ticks: frozenset[str]) -> None:
    chosen = [one for one in block["element"]["options"] if one["value"] in ticks]
    if chosen:
        block["element"]["initial_options"] = chosen


def _own_inputs(choosing: Choosing, found: Found, number: int) -> list[Input]:
    """Return the inputs that a draft needs: none where it is not chosen, or filed as it is."""
    ticks = choosing.ticks.get(number)
    if not ticks or number >= len(found.drafts) or number in choosing.filed:
        return []
    draft, needed = found.drafts[number], list[Input]()
    if choosing.known.get(number):
        needed.append(replace(anyway_input(), name=_own(number, ANYWAY)))
    if _EDIT in ticks:
        needed += [
            Input(
                _own(number, f"passages.{place}"),
                f"Words, passage {place + 1}" if len(draft) > 1 else "Words",
                look="lines",
                limit=INPUT_LIMIT,
            )
            for place in range(len(draft))
        ]
    if _EDIT in ticks or speaker_of(draft) is None:
        needed += [
            Input(_own(number, "speaker"), "Speaker", hint=_unnamed(draft)),
            Input(_own(number, "role"), "Role at the time"),
        ]
    return needed


def _own_values(typed: Typed, number: int, draft: Draft) -> dict[str, str]:
    """Return a draft's own values: as found, but for those whose inputs the form shows."""
    found = _extracted(draft)
    return {
        name: text
        for name in (*found, "speaker", "role")
        if (
            text := typed.values.get(_own(number, name), "")
            if _own(number, name) in typed.inputs
            else found.get(name, "")
        )
    }


def _extracted(draft: Draft) -> dict[str, str]:
    passages = {f"passages.{place}": one.words for place, one in enumerate(draft)}
    who = speaker_of(draft)
    named = {"speaker": who, "role": _role(draft)} if who else {}
    return passages | {name: text for name, text in named.items() if text}


def _role(draft: Draft) -> str:
    return next((one.role for one in draft if one.role), "")[:LINE_LIMIT]


def _unnamed(draft: Draft) -> str:
    if speaker_of(draft) is not None:
        return ""
    unsure = [one for one in draft if one.needs_person]
    written = next((one.as_written for one in unsure if one.as_written), "")
    has = f"The article has “{cut(written, 60)}”." if written else "The article names nobody here."
    meant = next((one.speaker for one in unsure if one.speaker), None)
    perhaps = f" Perhaps {cut(meant, 60)}." if meant and meant != written else ""
    return f"{has}{perhaps} Say who it is."


def _quoted(number: int, draft: Draft, *, with_words: bool) -> Json:
    """Show who said what; of a draft that is edited the words stand in its inputs."""
    who = speaker_of(draft)
    heading = ", ".join(filter(None, (who, _role(draft)))) if who else "Who said it?"
    said = [rich_quote(words(f"“{one.words}”")) for one in draft] if with_words else []
    return rich(rich_section(words(f"{number + 1}. {heading}", bold=True)), *said)


def _named(on_file: Sequence[errors.OnFile]) -> list[Json]:
    """Say what a draft repeats: on file already, or near other words."""
    return [
        section(
            bold(
                f"Nearly the same as {one.fact}" if one.is_near else f"Already on file: {one.fact}"
            ),
            accessory=open_button(one),
        )
        for one in on_file[:1]
    ]


def _head(found: Found, on_file: OnFile, problems: Sequence[str]) -> list[Json]:
    left = []
    if found.more:
        noun = "quote was" if found.more == 1 else "quotes were"
        left.append(
            f"{found.more} more {noun} found and not shown: file the rest of the article "
            "separately to see them."
        )
    if found.too_long:
        noun = "quote is" if found.too_long == 1 else "quotes are"
        left.append(f"{found.too_long} {noun} too long for a form and not shown.")
    number = len(found.drafts)
    noun = "1 quote" if number == 1 else f"{number} quotes"
    there = sum(any(not one.is_near for one in each) for each in on_file)
    known = f", {there} of them already on file" if there else ""
    lead = section(f"{noun} found{known}. Check those to file: each waits for a second editor.")
    told = []
    if problems:
        lines = rich_list([rich_section(words(one)) for one in problems])
        told = [rich(rich_section(words("Not filed yet. Please check:", bold=True)), lines)]
    return [*told, lead, *(context(escape(one)) for one in left)]


def _own(number: int, name: str) -> str:
    return f"drafts.{number}.{name}"
