"""People in running text: the one matcher of names, and the words that stand for a name.

`same_speaker` compares a name as somebody wrote it with a name on file; `split_title` parts a
person from the title before the name; `names_somebody` tells a name from a pronoun or a role.
"""

from facts.people.names import Same, name_words, names_somebody, same_speaker, split_title
from facts.people.words import PeopleWords, people_words

__all__ = [
    "PeopleWords",
    "Same",
    "name_words",
    "names_somebody",
    "people_words",
    "same_speaker",
    "split_title",
]
