"""Keys: the canonical identifiers that a text names.

    find_keys("is Cal. SB 54 (2017) Gov. Code, § 7284.6?")
        us-ca/2017/sb-54, Cal. Gov. Code § 7284.6

Every key that is found is printed in one canonical form, which parses back to itself. What facts
are indexed under goes through `docket_key`, `citation_key`, `statute_key` and `chapter_key`; what
was asked is compared with `bill_matches`, `statute_covers` and `docket_matches`.
"""

from facts.law.keys.bills import BillKey, bill_matches, bill_parts, bills_in
from facts.law.keys.chapters import chapter_key, chapters_in
from facts.law.keys.citations import citation_key, citations_in
from facts.law.keys.dockets import docket_key, docket_matches, dockets_in
from facts.law.keys.jurisdictions import (
    jurisdiction_id,
    jurisdictions,
    jurisdictions_named,
)
from facts.law.keys.key import Found, Key, KeyKind, plain
from facts.law.keys.statutes import statute_covers, statute_key, statutes_in

__all__ = [
    "BillKey",
    "Key",
    "KeyKind",
    "bill_matches",
    "bill_parts",
    "chapter_key",
    "citation_key",
    "docket_key",
    "docket_matches",
    "find_keys",
    "jurisdiction_id",
    "jurisdictions",
    "jurisdictions_named",
    "statute_covers",
    "statute_key",
]


def find_keys(text: str) -> tuple[Key, ...]:
    """Return the keys that a text names, in order, not overlapping.

    Takes some 0.1 ms for a question without a case citation; the first citation loads eyecite.
    """
    even = plain(text)
    if not any(map(str.isdigit, even)):
        return ()
    taken: list[Found] = []
    # Where two readings overlap, the one with the more distinctive form has it.
    for family in (chapters_in, statutes_in, citations_in, bills_in, dockets_in):
        for key in family(even):
            if all(key.end <= other.start or other.end <= key.start for other in taken):
                taken.append(key)
    return tuple(
        Key(
            kind=key.kind, key=key.key, text=text[key.start : key.end], start=key.start, end=key.end
        )
        for key in sorted(taken, key=lambda key: key.start)
    )
