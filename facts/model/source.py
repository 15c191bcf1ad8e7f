"""Where a reader can check a fact."""

import ipaddress
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import model_validator
from w3lib.url import safe_url_string

from facts.dates import EdtfDate
from facts.model.value import Value
from facts.text import Line, Text, filed_text, when_filed

URL_LIMIT = 2_000  # Slack cuts a link at 3,000 characters; a citation never needs that


class Tier(StrEnum):
    """How near a source stands to the event."""

    PRIMARY = "primary"
    OFFICIAL = "official"
    WIRE = "wire"
    SECONDARY = "secondary"


def source_url(raw: str) -> str:
    """Return a safe absolute http(s) URL, percent-encoded, or ValueError with what is wrong.

    The host must be public by its form: no userinfo (`https://bbc.com@evil.com/`), no bare or
    private address. Nothing is fetched or looked up.
    """
    text = filed_text(raw, limit=URL_LIMIT, lines=False)
    if " " in text:
        raise ValueError("has a space in it: paste the address alone")
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https"):
        raise ValueError("must begin with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password (the part before @)")
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("has a port that is no port") from error
    if not host or port == 0:
        raise ValueError("has no host: paste the whole address, such as https://example.org/page")
    _public_host(host.rstrip("."))
    return str(safe_url_string(text))


def _public_host(host: str) -> None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is not None and not address.is_global:
        raise ValueError("points into a private network, which readers cannot reach")
    if address is None:
        labels = host.split(".")
        # A numeric last label is an address in disguise (0x7f.1, 2130706433): WHATWG URL.
        if labels[-1][:1].isdigit():
            raise ValueError("has no public host name")
        if len(labels) < 2 or not all(labels) or labels[-1] in {"local", "localhost", "internal"}:  # noqa: PLR2004 (a name and its top-level domain)
            raise ValueError("has no public host name")


Url = Annotated[str, when_filed(source_url)]


class Source(Value):
    """One place where a fact can be checked.

    Without a url, publisher, title and published date are required, and shown as text. `note` says
    what was not checked about the source itself ("not opened"). `origin` names what several
    publications carry: five papers with one wire story are one origin.
    """

    title: Line
    tier: Tier
    url: Url | None = None
    publisher: Line | None = None
    origin: Line | None = None
    locator: Line | None = None
    excerpt: Text | None = None
    published: EdtfDate | None = None
    accessed: EdtfDate | None = None
    archived_url: Url | None = None
    note: Line | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and (self.publisher is None or self.published is None):
            raise ValueError(
                "a source without a url needs its publisher, its title and its published date"
            )
        return self
