"""A message: its blocks, and the same content as text for notifications and screen readers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.mrkdwn import MOMENT, Json, bold, cut, escape, in_utc, link, mrkdwn, plain
from facts import Source, texts, wording

SECTION_LIMIT = 3_000
FIELD_LIMIT = 2_000
TEXT_LIMIT = 4_000
"""Slack advises at most 4,000 characters of `text` (docs.slack.dev, chat.postMessage)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message to post. `text` is shown where blocks cannot be."""

    text: str
    blocks: tuple[Json, ...]

    def json(self) -> str:
        """Return the message as the outbox stores it."""
        return json.dumps({"text": cut(self.text, TEXT_LIMIT), "blocks": self.blocks})

    def payload(self) -> Json:
        """Return the message as arguments of one of Slack's methods."""
        return {"text": cut(self.text, TEXT_LIMIT), "blocks": list(self.blocks)}


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and its words for those who do not see it."""

    png: bytes
    alt: str

    def block(self, file: str) -> Json:
        """Return the block that shows it, given the id under which it was uploaded."""
        return {"type": "image", "slack_file": {"id": file}, "alt_text": self.alt}


def section(text: str, *, accessory: Json | None = None) -> Json:
    """Make a section. The text must be escaped already."""
    made: Json = {"type": "section", "text": mrkdwn(cut(text, SECTION_LIMIT))}
    return made | ({"accessory": accessory} if accessory else {})


def header(text: str) -> Json:
    """Make a heading, of at most 150 characters."""
    return {"type": "header", "text": plain(text)}


def fields(pairs: Sequence[tuple[str, str]]) -> Json:
    """Make a section of up to ten labelled values; labels are ours, values are escaped here."""
    return {
        "type": "section",
        "fields": [
            mrkdwn(cut(f"*{label}*\n{escape(value)}", FIELD_LIMIT)) for label, value in pairs[:10]
        ],
    }


def context(*given: str) -> Json:
    """Make small print. The texts must be escaped already."""
    return {
        "type": "context",
        "elements": [mrkdwn(cut(text, SECTION_LIMIT)) for text in given[:10]],
    }


def button(label: str, action: str, value: str, *, style: str | None = None) -> Json:
    """Make a button. Slack sends `value` back when it is pressed."""
    made: Json = {
        "type": "button",
        "text": plain(cut(label, 75)),
        "action_id": action,
        "value": value,
    }
    return made | ({"style": style} if style else {})


def overflow(action: str, choices: Sequence[tuple[str, str]]) -> Json:
    """Make a menu of up to five choices, each a label and the value that Slack sends back."""
    options = [{"text": plain(cut(label, 75)), "value": value} for label, value in choices]
    return {"type": "overflow", "action_id": action, "options": options}


def actions(*buttons: Json) -> Json:
    """Make a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def words(text: str, **style: bool) -> Json:
    """Make a run of rich text, which is shown exactly as it is."""
    made: Json = {"type": "text", "text": texts.without_tokens(text)}
    return made | ({"style": style} if style else {})


def link_words(url: str, text: str) -> Json:
    """Make a link in rich text; only to addresses that were checked or are ours."""
    return {"type": "link", "url": url, "text": text}


def when(at: datetime) -> Json:
    """Make a moment in rich text, which Slack shows in each reader's own time zone."""
    fallback = in_utc(at)
    return {
        "type": "date",
        "timestamp": int(at.timestamp()),
        "format": MOMENT,
        "fallback": fallback,
    }


def person(user: str) -> Json:
    """Make a live mention in rich text.

    Only for the asker, in an opening or a notice; or in a view, where it notifies nobody.
    """
    return {"type": "user", "user_id": user}


def channel(conversation: str) -> Json:
    """Make a channel's name in rich text: Slack makes it of the id, in a modal as well."""
    return {"type": "channel", "channel_id": conversation}


def rich(*elements: Json) -> Json:
    """Make a rich-text block."""
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*runs: Json) -> Json:
    """Make a paragraph of rich text."""
    return {"type": "rich_text_section", "elements": [run for run in runs if run.get("text") != ""]}


def rich_quote(*runs: Json) -> Json:
    """Make quoted words."""
    return {"type": "rich_text_quote", "elements": list(runs)}


def rich_list(lines: Sequence[Json]) -> Json:
    """Make a bulleted list of paragraphs."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


class Citations:
    """The sources of one card, numbered in the order in which they are first used."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._sources = list(dict.fromkeys(sources))

    def number(self, source: Source) -> int:
        """Return the source's number on this card, from 1."""
        if source not in self._sources:
            self._sources.append(source)
        return self._sources.index(source) + 1

    def mark(self, source: Source) -> Json:
        """Return "[1]" as rich text, a link where the source has an address."""
        label = f"[{self.number(source)}]"
        return link_words(source.url, label) if source.url else words(label)

    def block(self) -> Json:
        """Return the list of sources as small print; "(n more)" if there is no room for all."""
        lines: list[str] = []
        for number, source in enumerate(self._sources, start=1):
            line = f"[{number}] {source_line(source)}"
            if sum(len(one) + 3 for one in [*lines, line]) > SECTION_LIMIT - 60:
                lines.append(f"… ({len(self._sources) - number + 1} more: press Copy)")
                break
            lines.append(line)
        return context(bold("Sources") + "  " + "   ".join(lines))

    def text(self) -> str:
        """Return the list of sources as plain text, to copy."""
        return "\n".join(
            f"[{number}] {wording.source_text(source)}"
            for number, source in enumerate(self._sources, start=1)
        )


def source_line(source: Source) -> str:
    """Return a source as mrkdwn: its link, publisher, place, date and tier."""
    title = link(source.url, source.title) if source.url else f"“{escape(source.title)}”"
    return title + escape(wording.source_details(source))
