"""From a fact back to what would be typed to file it: the other way round of each form's reader."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.forms.filing.parts import INPUT_LIMIT, Offers
from bot.forms.filing.typed import Typed
from bot.forms.filing.view import cut_units
from facts import Audience, BadInput, Body, Decision, EdtfDate, Law, Quote, Source

Value = str | EdtfDate | None


def typed_of(
    body: Body, audience: Audience, embargo_until: datetime | None, offers: Offers
) -> Typed:
    """Return a fact as typed; BadInput for one that Slack's fields cannot hold."""
    match body:
        case Quote():
            values = _quote(body)
        case Law():
            values = _law(body)
        case Decision():
            values = _decision(body, offers)
    values |= {"notes": "\n".join(body.notes), "audience": audience.value}
    if embargo_until is not None:
        values["embargo_until"] = str(int(embargo_until.timestamp()))
    values |= _rows("sources", map(_source, body.sources))
    shown = {
        name: value.edtf if isinstance(value, EdtfDate) else value
        for name, value in values.items()
        if value
    }
    long = [name for name, text in shown.items() if cut_units(text, INPUT_LIMIT) != text]
    if long:
        raise BadInput(
            f"Its words are longer than the {INPUT_LIMIT:,} characters that one of Slack’s fields "
            "holds: it cannot be corrected in a form. Retract works."
        )
    return Typed(shown)


def _rows(group: str, rows: Iterable[dict[str, Value]]) -> dict[str, Value]:
    return {
        f"{group}.{place}.{name}" if name else f"{group}.{place}": value
        for place, row in enumerate(rows)
        for name, value in row.items()
    }


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts)


def _quote(quote: Quote) -> dict[str, Value]:
    return {
        "speaker": quote.speaker,
        "speaker_aliases": _lines(quote.speaker_aliases),
        "role": quote.role,
        "said_on": quote.said_on,
        "occasion": quote.occasion,
        "topic": quote.topic,
        "aliases": _lines(quote.aliases),
        "before": quote.before,
        "after": quote.after,
        **_rows("passages", ({"": passage} for passage in quote.passages)),
    }


def _law(law: Law) -> dict[str, Value]:
    provisions = [f"{one.key}: {one.about}" if one.about else one.key for one in law.provisions]
    return {
        "jurisdiction": law.jurisdiction,
        "session": law.session,
        "bill": law.number or law.bill,
        "title": law.title,
        "aliases": _lines(law.aliases),
        "subject": law.subject,
        "summary": law.summary,
        "author": law.author,
        "chapter": law.chapter,
        "provisions": _lines(provisions),
        **_rows(
            "events",
            (
                {
                    "event": event.event.value,
                    "on": event.on,
                    "by": event.by,
                    "note": event.note,
                    "provisions": _lines(event.provisions),
                    "source": str(event.source),
                }
                for event in law.events
            ),
        ),
    }


def _decision(decision: Decision, offers: Offers) -> dict[str, Value]:
    return {
        "case": decision.case,
        "aliases": _lines(decision.aliases),
        **_chosen("court", decision.court, "court", offers),
        "docket": decision.docket,
        "decided_on": decision.decided_on,
        "case_filed_on": decision.case_filed_on,
        "argued_on": decision.argued_on,
        "posture": decision.posture.value,
        "disposition": decision.disposition.value,
        "merits_reached": "yes" if decision.merits_reached else "no",
        "final": "yes" if decision.final else "",
        "citations": _lines(decision.citations),
        "judges": _lines(decision.judges),
        "holding": decision.holding,
        "separate_views": decision.separate_views,
        **_chosen("appeal_from", decision.appeal_from, "decision", offers),
        **_rows(
            "effects",
            (
                {
                    **_chosen("law", effect.law, "law", offers),
                    "outcome": effect.outcome.value,
                    "provisions": _lines(effect.provisions),
                    "in_part": "yes" if effect.in_part else "",
                    "limited_to": effect.limited_to,
                    "basis": effect.basis,
                }
                for effect in decision.effects
            ),
        ),
    }


def _chosen(name: str, value: str | None, offered: str, offers: Offers) -> dict[str, Value]:
    """Choose in the list where it has the value; else it is typed in the field beside the list."""
    listed = any(choice.value == value for choice in offers[offered].choices)
    return {name if listed else f"other_{name}": value}


def _source(source: Source) -> dict[str, Value]:
    return {
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "tier": source.tier.value,
        "published": source.published,
        "accessed": source.accessed,
        "origin": source.origin,
        "archived_url": source.archived_url,
        "locator": source.locator,
        "excerpt": source.excerpt,
        "note": source.note,
    }
