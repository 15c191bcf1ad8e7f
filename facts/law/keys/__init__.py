"""Keys: the bills, statutes, chapters, case citations and docket numbers that a text names.

    find_keys("is Cal. SB 54 (2017) Gov. Code, § 7284.6?")
        us-ca/2017/sb-54, Cal. Gov. Code § 7284.6

A key has one canonical form, which parses back to itself. What an editor typed becomes a key with
`docket_key`, `citation_key`, `statute_key` and `chapter_key`. A key in a question is compared with
one on file by `bill_matches`, `statute_covers` and `docket_matches`.
"""

from facts.law.keys.bills import (
    BillKey,
    bill_forms,
    bill_matches,
    bill_number,
    bill_parts,
    bills_in,
    real_session,
    session_body,
    session_years,
    sessions_overlap,
)
from facts.law.keys.cases import citation_key, citations_in, docket_key, docket_matches, dockets_in
from facts.law.keys.jurisdictions import (
    jurisdiction_id,
    jurisdictions,
    jurisdictions_named,
)
from facts.law.keys.key import Key, KeyKind, KeySpan, normalize
from facts.law.keys.statutes import (
    chapter_key,
    chapters_in,
    code_in_words,
    section_parts,
    statute_covers,
    statute_key,
    statutes_in,
    statutes_meet,
)

__all__ = [
    "BillKey",
    "Key",
    "KeyKind",
    "bill_forms",
    "bill_matches",
    "bill_number",
    "bill_parts",
    "chapter_key",
    "citation_key",
    "code_in_words",
    "docket_key",
    "docket_matches",
    "find_keys",
    "jurisdiction_id",
    "jurisdictions",
    "jurisdictions_named",
    "real_session",
    "section_parts",
    "session_body",
    "session_years",
    "sessions_overlap",
    "statute_covers",
    "statute_key",
    "statutes_meet",
]


def find_keys(text: str) -> tuple[Key, ...]:
    """Return the keys that a text names, in the order of the text, without overlaps.

    Takes about 0.1 ms for a question without a case citation; the first citation imports eyecite.
    """
    normalized = normalize(text)
    if not any(map(str.isdigit, normalized)):
        return ()
    spans: list[KeySpan] = []
    # The most distinctive forms come first: where two overlap, the first one is kept.
    for find in (chapters_in, statutes_in, citations_in, bills_in, dockets_in):
        for span in find(normalized):
            if all(span.end <= other.start or other.end <= span.start for other in spans):
                spans.append(span)
    return tuple(
        Key(
            kind=span.kind,
            key=span.key,
            text=text[span.start : span.end],
            start=span.start,
            end=span.end,
        )
        for span in sorted(spans, key=lambda span: span.start)
    )
