"""Compare the office that a text gives a speaker with the office on file.

"The Orange County sheriff" is not the sheriff of Los Angeles County, and "Mayor Luna" is not
Sheriff Luna, until the file says so: a role with another title or another place is another person.
An office is a title and whose it is; `titles.toml` says which titles are one office. What the file
leaves open (no role, or one without a place) contradicts nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facts.people.places import places
from facts.people.words import people_words
from facts.text import fold

_WORD = re.compile(r"[^\W_]+(?:[.’'&-]+[^\W_]+)*\.?")
_PART = re.compile(r"\s*(?:[,;/]|\band\b)\s*")
_NATION = "united states"
_LEVELS = {"state": "state", "county": "county", "city": "city", "district": "district",
    "federal": "federal", "us": "federal", _NATION: "federal"}  # fmt: skip
_SMALL = frozenset({"of", "for", "the", "a", "an", "at", "in", "and", "from", "to", "on"})


@dataclass(frozen=True, slots=True)
class Office:
    """A title and whose office it is; all words folded."""

    title: frozenset[str]
    """`attorney`, `general`."""
    owners: tuple[str, ...]
    """Places, and other words written with a capital: `los`, `angeles`; a place by its name."""
    levels: frozenset[str]
    """`county`, `state`, `federal` ..., where the text uses such a word."""


def split_title(name: str) -> tuple[str, str]:
    """Split a name from its title: ("Robert Luna", "Los Angeles County Sheriff").

    An organization's name, and a name without a title, come back whole with no role.
    """
    people = people_words()
    parts = name.split()
    folded = [fold(part).replace(".", "") for part in parts]
    titled = [
        at
        for at, word in enumerate(folded)
        # "Del. Roe" is a delegate, "Del Toro" a surname.
        if people.is_title(word) or (parts[at] == "Del." and at < len(parts) - 1)
    ]
    if not titled or titled[-1] == len(parts) - 1:
        return name, ""
    if folded[titled[-1] + 2 : titled[-1] + 3] == ["class"] and titled[-1] + 3 < len(parts):
        titled.append(titled[-1] + 2)  # "Sgt. 1st Class"
    rest = folded[titled[-1] + 1 :]
    if set(rest) <= people.suffixes:  # Martin Luther King Jr. was not a king
        return name, ""
    if set(rest) & (people.bodies | people.roles) or rest[0] in ("of", "for", "and"):
        return name, ""
    return " ".join(parts[titled[-1] + 1 :]), " ".join(parts[: titled[-1] + 1])


def offices_conflict(written: str, role: str | None, aliases: Sequence[str] = ()) -> bool:
    """Whether a role or title as written is another office than each of those on file.

    The file names offices in the speaker's role and in aliases with a title ("Sheriff Luna").
    Nothing conflicts with a file that has neither.
    """
    asked = _office(written)
    filed = [text for text in (role, *(split_title(alias)[1] for alias in aliases)) if text]
    known = [office for text in filed for part in _PART.split(text) if (office := _office(part))]
    whole = [office for text in filed if (office := _office(text))]
    if asked is None:
        return False
    if not known:  # an actor is no mayor
        general = people_words().offices_alike.general
        return role is not None and not general & set(map(_plain, role.split()))
    return not any(_agree(asked, one) for one in (*known, *whole)) or _places_conflict(asked, whole)


@lru_cache(maxsize=1024)
def _office(text: str) -> Office | None:
    """Read the office that a text names; None if it names none."""
    words = [one.group() for one in _WORD.finditer(text)]
    folded = [_plain(word) for word in words]
    title: set[str] = set()
    owners: list[str] = []
    levels: set[str] = set()
    at = 0
    while at < len(words):
        name, size = _place_at(words, folded, at)
        if name:
            owners.append(name)
            levels |= {_LEVELS[name]} if name in _LEVELS else set()
            at += size
            continue
        word = folded[at]
        titles = _titles(word, words[at])
        if titles and folded[at + 1 : at + 2] and folded[at + 1] in people_words().bodies:
            owners.append(word)  # "Justice Department official"
        elif titles:
            title.update(one for one in titles if one not in _LEVELS)
            levels.update(_LEVELS[one] for one in titles if one in _LEVELS)
        elif word in _LEVELS:
            levels.add(_LEVELS[word])
        elif words[at][:1].isupper() and not _is_about_holder(word):
            owners.append(word)
        at += 1
    if not title - people_words().offices_alike.general:
        return None
    return Office(frozenset(title), tuple(owners), frozenset(levels))


def _plain(word: str) -> str:
    return re.sub(r"'s?$", "", fold(word).replace(".", ""))


def _titles(word: str, written: str) -> list[str]:
    """Return a title word in the form that stands for all; none for another word."""
    people = people_words()
    alike = people.offices_alike
    word = word.removeprefix("then-").removeprefix("ex-").removesuffix("-elect")
    if word in alike.phrases:
        return alike.phrases[word].split()
    if word.endswith("-general"):  # "attorney-general", "governor-general"
        return [part for one in word.split("-") for part in _titles(one, one)]
    is_particle = word in people.particles and not written.endswith(".")
    known = people.titles_of_offices
    if is_particle or not ({word, word.removesuffix("s")} & known or word in alike.words):
        return [word] if word in alike.lower or word == "district" else []
    plain = word if word in known or word in alike.words else word.removesuffix("s")
    return [alike.words.get(plain, plain)]


def _is_about_holder(word: str) -> bool:
    """Whether it says how the office is held, or of which party: former, Democratic, D-Calif."""
    people = people_words()
    return (
        "-" in word
        or word in _SMALL
        or people.is_title(word)
        or word in people.openers | people.pronouns
        or word.removesuffix("ic") in people.titles
    )


def _place_at(words: Sequence[str], folded: Sequence[str], at: int) -> tuple[str, int]:
    """Return the state or country named here, by the first form of its name, and how many words."""
    forms = _forms()
    for size in range(min(3, len(words) - at), 0, -1):
        name = " ".join(folded[at : at + size])
        if name in forms and (name != "us" or words[at].isupper() or "." in words[at]):
            return forms[name], size
    postal = places().postal.get(words[at].rstrip("."))
    return (fold(postal), 1) if postal and words[at] not in ("IN", "OR", "ME", "LA") else ("", 0)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Return the first form of every state's and country's name, by each of its forms."""
    return {fold(form).replace(".", ""): fold(line[0]) for line in places().same for form in line}


def _agree(asked: Office, filed: Office) -> bool:
    """Whether the title may be this office's, and of the same level of government."""
    alike = people_words().offices_alike
    lower = alike.lower
    if not asked.title - lower - alike.general <= filed.title:
        return False
    if asked.title & lower != filed.title & lower and not asked.title & alike.addressed_short:
        return False
    return not (asked.levels and filed.levels) or bool(asked.levels & filed.levels)


def _places_conflict(asked: Office, filed: Sequence[Office]) -> bool:
    """Whether the office is said to be of a place, or a body, that no office on file is of."""
    owners = [owner for office in filed for owner in office.owners]
    if not owners:
        return False
    return any(not _holds_owner(owner, asked, owners) for owner in asked.owners)


def _holds_owner(owner: str, asked: Office, owners: Sequence[str]) -> bool:
    if owner in owners or owner in _initials(owners):
        return True
    of_states_too = bool(asked.title & people_words().offices_alike.of_states_too)
    of_states_too = of_states_too and "general" not in asked.title
    states = {fold(state) for state in places().states}
    named = set(_forms().values())
    if owner == _NATION:
        return of_states_too or not set(owners) & states
    if owner in named:
        if set(owners) & (named - {_NATION}):
            return False
        if _NATION in owners:
            return of_states_too
        return not _is_elsewhere(owner, owners)
    return False


def _is_elsewhere(place: str, owners: Sequence[str]) -> bool:
    """Whether the owners name a city that is known to be in another state or country."""
    text = f" {' '.join(owners)} "
    found = {
        where
        for where, names in places().cities.items()
        if any(f" {one} " in text for one in names)
    }
    return bool(found) and place not in {fold(where) for where in found}


def _initials(owners: Sequence[str]) -> set[str]:
    """Return what abbreviates the owners: la for los angeles, hhs for health human services."""
    letters = "".join(owner[:1] for owner in owners)
    spans = ((at, end) for at in range(len(letters)) for end in range(at + 2, len(letters) + 1))
    return {letters[at:end] for at, end in spans}


_SPEAKS = re.compile(
    r"\s+(?:really\s+|ever\s+|actually\s+)?(?:say|says|said|saying|tell|tells|told|state|stated|"
    r"wrote|write|claim|claimed|call|called|think|announce|announced|quote)\b",
    re.IGNORECASE,
)
_ASKED_OF = re.compile(
    r"(?:\b(?:did|does|do|has|had|from|by|per|according\s+to|quotes?\s+of|quoted?|words\s+of)\s+)"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)


_NOTHING = re.compile(r"\W*(?:the\s+)?", re.IGNORECASE)
_ON = re.compile(r"\s+(?:on|about)\b")


def office_asked(
    question: str, speaker: str, role: str | None, aliases: Sequence[str] = ()
) -> str | None:
    """Return the role that a question gives the speaker of a quote, if it is another one's.

    It is read beside the speaker's surname ("Mayor Luna", "Luna, the Orange County sheriff"), and
    where the question asks for the words of a role ("what did the Orange County sheriff say").
    """
    surname = next(
        (word for word in reversed(re.findall(r"[^\W\d_]+", fold(speaker)))
         if word not in people_words().suffixes),
        "",
    )  # fmt: skip
    for start, end, name in _roles_in(question):
        written = question[start:end]
        before, after = question[:start], question[end:]
        is_speakers = (
            (bool(name) and fold(name) == surname)
            or (not name and (_SPEAKS.match(after) or _ASKED_OF.search(before)))
            or (not name and _NOTHING.fullmatch(before) and _ON.match(after))
            or _is_beside(surname, before, after)
        )
        office = written.title() if written.islower() else written
        if is_speakers and offices_conflict(office, role, aliases):
            return f"{written} {name}".strip()
    return None


def _is_beside(surname: str, before: str, after: str) -> bool:
    """Whether the name stands beside a role with a comma, or with "as": "Luna, the sheriff"."""
    found = re.search(r"([^\W\d_]+)(?:,| as)\s+(?:the\s+)?$", fold(before))
    if found and found[1] == surname:
        return True
    next_name = re.match(r",\s+(?:[^\W\d_]+\s+){0,2}([^\W\d_]+)\b", fold(after))
    return next_name is not None and surname in next_name[0].split()


def _roles_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the offsets of each role in a text, with the surname after it, if there is one."""
    found = list(_WORD.finditer(text))
    folded = [_plain(one.group()) for one in found]
    heads = [bool(_titles(word, one.group())) for word, one in zip(folded, found, strict=True)]
    at = 0
    while at < len(found):
        if not heads[at]:
            at += 1
            continue
        first, last = at, at
        while last + 1 < len(found) and heads[last + 1] and _joined(text, found, last):
            last += 1
        while first and _joined(text, found, first - 1) and _is_owner(found, folded, first - 1):
            first -= 1
        is_linked = False
        while last + 1 < len(found) and _joined(text, found, last):
            ahead = last + 1
            if folded[ahead] in _LINKS:
                is_linked = True
                ahead += 1 + (folded[ahead + 1 : ahead + 2] == ["the"])
            if not is_linked or ahead >= len(found) or not _is_owner(found, folded, ahead):
                break
            last = ahead
        name, end = _name_after(text, found, folded, last)
        yield found[first].start(), found[last].end(), name
        at = max(last, end) + 1


_LINKS = frozenset({"of", "for"})


def _joined(text: str, found: Sequence[re.Match[str]], at: int) -> bool:
    return not text[found[at].end() : found[at + 1].start()].strip()


def _is_owner(found: Sequence[re.Match[str]], folded: Sequence[str], at: int) -> bool:
    """Whether a word says whose office it is; in small letters only a known place, or a county."""
    word, written = folded[at], found[at].group()
    if word in people_words().openers or word in _SMALL:
        return False
    if written[:1].isupper() or word in _LEVELS or bool(_titles(word, written)):
        return True
    near = folded[at : at + 3]
    return bool({"county", "city"} & set(near)) or any(
        " ".join(folded[max(0, at - back) : at + size]) in _known_places()
        for back in (0, 1) for size in (1, 2)
    )  # fmt: skip


@lru_cache(maxsize=1)
def _known_places() -> frozenset[str]:
    cities = {name for names in places().cities.values() for name in names}
    return frozenset({*_forms(), *cities} - {"us", *places().words})


def _name_after(
    text: str, found: Sequence[re.Match[str]], folded: Sequence[str], last: int
) -> tuple[str, int]:
    """Return the surname that follows a title, and the place of its last word."""
    name, end = "", last
    for at in range(last + 1, min(last + 4, len(found))):
        word = found[at].group()
        is_next = _joined(text, found, at - 1) and folded[at] not in people_words().openers
        if not is_next or (name and not word[:1].isupper()) or folded[at] in _SMALL:
            break
        if not word[:1].isupper() and _SPEAKS.match(f" {word}"):
            break
        if folded[at] not in people_words().suffixes:
            name = re.sub(r"['’]s$|\.$", "", word)
        end = at
    return name, end
