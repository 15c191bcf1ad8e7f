"""Split a name as an article writes it from the title, job, place or article around it."""

import re

from facts.people import given_names, name_words, people_words, split_title
from facts.quotes.phrase_words import is_job, split_words
from facts.quotes.words import word_lists
from facts.text import fold


def has_name(written: str) -> bool:
    """Whether some word but the first article has a capital."""
    return any(
        word[:1].isupper() and fold(word) not in word_lists().articles for word in written.split()
    )


def bare_name(written: str) -> tuple[str, str]:
    """Split a name from what stands before it: a title, or common words that describe its bearer.

    "Local historian ...", "the judge", "Resident ..." (AP Stylebook, "titles": false titles).
    """
    lists = people_words()
    words = without_article(written).split()
    joined = word_lists().joiners | word_lists().prepositions | lists.particles
    last = max(
        (at for at, word in enumerate(words[:-1])
         if word[:1].islower() and word not in joined and words[at + 1][:1].isupper()),
        default=-1,
    )  # fmt: skip
    jobs = (lists.roles | lists.companies | lists.speaks_for) - lists.documents
    first = fold(words[0]) if words else ""
    is_job_first = bool({first, f"{first}s"} & jobs) and first not in lists.bodies | lists.titles
    has_full_name = len(words) > 2 and words[1][:1].isupper()  # noqa: PLR2004
    second = fold(words[1]) if len(words) > 1 else ""
    is_agent = is_job(split_words(first)[0]) if first.isalpha() else False
    is_agent = is_agent and first not in given_names() and second in given_names()
    is_kin = first in lists.speaks_for and second in given_names()
    if last < 0 and ((has_full_name and (is_job_first or is_agent)) or is_kin):
        last = 0
    if set(map(fold, words[: last + 1])) & (word_lists().joiners | word_lists().prepositions):
        last = -1
    name, title = split_title(" ".join(words[last + 1 :]))
    return without_place(name), " ".join([*words[: last + 1], *([title] if title else [])])


def without_place(name: str) -> str:
    """Drop where a person is from: Robert Luna *of Los Angeles*."""
    before = re.split(r"\s+(?:of|from|at)\s+", name, maxsplit=1)[0]
    words = name_words(before)
    lists = people_words()
    is_person = len(words) > 1 and not set(words) & (lists.bodies | lists.roles)
    return before if is_person else name


def without_article(written: str) -> str:
    """Drop an article at the start."""
    return re.sub(r"^(?:the|a|an)\s+", "", written, flags=re.IGNORECASE)


def is_body_name(name: str) -> bool:
    """Whether it names an organization: all capitals, or with a capitalized word like "Office"."""
    words = name.split()
    return (len(words) == 1 and len(name) > 1 and name.replace(".", "").isupper()) or (
        len(words) > 1
        and words[0][:1].isupper()
        and any(fold(word) in people_words().bodies and word[:1].isupper() for word in words)
    )


def is_company(name: str) -> bool:
    """Whether a name has a word such as "Inc."."""
    return bool(set(name_words(name)) & people_words().company_endings) and len(name.split()) > 1
