"""The rich_text block.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from typing import Final

from rehearsal.blockkit import limits
from rehearsal.blockkit.checks import (
    ByType,
    Check,
    Shape,
    among,
    boolean,
    integer,
    items,
    string,
)

_STYLES: Final[dict[str, Check]] = dict.fromkeys(
    ("bold", "italic", "strike", "underline", "code", "highlight", "client_highlight", "unlink"),
    boolean,
)
_STYLE: Final[dict[str, Check]] = {"style": Shape({}, _STYLES)}
_BORDER: Final[dict[str, Check]] = {"border": integer(least=0, most=1)}

INLINE: Final = ByType(
    {
        "text": Shape({"text": string()}, _STYLE),
        "link": Shape({"url": string()}, _STYLE | {"text": string(), "unsafe": boolean}),
        "user": Shape({"user_id": string()}, _STYLE),
        "usergroup": Shape({"usergroup_id": string()}, _STYLE),
        "channel": Shape({"channel_id": string()}, _STYLE),
        "team": Shape({"team_id": string()}, _STYLE),
        "broadcast": Shape({"range": among(("here", "channel", "everyone"))}, _STYLE),
        "emoji": Shape(
            {"name": string()},
            _STYLE | {"unicode": string(), "skin_tone": integer(least=1, most=6)},
        ),
        "color": Shape({"value": string(matching=r"#[0-9a-fA-F]{6}")}, _STYLE),
        "date": Shape(
            {"timestamp": integer(least=0, most=10**11), "format": string()},
            _STYLE | {"url": string(), "fallback": string()},
        ),
    }
)

SECTION: Final = Shape({"elements": items(INLINE, least=0)})

RICH_TEXT: Final = ByType(
    {
        "rich_text_section": SECTION,
        "rich_text_quote": Shape({"elements": items(INLINE, least=0)}, _BORDER),
        "rich_text_preformatted": Shape(
            {"elements": items(INLINE.only("text", "link"), least=0)},
            _BORDER | {"language": string()},
        ),
        "rich_text_list": Shape(
            {
                "style": among(("bullet", "ordered")),
                "elements": items(ByType({"rich_text_section": SECTION})),
            },
            _BORDER
            | {
                "indent": integer(least=0, most=limits.LIST_INDENT),
                "offset": integer(least=0, most=10**6),
            },
        ),
    }
)
