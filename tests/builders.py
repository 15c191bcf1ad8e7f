"""Facts to test with: true ones, made by name, and builders whose defaults are true.

Each builder takes overrides as keywords; `law()` is the California Values Act, `decision()` the
Supreme Court's order of June 15, 2020, `quote()` Sheriff Luna's words on transfers.
"""

import re
from datetime import date

from facts.law.standing import Standing, standing
from facts.model import (
    Decision,
    Disposition,
    Effect,
    Event,
    EventKind,
    Law,
    Outcome,
    Posture,
    Provision,
    Quote,
    Source,
    Tier,
)

VALUES_ACT = "us-ca/2017-2018/sb-54"
PACKAGING_BILL = "us-ca/2019-2020/sb-54"
PLASTICS_ACT = "us-ca/2021-2022/sb-54"
AB_103 = "us-ca/2017-2018/ab-103"
AB_450 = "us-ca/2017-2018/ab-450"
CHALLENGED = (
    "Cal. Gov. Code § 7284.6(a)(1)(C)",
    "Cal. Gov. Code § 7284.6(a)(1)(D)",
    "Cal. Gov. Code § 7284.6(a)(4)",
)
BLOCKED = (
    "Cal. Gov. Code § 7285.1",
    "Cal. Gov. Code § 7285.2",
    "Cal. Lab. Code § 1019.2(a)",
    "Cal. Lab. Code § 1019.2(b)",
)
_DOCKET = (
    "https://docs.justia.com/cases/federal/district-courts/california/caedce/"
    "2:2018cv00490/331791/193"
)
_APPENDIX = (
    "https://www.supremecourt.gov/DocketPDF/19/19-532/115763/"
    "20190913151458739_California.Cert.Ext.App.09.13.19.appendix.pdf"
)
_ORDER = "https://www.supremecourt.gov/docket/docketfiles/html/public/19-532.html"
_LEGINFO = "https://leginfo.legislature.ca.gov/faces/billNavClient.xhtml?bill_id="


def source(**overrides: object) -> Source:
    """The Values Act's page at the legislature."""
    given = {
        "title": "Bill history",
        "tier": Tier.PRIMARY,
        "url": f"{_LEGINFO}201720180SB54",
        "publisher": "California Legislature",
    }
    return Source.model_validate(given | overrides)


def event(kind: EventKind | str, on: str, **overrides: object) -> Event:
    """An event of a law on an EDTF date."""
    return Event.model_validate({"event": kind, "on": on} | overrides)


def effect(law: str, outcome: Outcome | str, *provisions: str, **overrides: object) -> Effect:
    """What a decision does to a law or to some of its provisions."""
    return Effect.model_validate(
        {"law": law, "outcome": outcome, "provisions": provisions} | overrides
    )


def law(**overrides: object) -> Law:
    """The California Values Act, SB 54 of 2017–2018."""
    given = {
        "jurisdiction": "us-ca",
        "session": "2017-2018",
        "bill": "sb-54",
        "title": "California Values Act",
        "aliases": ("Values Act", "sanctuary state law", "sanctuary law"),
        "subject": "largely restricts police work with federal immigration authorities",
        "author": "Kevin de León",
        "chapter": "Stats. 2017, ch. 495",
        "provisions": tuple(Provision(key=key) for key in ("Cal. Gov. Code § 7284", *CHALLENGED)),
        "events": (
            event("introduced", "2016-12-05"),
            event("passed_house", "2017-04-03", by="Senate"),
            event("passed_house", "2017-09-15", by="Assembly"),
            event("passed", "2017-09-16", by="Senate", note="Senate concurrence"),
            event("signed", "2017-10-05", by="Gov. Jerry Brown"),
            event("effective", "2018-01-01"),
        ),
        "sources": (source(),),
    }
    return Law.model_validate(given | overrides)


def values_act() -> Law:
    """L1: signed on October 5, 2017, in effect from January 1, 2018."""
    return law()


def _other_law(**given: object) -> Law:
    """A law of which less is on file than of the Values Act."""
    bare = {"jurisdiction": "us-ca", "session": "2017-2018", "sources": (source(),)}
    return Law.model_validate(bare | given)


def plastics_act() -> Law:
    """L2: signed on June 30, 2022; nothing on file says when it took effect."""
    return _other_law(
        session="2021-2022",
        bill="sb-54",
        title="Plastic Pollution Prevention and Packaging Producer Responsibility Act",
        events=(event("signed", "2022-06-30"),),
        sources=(source(url=f"{_LEGINFO}202120220SB54"),),
    )


def packaging_bill() -> Law:
    """L3: the bill of the same number that died on September 1, 2020."""
    return _other_law(
        session="2019-2020",
        bill="sb-54",
        title="Packaging bill",
        events=(event("died", "2020-09-01"),),
        sources=(
            source(
                tier="secondary", url="https://legiscan.com/CA/bill/SB54/2019", publisher="LegiScan"
            ),
        ),
    )


def ab_103() -> Law:
    """L4: challenged in the same case; its dates are not on file."""
    return _other_law(
        bill="ab-103",
        title="Detention facility review law",
        provisions=(Provision(key="Cal. Gov. Code § 12532"),),
    )


def ab_450() -> Law:
    """L5: the Immigrant Worker Protection Act; its dates are not on file."""
    others = ("Cal. Gov. Code § 7285.3", "Cal. Lab. Code § 90.2")
    return _other_law(
        bill="ab-450",
        title="Immigrant Worker Protection Act",
        provisions=tuple(Provision(key=key) for key in (*BLOCKED, *others)),
    )


def ice_policy() -> Law:
    """L6: Los Angeles County's policy, known from a quote alone; it has no number and no date."""
    return _other_law(
        jurisdiction="us-ca-los-angeles",
        session="2020",
        bill="ice-cooperation-policy",
        title="Los Angeles County’s 2020 policy on cooperation with federal immigration officials",
    )


def decision(**overrides: object) -> Decision:
    """The denial of certiorari in United States v. California, No. 19-532."""
    given = {
        "case": "United States v. California",
        "court": "scotus",
        "docket": "19-532",
        "citations": ("141 S. Ct. 124",),
        "decided_on": "2020-06-15",
        "posture": Posture.CERTIORARI,
        "disposition": Disposition.DENIED,
        "merits_reached": False,
        "separate_views": "Justices Thomas and Alito would have granted the petition",
        "effects": (effect(VALUES_ACT, Outcome.LEFT_IN_PLACE),),
        "appeal_from": "ca9/18-16496/2019-04-18",
        "sources": (source(title="No. 19-532", url=_ORDER, publisher="U.S. Supreme Court"),),
    }
    return Decision.model_validate(given | overrides)


def d1() -> Decision:
    """D1: the trial court refused to block SB 54 and AB 103, and blocked parts of AB 450."""
    return decision(
        court="caed",
        docket="2:18-cv-00490-JAM-KJN",
        citations=("314 F. Supp. 3d 1077",),
        judges=("John A. Mendez",),
        case_filed_on="2018-03-06",
        argued_on="2018-06-20",
        decided_on="2018-07-05",
        posture=Posture.PRELIMINARY_INJUNCTION,
        disposition=Disposition.GRANTED_IN_PART,
        separate_views=None,
        effects=(
            effect(VALUES_ACT, Outcome.NOT_ENJOINED, *CHALLENGED),
            effect(AB_103, Outcome.NOT_ENJOINED, "Cal. Gov. Code § 12532"),
            effect(AB_450, Outcome.NOT_ENJOINED, "Cal. Lab. Code § 90.2"),
            effect(AB_450, Outcome.ENJOINED, *BLOCKED, limited_to="private employers"),
        ),
        appeal_from=None,
        sources=(
            source(
                title="Order on preliminary injunction",
                url=_DOCKET,
                publisher="Justia",
                tier="official",
            ),
        ),
    )


def d2() -> Decision:
    """D2: the Ninth Circuit affirmed as to SB 54 and reversed as to a part of AB 103."""
    basis = (
        "any obstruction is consistent with California’s prerogatives under the Tenth Amendment "
        "and the anticommandeering rule"
    )
    return decision(
        court="ca9",
        docket="18-16496",
        citations=("921 F.3d 865",),
        judges=("M. Smith", "Watford", "Hurwitz"),
        argued_on="2019-03-13",
        decided_on="2019-04-18",
        posture=Posture.APPEAL_OF_PRELIMINARY_INJUNCTION,
        disposition=Disposition.AFFIRMED_IN_PART,
        separate_views=None,
        effects=(
            effect(VALUES_ACT, Outcome.NOT_ENJOINED, basis=basis),
            effect(AB_103, Outcome.REMANDED, "Cal. Gov. Code § 12532", in_part=True),
        ),
        appeal_from="caed/2:18-cv-00490-JAM-KJN/2018-07-05",
        sources=(source(title="921 F.3d 865", url=_APPENDIX, publisher="Ninth Circuit"),),
    )


def d3() -> Decision:
    """D3: the Supreme Court declined to hear the case, which is no ruling on the merits."""
    return decision()


def d4() -> Decision:
    """D4: a state appeals court reached the merits, as to charter cities."""
    bench = "California Court of Appeal, Fourth Appellate District"
    upheld = effect(
        VALUES_ACT, Outcome.UPHELD, "Cal. Gov. Code § 7284.6", limited_to="charter cities"
    )
    return decision(
        case="City of Huntington Beach v. Becerra",
        jurisdiction="us-ca",
        court="calctapp4d",
        docket="G057013",
        citations=("44 Cal.App.5th 243",),
        decided_on="2020-01-10",
        posture=Posture.APPEAL,
        disposition=Disposition.REVERSED,
        merits_reached=True,
        separate_views=None,
        effects=(upheld,),
        appeal_from=None,
        sources=(source(title="No. G057013", url=None, publisher=bench, published="2020-01-10"),),
    )


def starter_laws() -> tuple[Law, ...]:
    """L1 to L6."""
    return values_act(), plastics_act(), packaging_bill(), ab_103(), ab_450(), ice_policy()


def starter_decisions() -> tuple[Decision, ...]:
    """D1 to D4."""
    return d1(), d2(), d3(), d4()


def quote(**overrides: object) -> Quote:
    """Q2: Sheriff Robert Luna on the transfers of 20 inmates, July 17, 2025."""
    words = (
        "It’s a federal judicial warrant signed by a judge. There’s no choice. That means "
        "somebody has gone before a judge to get an arrest warrant for them."
    )
    given = {
        "passages": (words,),
        "speaker": "Robert Luna",
        "role": "Los Angeles County Sheriff",
        "said_on": "2025-07-17",
        "occasion": "press conference",
        "topic": "the transfers of 20 inmates",
        "sources": (
            source(
                title="LA County sheriff on ICE transfers",
                tier=Tier.SECONDARY,
                url="https://davisvanguard.org/2025/07/la-county-sheriff-ice-transfer/",
                publisher="Davis Vanguard",
            ),
        ),
    }
    return Quote.model_validate(given | overrides)


TODAY = date(2026, 11, 24)
DECISIONS = starter_decisions()


def stand(law: Law, day: str | date = TODAY) -> Standing:
    """Return a law's standing on a day, by the starter decisions."""
    return standing(law, DECISIONS, date.fromisoformat(day) if isinstance(day, str) else day)


def printable(sentence: str) -> bool:
    """Whether a text is a whole sentence, with no gap, placeholder or stray punctuation in it."""
    return bool(
        re.fullmatch(r"[A-Z“][^{}!]*[.”)]", sentence)
        and not re.search(r"  | [.,;:]|,[.,;]|\.\.(?!\.)|None", sentence)
    )
