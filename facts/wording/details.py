"""What a question may ask of a fact beside its main answer: the author, when a case began."""

from facts.model import Decision, Law
from facts.wording.names import capital, law_name


def author_sentence(law: Law) -> str:
    """Say who wrote a law, or that it is not on file."""
    name = law_name(law)
    if law.author is None:
        return f"The author of {name} is not on file."
    return f"{law.author} is the author of {name}."


def case_filed_sentence(decision: Decision) -> str:
    """Say when a case was filed, or that it is not on file."""
    if decision.case_filed_on is None:
        return f"The day when {decision.case} was filed is not on file."
    return f"{decision.case} was filed {decision.case_filed_on.when()}."


def argued_sentence(decision: Decision) -> str:
    """Say when a case was heard by the court that decided, or that it is not on file."""
    if decision.argued_on is None:
        return f"No argument of {decision.case} in this court is on file."
    return capital(f"{decision.case} was argued {decision.argued_on.when()}.")
