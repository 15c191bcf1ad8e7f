"""What of a fact its vector is made of."""

from facts.model import Decision, Law, Quote


def meaning_text(body: Quote | Law | Decision) -> str:
    """Return a fact in a few sentences: what it is about before what it says, no dates, no sources.

    The encoder reads its first 128 word pieces.
    """
    match body:
        case Quote():
            speaker = body.speaker if any(map(str.isalnum, body.speaker)) else None
            parts = [body.topic, *body.passages, speaker]
        case Law():
            parts = [body.title, body.subject, body.summary, *body.aliases]
        case Decision():
            parts = [body.case, body.holding]
    return ". ".join(part.rstrip(".") for part in parts if part)
