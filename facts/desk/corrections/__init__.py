"""Corrections: which threads a change concerns, and the notices that they get.

`schedule` notes, in a change's own transaction, every place whose card may now be wrong;
`comparison` holds a card as posted against the card now; `notices` makes one notice for one place;
`fan_out` works through a change with many places a step at a time; `seen` keeps who has seen what.
"""
