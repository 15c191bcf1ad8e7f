"""Escape text for Slack, and make the bot's own links and mentions. All escaping happens here.

In Slack's mrkdwn `&`, `<` and `>` are special (docs.slack.dev, "Formatting message text"): with
those three escaped, no text can be a mention, a link or `<!channel>`. `*`, `_`, `~` and the
backtick only change how text looks; text that people wrote goes into `plain` or rich text, where
they change nothing.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from facts import dates, texts

Json = dict[str, Any]

_STYLE = re.compile(r"([*_~`])")
_ZERO_WIDTH = "\u2060"


def escape(text: str) -> str:
    """Make text safe inside mrkdwn: no mention, link or formatting in it takes effect."""
    safe = (
        texts.without_tokens(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    # A word joiner around a style mark keeps Slack from reading it: there is no escape for those.
    return _STYLE.sub(_ZERO_WIDTH + r"\1" + _ZERO_WIDTH, safe)


def unescape(text: str) -> str:
    """Turn Slack's text into plain text: undo its escapes, unwrap links, mentions and channels."""
    shown = re.sub(r"<([^<>|]*)\|([^<>]*)>", lambda found: found[2] or found[1], text)
    shown = re.sub(r"<[@#!]?([^<>]*)>", r"\1", shown)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mention(person: str) -> str:
    """Make a mention that notifies a person. Only for the asker, in an opening or a notice."""
    return f"<@{person}>" if re.fullmatch(r"[UW][A-Z0-9]{1,20}", person) else escape(person)


def link(url: str, text: str) -> str:
    """Make a link. The url must be one of ours, or one that was checked when it was filed."""
    target = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{target}|{escape(text)}>"


def permalink(workspace: str, channel: str, ts: str, thread_ts: str | None = None) -> str:
    """Return the address of a message, as chat.getPermalink writes it.

    `workspace` is the address that auth.test returns: `https://example.slack.com/`.
    """
    found = f"{workspace.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
    if thread_ts and thread_ts != ts:
        return f"{found}?thread_ts={thread_ts}&cid={channel}"
    return found


def bold(text: str) -> str:
    """Make escaped text bold."""
    return f"*{escape(text)}*"


def italic(text: str) -> str:
    """Make escaped text italic."""
    return f"_{escape(text)}_"


def mrkdwn(text: str) -> Json:
    """Make a mrkdwn text object. The text must be escaped already."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Json:
    """Make a plain_text object: Slack shows it as it is, with emoji codes turned off."""
    return {"type": "plain_text", "text": texts.without_tokens(text), "emoji": False}


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters as Slack counts them, ending in "…" where text is cut.

    Slack counts UTF-16 code units: a character beyond the basic plane (most emoji) is two.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * limit:
        return text
    kept = units[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"


def day(value: date | datetime) -> str:
    """Return a day in the desk's style: `Nov 24, 2026`."""
    return f"{dates.MONTHS[value.month - 1][:3]} {value.day}, {value.year}"


MOMENT = "{date_short} at {time}"
"""How Slack shows a moment, in each reader's own time zone."""


def moment(at: datetime) -> str:
    """Make a moment in mrkdwn (docs.slack.dev, "Formatting message text", "Date formatting")."""
    return f"<!date^{int(at.timestamp())}^{MOMENT}|{in_utc(at)}>"


def in_utc(at: datetime) -> str:
    """Return a moment for programs that cannot show it in the reader's time zone."""
    utc = at.astimezone(UTC)
    return f"{day(utc)} at {utc:%H:%M} UTC"


def without_mention(text: str, bot_user: str) -> str:
    """Remove mentions of the bot from a message to it."""
    return re.sub(rf"<@{re.escape(bot_user)}(\|[^>]*)?>[:,]?", " ", text).strip()


def message_words(message: Json) -> str:
    """Return a message's text, or the text in its blocks if it has none.

    Slack's escapes and links are left in; comparing quotes ignores them.
    """
    text = message.get("text") or ""
    if text.strip():
        return str(text)
    return "\n".join(_block_words(message.get("blocks") or []))


def _block_words(node: Any) -> list[str]:  # noqa: ANN401 (JSON of any shape)
    if isinstance(node, list):
        return [found for one in node for found in _block_words(one)]
    if not isinstance(node, dict):
        return []
    kind = node.get("type")
    if kind in ("text", "mrkdwn", "plain_text") and isinstance(node.get("text"), str):
        return [node["text"]]
    joined = kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
    inner = [
        found for key in ("text", "fields", "elements") for found in _block_words(node.get(key))
    ]
    return ["".join(inner)] if joined and inner else inner
