"""What laws, provisions, jurisdictions and cases are called, in sentences and in headings."""

import re
from collections.abc import Sequence

from facts.law.courts import court
from facts.law.keys import bill_parts, code_in_words, jurisdictions, section_parts
from facts.model import Decision, Law, Quote

_OWNED = re.compile(r"^(?:[A-Z]\S* ){0,4}\S+(?:’s|'s|s’) ")


def listed(words: Sequence[str]) -> str:
    """Join words: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def capital(text: str) -> str:
    """Return text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def session_shown(law: Law) -> str:
    """`2017–2018`, `2020`, `115th Congress`."""
    if not re.fullmatch(r"\d{2,3}", law.session):
        return law.session.replace("-", "–")
    ordinal = f"{law.session}{_suffix(int(law.session))}"
    return f"{ordinal} Congress" if law.jurisdiction == "us" else f"{ordinal} session"


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def jurisdiction_name(id_: str) -> str:
    """`California`, `the United States`; of a place within a state `Los Angeles, California`."""
    table = jurisdictions()
    if id_ in table:
        return table[id_].name
    state, _, place = id_[:5], id_[5:6], id_[6:]
    if place and state in table:
        return f"{place.replace('-', ' ').title()}, {table[state].name}"
    return id_.upper()


def law_label(law: Law | str) -> str:
    """`SB 54`, or the title of a law without a number; of a key alone, what the key says."""
    if isinstance(law, Law):
        return law.number or named(law.title)
    bill = bill_parts(law).bill
    kind, _, number = bill.rpartition("-")
    if number[:1].isdigit() and "-" not in kind:
        return f"{kind.upper()} {number.upper()}"
    return bill.replace("-", " ")


def law_name(law: Law) -> str:
    """Name a law in full, at first mention: `the California Values Act (SB 54 of 2017–2018)`."""
    name = named(law.title)
    return f"{name} ({law.number} of {session_shown(law)})" if law.number else name


def named(title: str) -> str:
    """Return a title as it stands in a sentence: `the California Values Act`, `the packaging bill`.

    A title that is owned by somebody ("Los Angeles County’s 2020 policy") takes no article.
    """
    if _OWNED.match(title) or title.casefold().startswith(("the ", "a ", "an ")):
        return title[:1].lower() + title[1:] if title.startswith(("The ", "A ", "An ")) else title
    words = title.split()
    described = len(words) > 1 and all(word.islower() for word in words[1:])
    return f"the {title[:1].lower()}{title[1:]}" if described else f"the {title}"


def provisions_in_words(keys: Sequence[str]) -> str:
    """`Government Code sections 7285.1 and 7285.2 and Labor Code section 1019.2(a) and (b)`."""
    groups: dict[str, list[tuple[str, str]]] = {}
    other: list[str] = []
    for key in keys:
        if parts := section_parts(key):
            code, number, subs = parts
            groups.setdefault(code, []).append((number, subs))
        else:
            other.append(key)
    return listed([_sections(code, numbers) for code, numbers in groups.items()] + other)


def _sections(code: str, numbers: Sequence[tuple[str, str]]) -> str:
    """Name sections of one code; several subdivisions of one section follow it."""
    by_number: dict[str, list[str]] = {}
    for number, subs in numbers:
        by_number.setdefault(number, []).append(subs)
    words = [number + listed(subs) for number, subs in by_number.items()]
    many = len(words) > 1 or " to " in next(iter(by_number))
    section = "sections" if many else "section"
    return f"{code_in_words(code)} {section} {listed(words)}".lstrip()


def card_heading(body: Law | Decision | Quote, law: Law | None = None) -> str:
    """Return a card's heading: a decision's is that of the law in question, where there is one."""
    match body:
        case Law():
            return law_heading(body)
        case Decision():
            return law_heading(law) if law is not None else case_heading(body)
        case Quote():
            return body.heading


def law_heading(law: Law) -> str:
    """`California Values Act  ·  SB 54 (2017–2018), California`."""
    number = f"{law.number} ({session_shown(law)})" if law.number else session_shown(law)
    return f"{law.title}  ·  {number}, {jurisdiction_name(law.jurisdiction)}"


def case_heading(decision: Decision) -> str:
    """`United States v. California  ·  Ninth Circuit, No. 18-16496`."""
    return f"{decision.case}  ·  {court(decision.court).name}, No. {decision.docket}"
