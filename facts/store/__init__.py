"""The store: the only SQL, a folder or a file for each table family, scoped by workspace.

`Store` opens a database; `Transaction` is one read or write of one workspace, and the families'
functions take it first: `revisions.filed(tx, numbers)`. `database.py` defines the interface of a
database, and `sqlite/` implements it.
"""

from facts.store.store import Store
from facts.store.transaction import Transaction

__all__ = ["Store", "Transaction"]
