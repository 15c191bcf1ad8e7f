"""Where a reader can check a fact, and which addresses may be filed."""

import ipaddress
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import model_validator
from w3lib.url import safe_url_string

from facts.dates import EdtfDate
from facts.model.value import Line, Text, Value, when_filed
from facts.text import filed_text

URL_LIMIT = 2_000  # Slack cuts a link at 3,000 characters; a citation never needs that


class Tier(StrEnum):
    """How close a source is to the event."""

    PRIMARY = "primary"
    """The text itself, a recording, or the speaker."""
    OWN = "own"
    """The newsroom's own interview, notes or recording: what readers cannot look up."""
    OFFICIAL = "official"
    """A court, an agency or a legislature about itself."""
    WIRE = "wire"
    """A news agency's copy."""
    SECONDARY = "secondary"
    """Somebody else's account."""

    @property
    def shown(self) -> str:
        """As cards show it."""
        return "our own" if self is Tier.OWN else self.value


def source_url(raw: str) -> str:
    """Return an absolute http or https URL, percent-encoded; ValueError says what is wrong.

    The host must look public: no user name (`https://bbc.com@evil.com/`), no bare name such as
    `localhost`, no private address. Nothing is fetched and no name is resolved.
    """
    text = filed_text(raw, limit=URL_LIMIT, lines=False)
    if " " in text:
        raise ValueError("has a space in it: paste only the address")
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https"):
        raise ValueError("must begin with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password (the part before @)")
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("has an invalid port") from error
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
"""A public http or https address; see `source_url`."""


class Source(Value):
    """One place where a fact can be checked.

    A source without a url needs its publisher and published date, and is shown as text; the
    newsroom's own needs its reporter and its date (`facts.law.checks`). `origin` is
    the common origin of several publications: five papers that carry one wire story share one
    origin. `note` says what about the source was not checked ("not opened").
    """

    title: Line
    tier: Tier
    url: Url | None = None
    publisher: Line | None = None
    reporter: Line | None = None
    """Who did the newsroom's own interview, took the notes or made the recording."""
    origin: Line | None = None
    locator: Line | None = None
    """Page, section or timecode."""
    excerpt: Text | None = None
    """The source's own words that support the fact."""
    published: EdtfDate | None = None
    accessed: EdtfDate | None = None
    archived_url: Url | None = None
    note: Line | None = None

    @property
    def by(self) -> str | None:
        """`by` and the reporter of our own interview, notes or recording."""
        return f"by {self.reporter}" if self.reporter else None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        is_published = self.publisher is not None and self.published is not None
        if self.url is None and self.tier is not Tier.OWN and not is_published:
            raise ValueError(
                "a source without an address needs its publisher and the date it was published"
            )
        return self
