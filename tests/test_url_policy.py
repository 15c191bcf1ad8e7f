"""Which addresses a source may have; none of them is ever fetched."""

import pytest
from driver import CENSUS, DESK, Newsroom, ask, draft_in, filed, press, words
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.model.source import source_url
from rehearsal import SECOND_EDITOR

REFUSED = [
    ("javascript:alert(1)", "https://", "a script"),
    ("data:text/html,<script>", "https://", "a page in an address"),
    ("file:///etc/passwd", "https://", "a file of the reader's machine"),
    ("vbscript:msgbox", "https://", "another script"),
    ("slack://channel?id=C1", "https://", "an app's own scheme"),
    ("ftp://example.org/x", "https://", "no page"),
    ("//example.org/x", "https://", "no scheme"),
    ("example.org/x", "https://", "nor here"),
    ("https://bbc.com@evil.com/", "user name", "it reads as bbc.com and leads to evil.com"),
    ("https://user:pw@example.org/", "user name", "a password"),
    ("https:///x", "host", "no host"),
    ("https://", "host", "nor here"),
    ("https://example.org:99999/", "port", "no port has that number"),
    ("https://example.org:0/", "host", "nor that"),
    ("http://localhost/admin", "host", "this machine"),
    ("http://127.0.0.1/", "private network", "by number"),
    ("http://[::1]/", "private network", "by its newer number"),
    ("http://10.0.0.8/", "private network", "a private network"),
    ("http://169.254.169.254/latest/meta-data/", "private network", "a cloud's secrets"),
    ("http://2130706433/", "host", "127.0.0.1 as one number"),
    ("http://0x7f.1/", "host", "127.0.0.1 in hexadecimal"),
    ("http://printer.local/", "host", "a name of the office"),
    ("http://wiki/", "host", "a bare name"),
    ("http://db.internal/", "host", "a cloud's inner name"),
    ("https://example.org/a b", "space", "two addresses, or one with a hole"),
    ("https://example.org/\u202egpj.exe", "direction mark", "it reads backwards"),
    ("https://example.org/" + "x" * 2_001, "long", "longer than a citation ever is"),
]


@pytest.mark.parametrize(("url", "says", "why"), REFUSED)
def test_url_policy(url: str, says: str, why: str) -> None:
    with pytest.raises(ValueError, match=says):
        source_url(url)
    assert why


TAKEN = [
    ("https://example.org", "https://example.org", "the front page"),
    ("HTTPS://Example.org/A?b=1&c=2#p3", "https://example.org/A?b=1&c=2#p3", "query and place"),
    ("https://example.org/caf\u00e9", "https://example.org/caf%C3%A9", "percent-encoded"),
    ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/", "as the network has it"),
    ("https://1.1.1.1/", "https://1.1.1.1/", "a public number"),
]


@pytest.mark.parametrize(("url", "kept", "why"), TAKEN)
def test_a_public_address_is_kept_in_its_safe_form(url: str, kept: str, why: str) -> None:
    assert source_url(url).casefold() == kept.casefold(), why


@given(st.text(max_size=60), st.sampled_from(["", "https://", "http://example.org/", "https://a@"]))
@settings(max_examples=300)
def test_whatever_is_typed_is_refused_or_leads_to_a_public_host(text: str, start: str) -> None:
    try:
        url = source_url(start + text)
    except ValueError:
        return
    assert url.startswith(("https://", "http://"))
    assert url.isascii()
    assert not set(url) & set(' <>"|')
    assert "@" not in url.split("/")[2]


async def test_an_address_is_shown_and_neither_fetched_nor_unfolded(newsroom: Newsroom) -> None:
    """The stand-in's own page stands in for any: it would see who comes."""
    page = "https://news.example.org/council-hears-clerk"
    await filed(newsroom, "quote", CENSUS | {"sources.0.url": page})
    await press(newsroom, SECOND_EDITOR, await draft_in(newsroom, DESK), "approve")
    _, card = await ask(newsroom, "what did Maria Vega say about publishing transfers")
    assert page in words(card)
    posts = [one.arguments for one in newsroom.slack.calls if one.method == "chat.postMessage"]
    assert {(str(one["unfurl_links"]), str(one["unfurl_media"])) for one in posts} <= {
        ("0", "0"), ("False", "False"), ("false", "false"),
    }  # fmt: skip
