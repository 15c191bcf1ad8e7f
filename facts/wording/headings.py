"""What a card is about, on one line."""

from facts.law.courts import court
from facts.model import Decision, Law, Quote
from facts.wording.names import jurisdiction_name, session_shown


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
