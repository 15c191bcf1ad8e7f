"""The courts: what each is called, at what level it sits, and how people name it.

`courts()` is the table, by the ids of Free Law Project's courts-db; `court(id)` returns one court;
`courts_named(text)` finds every mention of a court in a text; `courts_by_place()` groups the courts
by place, to choose from.
"""

from facts.law.courts.mentions import CourtsNamed, courts_named
from facts.law.courts.table import Court, Level, court, courts, courts_by_place

__all__ = ["Court", "CourtsNamed", "Level", "court", "courts", "courts_by_place", "courts_named"]
