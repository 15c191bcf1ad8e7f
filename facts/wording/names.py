"""What laws, provisions, jurisdictions and cases are called, in sentences and in headings."""

import re
from collections.abc import Iterable, Sequence

from facts.dates import MONTHS
from facts.law.courts import court
from facts.law.keys import (
    bill_number,
    bill_parts,
    code_in_words,
    jurisdictions,
    section_parts,
    session_body,
)
from facts.model import Decision, Law, Quote

# The last word, before "of" or "on", of what a legislature, its parts or a local body is called.
_BODIES = frozenset({
    "assembly", "board", "chamber", "commission", "committee", "conference", "council", "court",
    "delegates", "house", "legislature", "representatives", "senate", "subcommittee", "voters",
})  # fmt: skip
# AP Stylebook, "dates": a comma after the year where the day is named too, within a sentence.
_DAY = re.compile(rf"\b((?:{'|'.join(MONTHS)}) \d{{1,2}}, \d{{4}})(?= [\w“])")
_OWNED = re.compile(r"^(?:[A-Z]\S* ){0,4}\S+(?:’s|'s|s’) ")


def listed(words: Sequence[str]) -> str:
    """Join words: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def capital(text: str) -> str:
    """Return text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def with_commas(text: str) -> str:
    """Put the comma after a year in mid-sentence: `on October 5, 2017, it took effect`."""
    return _DAY.sub(r"\1,", text)


def by_whom(by: str) -> str:
    """Name who did something in a sentence: `the Senate`, `Congress`, `Gov. Jerry Brown`."""
    head = re.split(r" (?:of|on|for) ", by, maxsplit=1)[0].rsplit(maxsplit=1)[-1:]
    named = bool(head) and head[0].casefold() in _BODIES and not by.casefold().startswith("the ")
    return f"the {by}" if named else by


def legislature(law: Law) -> str | None:
    """Name who passes laws: `Congress`, `the legislature`; None for a place within a state."""
    if law.jurisdiction == "us":
        return "Congress"
    return "the legislature" if law.jurisdiction in jurisdictions() else None


def session_shown(law: Law) -> str:
    """`2017–2018`, `2020`, `115th Congress`, `88th Legislature`."""
    if not re.fullmatch(r"\d{2,3}", law.session):
        return law.session.replace("-", "–")
    return f"{law.session}{_suffix(int(law.session))} {session_body(law.jurisdiction)}"


def of_session(law: Law) -> str:
    """`of 2017–2018`, `of the 115th Congress`."""
    shown = session_shown(law)
    return (
        f"of the {shown}" if shown.endswith(tuple("abcdefghijklmnopqrstuvwxyz")) else f"of {shown}"
    )


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
        return bill_number(law.bill) or named(law.title, law.jurisdiction)
    bill = bill_parts(law).bill
    return bill_number(bill) or bill.replace("-", " ")


def law_name(law: Law) -> str:
    """Name a law in full, at first mention: `the California Values Act (SB 54 of 2017–2018)`."""
    name, number = named(law.title, law.jurisdiction), bill_number(law.bill)
    return f"{name} ({number} {of_session(law)})" if number else name


def named_once(law: Law, sentences: Iterable[str]) -> str:
    """Join sentences about a law: after the first that names it in full it is "it"."""
    name, said = law_name(law), ""
    for sentence in sentences:
        text = sentence
        if name in said or capital(name) in said:
            text = capital(text.replace(name, "it").replace(capital(name), "it"))
            text = re.sub(r"(?<=\. )it\b", "It", text)
        said = f"{said} {text}".lstrip()
    return said


def law_short(law: Law) -> str:
    """Name a law beside others: `the 2019–2020 packaging bill`, `the Values Act (2017–2018)`."""
    name, session = named(law.title, law.jurisdiction), session_shown(law)
    if is_described(law.title) and not session.endswith(("s", "e", "y", "t")):
        return f"the {session} {name.removeprefix('the ')}"
    return f"{name} ({session})"


def named(title: str, jurisdiction: str = "") -> str:
    """Return a title as it stands in a sentence: `the California Values Act`, `the packaging bill`.

    A title that is owned by somebody ("Los Angeles County’s 2020 policy") takes no article.
    """
    if _OWNED.match(title) or title.casefold().startswith(("the ", "a ", "an ")):
        return title[:1].lower() + title[1:] if title.startswith(("The ", "A ", "An ")) else title
    is_place = (
        title.split(maxsplit=1)[0] in jurisdiction_name(jurisdiction).replace(",", "").split()
    )
    is_small = is_described(title) and not is_place
    return f"the {title[:1].lower()}{title[1:]}" if is_small else f"the {title}"


def is_described(title: str) -> bool:
    """Whether a title describes a law rather than names it: `Packaging bill`."""
    words = title.split()
    return len(words) > 1 and all(word.islower() for word in words[1:])


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


def choice_heading(body: Law | Decision | Quote) -> str:
    """Return a heading that sets a choice apart: a law's state and session, a court and year."""
    match body:
        case Decision():
            return f"{case_heading(body)}, {body.decided_on.lower.year}"
        case Law() | Quote():
            return card_heading(body)


def on_file_sentence(
    body: Law | Decision | Quote, fact: object, overlap: str = "same", *, state: str = ""
) -> str:
    """Return `SB 54 (2017–2018) is already on file: F-1.`, of what is about to be filed.

    `overlap` is how the words of quotes compare (`facts.quotes.overlap`, which a look-up does not
    load). `state` is that of the fact on file, where it is not approved: `waiting for review`.
    """
    named = f"{fact}, {state}" if state else f"{fact}"
    match body:
        case Law():
            bill = bill_number(body.bill) or body.title
            return f"{bill} ({session_shown(body)}) is already on file: {named}."
        case Decision():
            what = f"{body.heading} ({court(body.court).name}, {body.decided_on.full()})"
            return f"{what} is already on file: {named}."
        case Quote():
            return _OVERLAPS[overlap].format(fact=named, heading=body.heading)


_OVERLAPS = {
    "same": "These words are already on file: {fact} ({heading}).",
    "contained": "These words are already on file, as part of {fact} ({heading}).",
    "contains": "Some of these words are already on file: {fact} ({heading}).",
    "altered": "Nearly the same words are on file: {fact} ({heading}).",
}


def law_heading(law: Law) -> str:
    """`California Values Act  ·  SB 54 (2017–2018), California`."""
    bill = bill_number(law.bill)
    number = f"{bill} ({session_shown(law)})" if bill else session_shown(law)
    return f"{law.title}  ·  {number}, {jurisdiction_name(law.jurisdiction)}"


def case_heading(decision: Decision) -> str:
    """`United States v. California  ·  Ninth Circuit, No. 18-16496`."""
    return f"{decision.case}  ·  {court(decision.court).name}, No. {decision.docket}"
