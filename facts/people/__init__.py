"""People and places in running text: one matcher of names, one list each of what it goes by.

`same_speaker` compares a name as somebody wrote it with a name on file; `split_title` separates a
name from the title before it; `names_somebody` distinguishes a name from a pronoun or a role;
`offices_conflict` distinguishes the Orange County sheriff from the one on file;
`forms_of` returns the other forms of a given name. Places are in `facts.people.places`, reporting
verbs in `facts.people.reporting`.
"""

from facts.people.names import Same, name_words, names_somebody, same_speaker, surname
from facts.people.offices import office_asked, offices_conflict, split_title
from facts.people.words import PeopleWords, forms_of, given_names, given_names_agree, people_words

__all__ = [
    "PeopleWords",
    "Same",
    "forms_of",
    "given_names",
    "given_names_agree",
    "name_words",
    "names_somebody",
    "office_asked",
    "offices_conflict",
    "people_words",
    "same_speaker",
    "split_title",
    "surname",
]
