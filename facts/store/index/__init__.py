"""The look-up tables: keys, words and spellings of what the desk stands behind now.

Written in the same transaction as the approval that they follow: `renew`. Read by key (`with_keys`,
`with_key_prefix`), by words (`with_text`, `frequencies`) and by spelling (`spelt_like`).
"""

from facts.store.index.keys import MOST_TIED, tied_to, with_bill, with_key_prefix, with_keys
from facts.store.index.renewing import add, renew
from facts.store.index.spelling import spelt_like
from facts.store.index.words import (
    FIELD_WEIGHTS,
    Frequencies,
    TextHit,
    bare,
    frequencies,
    with_each,
    with_text,
)

__all__ = [
    "FIELD_WEIGHTS",
    "MOST_TIED",
    "Frequencies",
    "TextHit",
    "add",
    "bare",
    "frequencies",
    "renew",
    "spelt_like",
    "tied_to",
    "with_bill",
    "with_each",
    "with_key_prefix",
    "with_keys",
    "with_text",
]
