"""The starter set's laws and decisions: dates, effects and words that no court's act outruns."""

import json
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from facts.model import Decision, EventKind, Law, read_body

FOLDER = Path(str(files("facts") / "starter"))
PATHS = {path.stem.split("-")[1]: path for path in sorted(FOLDER.glob("*.json"))}

VALUES_ACT = "us-ca/2017-2018/sb-54"
AB_103 = "us-ca/2017-2018/ab-103"
AB_450 = "us-ca/2017-2018/ab-450"


def text(name: str) -> str:
    return PATHS[name].read_text(encoding="utf-8")


BODIES = {name: read_body(json.loads(text(name))) for name in PATHS}
LAWS = {name: body for name, body in BODIES.items() if isinstance(body, Law)}
DECISIONS = {name: body for name, body in BODIES.items() if isinstance(body, Decision)}


class Happened(NamedTuple):
    name: str
    event: str
    on: str
    by: str | None
    source: str
    why: str


ACLU = "https://www.aclu-sdic.org/en/legislation/california-values-act-sb-54"
PLURAL = "https://open.pluralpolicy.com/ca/bills/20172018/SB54"
SIGNING_MESSAGE = (
    "https://www.ca.gov/archive/gov39/wp-content/uploads/2017/11/SB_54_Signing_Message_2017.pdf"
)
HAPPENED = [
    Happened("l1", "introduced", "2016-12-05", None, PLURAL, "before the session’s first year"),
    Happened("l1", "passed_house", "2017-04-03", "Senate", ACLU, "the ACLU’s page gives the votes"),
    Happened("l1", "passed_house", "2017-09-15", "Assembly", ACLU, "a day before the concurrence"),
    Happened("l1", "passed", "2017-09-16", "Senate", ACLU, "the Senate’s concurrence came last"),
    Happened("l1", "signed", "2017-10-05", "Gov. Jerry Brown", SIGNING_MESSAGE, "his own message"),
    Happened("l1", "effective", "2018-01-01", None, PLURAL, "the new year, not the signature"),
    Happened(
        "l2", "signed", "2022-06-30", None, "https://foodpackagingforum.org/", "who is not on file"
    ),
    Happened(
        "l3", "died", "2020-09-01", None, "https://legiscan.com/CA/bill/SB54/2019", "never a law"
    ),
]


class TestLaws:
    def test_every_event_has_its_day_and_the_source_that_bears_it(self) -> None:
        on_file = [
            (name, str(event.event), str(event.on), event.by, body.sources[event.source - 1].url)
            for name, body in LAWS.items()
            for event in body.events
        ]
        assert on_file == [happened[:5] for happened in HAPPENED]

    @pytest.mark.parametrize("name", ["l4", "l5", "l6"])
    def test_dates_that_were_not_verified_are_left_out(self, name: str) -> None:
        assert LAWS[name].events == ()
        assert any(note.startswith("not verified: ") for note in LAWS[name].notes)

    def test_the_law_of_2022_has_no_effective_date_on_file(self) -> None:
        kinds = [event.event for event in LAWS["l2"].events]
        assert kinds == [EventKind.SIGNED]

    @pytest.mark.parametrize(
        ("name", "key", "title"),
        [
            ("l1", VALUES_ACT, "California Values Act"),
            (
                "l2",
                "us-ca/2021-2022/sb-54",
                "Plastic Pollution Prevention and Packaging Producer Responsibility Act",
            ),
            ("l3", "us-ca/2019-2020/sb-54", "Packaging bill"),
            ("l4", AB_103, "Detention facility review law"),
            ("l5", AB_450, "Immigrant Worker Protection Act"),
            (
                "l6",
                "us-ca-los-angeles/2020/ice-cooperation-policy",
                (
                    "Los Angeles County’s 2020 policy on cooperation with "
                    "federal immigration officials"
                ),
            ),
        ],
    )
    def test_each_has_its_key_and_title(self, name: str, key: str, title: str) -> None:
        assert (LAWS[name].key, LAWS[name].title) == (key, title)

    def test_the_values_act_has_its_popular_names(self) -> None:
        assert LAWS["l1"].aliases == ("Values Act", "sanctuary state law", "sanctuary law")
        assert LAWS["l1"].author == "Kevin de León"

    @pytest.mark.parametrize("name", ["l2", "l3"])
    def test_the_packaging_bills_do_not_speak_of_immigration_and_so_never_answer_for_it(
        self, name: str
    ) -> None:
        assert "immigra" not in text(name).casefold()

    def test_the_county_policy_rests_on_the_source_of_the_sheriffs_words(self) -> None:
        assert LAWS["l6"].sources == BODIES["q1"].sources


class Decided(NamedTuple):
    name: str
    key: str
    citation: str
    posture: str
    disposition: str
    merits: bool
    why: str


DECIDED = [
    Decided(
        "d1",
        "caed/2:18-cv-00490-JAM-KJN/2018-07-05",
        "314 F. Supp. 3d 1077",
        "preliminary_injunction",
        "granted_in_part",
        merits=False,
        why="signed on July 4, dated by its filing on July 5",
    ),
    Decided(
        "d2",
        "ca9/18-16496/2019-04-18",
        "921 F.3d 865",
        "appeal_of_preliminary_injunction",
        "affirmed_in_part",
        merits=False,
        why="an appeal of a preliminary injunction does not finally reach the merits",
    ),
    Decided(
        "d3",
        "scotus/19-532/2020-06-15",
        "141 S. Ct. 124",
        "certiorari",
        "denied",
        merits=False,
        why="declining to hear a case decides nothing in it",
    ),
    Decided(
        "d4",
        "calctapp4d/G057013/2020-01-10",
        "44 Cal.App.5th 243",
        "appeal",
        "reversed",
        merits=True,
        why="the one decision on file that reached the merits",
    ),
]
# Said of a preliminary or a declined case, each would be a ruling that no court made.
NEVER_SAID = ("upheld", "uphold", "struck down", "strike down", "constitutional")
EFFECTS = [
    ("d1", VALUES_ACT, "not_enjoined", "7284.6(a)(1)(C) 7284.6(a)(1)(D) 7284.6(a)(4)", None),
    ("d1", AB_103, "not_enjoined", "12532", None),
    ("d1", AB_450, "not_enjoined", "90.2", None),
    ("d1", AB_450, "enjoined", "7285.1 7285.2 1019.2(a) 1019.2(b)", "private employers"),
    ("d2", VALUES_ACT, "not_enjoined", "", None),
    ("d2", AB_103, "remanded", "12532", None),
    ("d3", VALUES_ACT, "left_in_place", "", None),
    ("d4", VALUES_ACT, "upheld", "7284.6", "charter cities"),
]


class TestDecisions:
    @pytest.mark.parametrize("decided", DECIDED, ids=lambda decided: decided.name)
    def test_each_has_its_court_docket_day_and_citation(self, decided: Decided) -> None:
        body = DECISIONS[decided.name]
        assert (body.key, body.citations) == (decided.key, (decided.citation,)), decided.why

    @pytest.mark.parametrize("decided", DECIDED, ids=lambda decided: decided.name)
    def test_posture_and_disposition_decide_the_words(self, decided: Decided) -> None:
        body = DECISIONS[decided.name]
        assert (body.posture, body.disposition, body.merits_reached) == decided[3:6], decided.why

    @pytest.mark.parametrize("name", ["d1", "d2", "d3"])
    @pytest.mark.parametrize("words", NEVER_SAID)
    def test_no_file_of_the_federal_case_says_what_no_court_decided(
        self, name: str, words: str
    ) -> None:
        assert words not in text(name).casefold()

    def test_upheld_stands_once_in_the_set_as_the_effect_of_the_merits_decision(self) -> None:
        assert {name for name in PATHS if "upheld" in text(name).casefold()} == {"d4"}
        assert text("d4").count("upheld") == 1

    def test_effects_reach_the_laws_and_provisions_that_the_courts_named(self) -> None:
        on_file = [
            (
                name,
                effect.law,
                str(effect.outcome),
                " ".join(provision.split("§ ")[1] for provision in effect.provisions),
                effect.limited_to,
            )
            for name, body in DECISIONS.items()
            for effect in body.effects
        ]
        assert on_file == EFFECTS

    def test_every_effect_is_on_a_law_and_provisions_on_file(self) -> None:
        provisions = {body.key: {part.key for part in body.provisions} for body in LAWS.values()}
        for body in DECISIONS.values():
            for effect in body.effects:
                assert set(effect.provisions) <= provisions[effect.law]

    def test_the_federal_case_is_linked_from_the_trial_court_up(self) -> None:
        trial, appeal, certiorari, state = DECISIONS.values()
        assert (trial.appeal_from, state.appeal_from) == (None, None)
        assert appeal.appeal_from == trial.key
        assert certiorari.appeal_from == appeal.key
        assert trial.decided_on.upper < appeal.decided_on.lower < certiorari.decided_on.lower

    @pytest.mark.parametrize(
        ("name", "field", "day"),
        [
            ("d1", "case_filed_on", "2018-03-06"),
            ("d1", "argued_on", "2018-06-20"),
            ("d2", "argued_on", "2019-03-13"),
        ],
    )
    def test_the_days_before_a_decision(self, name: str, field: str, day: str) -> None:
        assert str(getattr(DECISIONS[name], field)) == day

    def test_judges_and_separate_views(self) -> None:
        assert DECISIONS["d1"].judges == ("John A. Mendez",)
        assert DECISIONS["d2"].judges == ("M. Smith", "Watford", "Hurwitz")
        assert (
            DECISIONS["d3"].separate_views
            == "Justices Thomas and Alito would have granted the petition"
        )

    @pytest.mark.parametrize("name", ["d1", "d2", "d3"])
    def test_what_came_after_june_2020_is_said_not_to_have_been_checked(self, name: str) -> None:
        assert any("after June 15, 2020" in note for note in DECISIONS[name].notes)
        assert not DECISIONS[name].final
