"""The only SQL: one file per table family, every query scoped by workspace.

`Store` opens a database; `Transaction` is one reading or writing of one workspace. The families'
functions take a transaction first: `revisions.add(tx, ...)`.
"""

from facts.store.engine import Store, Transaction

__all__ = ["Store", "Transaction"]
