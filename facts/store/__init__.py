"""The store: the only SQL, a folder or a file for each table family, scoped by workspace.

`Store` opens a database; `Transaction` is one read or write of one workspace, and the families'
functions take it first: `revisions.filed(tx, numbers)`. `database.py` has what a database must
offer, `sqlite/` how SQLite does.
"""

from facts.store.store import Store
from facts.store.transaction import Transaction

__all__ = ["Store", "Transaction"]
