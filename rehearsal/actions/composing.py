"""Turns typed text into Slack's form of it: escaped text and a rich_text block.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from typing import Final

from rehearsal.payloads import Payload

_LIVE: Final = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)>"
    r"|<#(?P<channel>C[A-Z0-9]+)(?:\|[^>]*)?>"
    r"|(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)\]}'\"”’])"
)


def escaped(text: str) -> str:
    """Text with `&`, `<` and `>` as Slack escapes them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def composed(typed: str) -> tuple[str, list[Payload]]:
    """(`text`, `blocks`) of a message that a person sends.

    Mentions come as `<@U…>` and `<#C…>`; addresses become links; lines that begin with `>` become
    a quote. What else a person types is plain text, so that nothing typed is lost or styled.
    """
    parts: list[Payload] = []
    texts: list[str] = []
    for is_quote, lines in _runs(typed.splitlines() or [""]):
        elements = _elements("\n".join(lines))
        kind = "rich_text_quote" if is_quote else "rich_text_section"
        parts.append({"type": kind, "elements": elements})
        words = "".join(_as_text(element) for element in elements)
        texts += [f"&gt; {line}" if is_quote else line for line in words.split("\n")]
    return "\n".join(texts), [{"type": "rich_text", "block_id": "typed", "elements": parts}]


def _runs(lines: list[str]) -> list[tuple[bool, list[str]]]:
    """Lines gathered into runs of quoted and unquoted ones, the mark taken off."""
    runs: list[tuple[bool, list[str]]] = []
    for line in lines:
        is_quote = line.startswith(">")
        words = line[1:].removeprefix(" ") if is_quote else line
        if runs and runs[-1][0] == is_quote:
            runs[-1][1].append(words)
        else:
            runs.append((is_quote, [words]))
    return runs


def _elements(text: str) -> list[Payload]:
    elements: list[Payload] = []
    start = 0
    for found in _LIVE.finditer(text):
        if found.start() > start:
            elements.append({"type": "text", "text": text[start : found.start()]})
        if found["user"]:
            elements.append({"type": "user", "user_id": found["user"]})
        elif found["channel"]:
            elements.append({"type": "channel", "channel_id": found["channel"]})
        else:
            elements.append({"type": "link", "url": found["url"]})
        start = found.end()
    if start < len(text):
        elements.append({"type": "text", "text": text[start:]})
    return elements


def _as_text(element: Payload) -> str:
    match element["type"]:
        case "user":
            return f"<@{element['user_id']}>"
        case "channel":
            return f"<#{element['channel_id']}>"
        case "link":
            return f"<{escaped(element['url'])}>"
        case _:
            return escaped(element["text"])
