"""A fact's own words as they are written, for the guard: capitals tell names."""

from functools import lru_cache

from facts.law.courts import court
from facts.model import Decision, Law, Quote
from facts.wording import jurisdiction_name


@lru_cache(maxsize=2048)
def text_of(body: Quote | Law | Decision) -> str:
    """Return all that a fact says and goes by, a sentence a line; without its sources and notes."""
    match body:
        case Quote():
            parts = [
                body.heading,
                *body.aliases,
                *body.speaker_aliases,
                *body.passages,
                body.role,
                body.occasion,
                body.said_on.full(),
            ]
        case Law():
            parts = [
                body.title,
                *body.aliases,
                body.number,
                body.session,
                jurisdiction_name(body.jurisdiction),
                body.subject,
                body.summary,
                body.author,
                *(provision.about for provision in body.provisions),
                *(
                    " ".join(filter(None, [event.event, event.on.full(), event.by, event.note]))
                    for event in body.events
                ),
            ]
        case Decision():
            parts = [
                body.case,
                *body.aliases,
                court(body.court).name,
                body.holding,
                *body.judges,
                body.separate_views,
                body.decided_on.full(),
                *(day.full() for day in (body.argued_on, body.case_filed_on) if day),
                *(
                    " ".join(filter(None, [effect.basis, effect.limited_to]))
                    for effect in body.effects
                ),
            ]
    return "\n".join(filter(None, parts))
