"""Numbers and dates as text means them: how many of what, how much, when.

A number is not its digits. "17 inmates" counts inmates, "July 17" is a day, "SB 17" is the name of
a bill: none of them holds another. `read` finds every number and date of a text as a typed value;
`compare` says, for each one that is asked about, whether the other side has it (`MET`), has another
value in its place (`OTHER`), or does not speak of it (`ABSENT`).

    asked, held = read("Did 16 inmates escape?"), read("17 inmates escaped on July 16.")
    compare(asked, held)        16 inmates: OTHER, held is 17 inmates

    signed = Reading.of_dates([law.events[4].on])
    compare(read("Was it signed on October 4, 2017?"), signed)
                                October 4, 2017: OTHER, held is October 5, 2017
"""

from facts.quantities.compare import Compared, Outcome, compare
from facts.quantities.mention import Bound, DateMention, Kind, Mention, Quantity, Reading
from facts.quantities.read import read

__all__ = [
    "Bound",
    "Compared",
    "DateMention",
    "Kind",
    "Mention",
    "Outcome",
    "Quantity",
    "Reading",
    "compare",
    "read",
]
