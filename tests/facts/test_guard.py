"""The guard: what a question names must be in the fact, in any of the ways it may be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.search import guard


def unmet(question: str, fact: str, *others: str) -> tuple[str, ...]:
    """Judge a question by one fact; `others` on file show how words are written."""
    return guard.check(question, fact, guard.usage([fact, *others])).words


LUNA = "Sheriff Robert Luna of Los Angeles County said 54 percent of 2,000,000 requests were met."
BONDI = "Pam Bondi said on July 17, 2025 that she looked forward to cooperating with sheriffs."
SNOW = "It had snowed in Texas, and the schools of Austin stayed closed for 3 days."


class TestNumbers:
    @pytest.mark.parametrize("asked", ["two million", "2,000,000", "2 million", "2M"])
    def test_a_fact_holds_it_in_any_of_these_ways(self, asked: str) -> None:
        assert unmet(f"Did Luna say {asked} requests were met?", LUNA) == ()

    @pytest.mark.parametrize(
        "asked", ["three million", "2,000", "55 percent", "fifty-five percent"]
    )
    def test_another_number_is_not_in_the_fact(self, asked: str) -> None:
        assert unmet(f"Did Luna say {asked} of requests were met?", LUNA)


class TestPeople:
    @pytest.mark.parametrize(
        "asked",
        [
            "What did Robert Luna say about requests?",
            "What did Luna say about requests?",
            "What did Sheriff Luna say about requests?",
            "What did Bob Luna say about requests?",
            "what did luna say about requests",
        ],
    )
    def test_full_name_surname_title_and_short_form_name_one_person(self, asked: str) -> None:
        assert unmet(asked, LUNA) == ()

    @pytest.mark.parametrize(
        ("asked", "fact", "missing"),
        [
            ("Did Quincy Luna Say Requests Were Met?", LUNA, "Quincy"),  # no list has every name
            ("Did Harold Luna Say Requests Were Met?", LUNA, "Harold"),
            ("What did Harold Bondi say about sheriffs?", BONDI, "Harold"),
            ("Did Harold Miyamoto Say It?", "According to Miyamoto, it was so.", "Harold"),
        ],
    )
    def test_another_first_name_before_a_surname_is_another_person(
        self, asked: str, fact: str, missing: str
    ) -> None:
        assert missing in unmet(asked, fact)

    def test_a_full_name_is_held_by_a_surname_that_goes_with_it_on_file(self) -> None:
        fact = "According to Miyamoto, it was so."
        asked = "Did Paul Miyamoto Say It?"
        assert unmet(asked, fact, "It was said by Paul Miyamoto.") == ()

    def test_a_name_may_be_misspelt_by_a_letter(self) -> None:
        assert unmet("What did Miyamota say?", "Paul Miyamoto said it.") == ()
        assert unmet("What did Bonid say?", "Pam Bondi said it.") == ()

    def test_a_short_name_with_another_letter_is_another_name(self) -> None:
        assert unmet("What did Bonda say?", "Pam Bondi said it.") == ("Bonda",)

    def test_another_first_name_is_another_person(self) -> None:
        assert unmet("What did Maria Luna say about requests?", LUNA) == ("Maria",)

    @pytest.mark.parametrize("asked", ["Did Becerra say that?", "Did Xavier Becerra say that?"])
    def test_another_person_is_not_in_the_fact(self, asked: str) -> None:
        assert unmet(asked, LUNA)

    def test_in_a_headline_the_other_facts_tell_which_words_are_names(self) -> None:
        headline = "Did Newsom Say Sheriffs Look Forward to Cooperating?"
        other = "The letter that Gavin Newsom wrote was read aloud."
        assert unmet(headline, BONDI, other) == ("Newsom",)

    def test_in_a_headline_an_everyday_word_is_no_name(self) -> None:
        assert unmet("Did Pam Bondi Promise Golden Cooperation?", BONDI) == ()

    def test_in_a_headline_an_adjective_out_of_anothers_name_is_no_name(self) -> None:
        watch = "They sued, and Judicial Watch did so too."
        assert unmet("Did Pam Bondi Ask Judicial Nominees to Cooperate?", BONDI, watch) == ()

    def test_a_surname_alone_in_the_fact_is_hers_who_mostly_bears_it_there(self) -> None:
        fact = "A letter said that Clinton had ordered the meeting."
        hers = ["They saw Hillary Clinton there.", "It was Hillary Clinton, they said."]
        assert unmet("Did Hillary Clinton order the meeting?", fact, *hers) == ()
        assert unmet("Did Chelsea Clinton order the meeting?", fact, *hers) == ("Chelsea",)

    @pytest.mark.parametrize(
        ("asked", "missing"),
        [
            ("What did Sheriff Moon say about requests?", "Moon"),
            ("what did newsom say about requests", "newsom"),
            ("Harris Says Requests Were Met, Not Refused", "Harris"),
        ],
    )
    def test_who_speaks_is_named_whatever_his_name_is_and_however_written(
        self, asked: str, missing: str
    ) -> None:
        assert missing in unmet(asked, LUNA)

    def test_an_everyday_word_before_a_name_is_a_first_name(self) -> None:
        others = ["They saw Pam Bondi there."]
        assert unmet("What did Grant Bondi say about sheriffs?", BONDI, *others) == ("Grant",)

    def test_of_somebody_is_no_office(self) -> None:
        fact = "The supporters of Bill Clinton booed."
        hers = ["They saw Hillary Clinton there.", "It was Hillary Clinton, they said."]
        assert unmet("Did supporters of Hillary Clinton boo?", fact, *hers) == ("Hillary",)

    def test_the_end_of_an_office_is_no_first_name(self) -> None:
        fact = "Then-Secretary of State Clinton ordered the meeting."
        hers = ["They saw Hillary Clinton there.", "It was Hillary Clinton, they said."]
        assert unmet("Did Hillary Clinton order the meeting?", fact, *hers) == ()


class TestPlacesAndDates:
    @pytest.mark.parametrize("asked", ["Did Texan schools stay closed?", "Were TX schools closed?"])
    def test_a_place_is_named_by_its_people_and_its_letters(self, asked: str) -> None:
        assert unmet(asked, SNOW) == ()

    def test_a_city_in_the_fact_is_in_its_state(self) -> None:
        assert unmet("Did schools in Texas close?", "The schools of Austin were closed.") == ()

    @pytest.mark.parametrize("asked", ["Did schools in Ohio close?", "did schools in ohio close"])
    def test_another_place_is_not_in_the_fact(self, asked: str) -> None:
        assert unmet(asked, SNOW)

    def test_two_letters_that_are_a_word_name_no_state(self) -> None:
        assert unmet("Did Luna Say It’s OK To Ask?", "Luna said that sheriffs may ask.") == ()
        assert unmet("Did Luna Ask Sheriffs in TX?", "Luna asked sheriffs.") == ("TX",)

    def test_a_day_that_has_a_name_is_named(self) -> None:
        assert unmet("Did Luna speak on Memorial Day?", "Luna spoke on Independence Day.")
        assert (
            unmet("Did Luna speak on the Fourth of July?", "Luna spoke on Independence Day.") == ()
        )

    def test_an_owner_is_named_though_his_name_is_an_everyday_word(self) -> None:
        assert unmet("Did a Lowe's manager refuse it?", "A manager refused it.") == ("Lowe's",)

    def test_what_the_whole_newsroom_lives_in_goes_without_saying(self) -> None:
        assert unmet("Were American schools closed?", SNOW) == ()
        assert unmet("Were American schools closed?", "The schools of Canada were closed.")

    def test_the_year_and_the_month_must_be_there(self) -> None:
        assert unmet("What did Pam Bondi say in July 2025?", BONDI) == ()
        assert unmet("What did Pam Bondi say in 2024?", BONDI) == ("2024",)
        assert unmet("What did Pam Bondi say in June 2025?", BONDI) == ("June 2025",)


class TestOtherWays:
    @pytest.mark.parametrize(
        ("asked", "fact"),
        [
            ("Does ICE come?", "Immigration and Customs Enforcement comes."),
            ("Did the ADA say so?", "The American Dental Association said so."),
            ("Did the GOP win?", "Republicans won."),
            ("Is COVID over?", "The coronavirus is over."),
            ("Does LGBTQ matter?", "LGBT people matter."),
            ("Does LGBT Law Matter?", "The law on homosexuality matters."),
            ("Does J&J Make Soap?", "Johnson & Johnson makes soap."),
            ("Did AT&T Raise Prices?", "AT&T raised prices."),
        ],
    )
    def test_initials_and_other_words_name_the_same(self, asked: str, fact: str) -> None:
        assert unmet(asked, fact) == ()

    def test_a_company_of_two_letters_is_a_name(self) -> None:
        assert unmet("Does J&J Make Soap?", "Unilever makes soap.") == ("J&J",)

    def test_an_ending_hung_on_with_a_hyphen_is_no_name(self) -> None:
        lake = "The toasty swimmers were in Loch Ness."
        assert unmet("Is the Dial About ‘Level of Toasty-ness’?", "A dial.", lake) == ()


class TestPolarity:
    def test_what_is_unmet_says_of_which_kind_and_what_the_fact_has(self) -> None:
        fact = "On July 17, 2025, Texas deputies moved 54 inmates and opposed the plan."
        asked = "Did Ohio deputies support it on July 18 and not move 17 inmates?"
        found = guard.check(asked, fact, guard.usage([fact])).unmet
        assert {(one.part.value, one.asked, one.held) for one in found} == {
            ("number", "17 inmates", "54 inmates"),
            ("date", "July 18", "July 17, 2025"),
            ("place", "Ohio", None),
            ("denial", "not", None),
            ("opposite", "support", "opposed"),
        }

    def test_a_denial_elsewhere_in_the_fact_is_another(self) -> None:
        fact = "Pam Bondi looked forward to it, though some counties without a jail would not join."
        assert unmet("Did Pam Bondi not look forward to it?", fact) == ("not",)
        assert unmet("Did counties not join?", fact) == ()

    def test_a_denial_is_not_answered_by_a_fact_that_denies_nothing(self) -> None:
        assert unmet("Did Pam Bondi not look forward to it?", BONDI) == ("not",)
        assert unmet("Pam Bondi never looked forward to it", BONDI) == ("never",)
        assert unmet("Didn’t Pam Bondi look forward to it?", BONDI) == ("not",)

    def test_a_fact_that_denies_answers_a_question_that_does_or_does_not(self) -> None:
        fact = "Pam Bondi did not cooperate."
        assert unmet("Did Pam Bondi not cooperate?", fact) == ()
        assert unmet("Did Pam Bondi cooperate?", fact) == ()

    @pytest.mark.parametrize(
        ("asked", "fact"),
        [
            ("Did Pam Bondi refuse to cooperate?", "Pam Bondi cooperated."),
            ("did luna deny that requests were met", LUNA),
            ("Did Luna stop meeting requests?", LUNA),
            ("Did the governor veto the bill?", "The governor signed the bill."),
            ("Is it safe?", "It is dangerous."),
            ("Are illegal aliens not the priority?", "Illegal aliens are the priority."),
            ("Did his daughter sign it?", "His son signed it."),
            ("Had they every right to protest?", "They had no right to protest."),
        ],
    )
    def test_what_refuses_or_reverses_is_not_answered_by_what_does_not(
        self, asked: str, fact: str
    ) -> None:
        assert unmet(asked, fact)

    @pytest.mark.parametrize(
        ("asked", "fact"),
        [
            ("Did Pam Bondi refuse to cooperate?", "Pam Bondi declined to cooperate."),
            ("Did they stop selling it?", "They discontinued it."),
            ("Did he always wear a jacket?", "He never went without a jacket."),
        ],
    )
    def test_what_is_turned_twice_or_in_other_words_is_the_same(
        self, asked: str, fact: str
    ) -> None:
        assert unmet(asked, fact) == ()

    @pytest.mark.parametrize(
        ("asked", "fact", "words"),
        [
            # Of one word with a prefix or suffix.
            ("Is it legal?", "It is illegal.", ("legal", "illegal")),
            ("Was trade deregulated?", "Trade was regulated.", ("deregulated", "regulated")),
            ("Was it overcounted?", "It was undercounted.", ("overcounted", "undercounted")),
            ("Is it harmful?", "It is harmless.", ("harmful", "harmless")),
            # Of verbs with particles.
            ("Did they bring cash bail back?", "They got rid of cash bail.", ("bring", "got")),
            ("Did taxes go up?", "Taxes went down.", ("go", "went")),
            # Of closed classes, before the same word.
            ("Did fewer inmates leave?", "More inmates left.", ("fewer", "more")),
            ("Are all sheriffs opposed?", "Some sheriffs are opposed.", ("all", "some")),
            ("Was it after the hearing?", "It was before the hearing.", ("after", "before")),
            ("Is she pro-union?", "She is anti-union.", ("pro", "anti")),
            ("A ban with exceptions?", "A ban without exceptions.", ("with", "without")),
        ],
    )
    def test_the_opposite_is_told_by_its_two_words(
        self, asked: str, fact: str, words: tuple[str, str]
    ) -> None:
        (found,) = guard.check(asked, fact, guard.usage([fact])).unmet
        assert (found.part, found.asked, found.held) == (guard.Part.OPPOSITE, *words)

    @pytest.mark.parametrize(
        ("asked", "fact"),
        [
            ("Are migrants welcome?", "Immigrants are welcome."),  # in- means into
            ("Was the information public?", "The formation was public."),
            ("Did crime decrease?", "Crime did not increase."),
            ("Does he support it?", "He does not oppose it."),
            ("Did taxes rise?", "Taxes went up."),
            ("Do all sheriffs object?", "All the sheriffs object, some loudly."),
            ("Was it after the vote?", "After the vote, and before the hearing, it was so."),
            ("Were men angry at the women?", "Husbands were angry at the women."),
        ],
    )
    def test_a_word_with_an_opposite_elsewhere_is_no_opposite(self, asked: str, fact: str) -> None:
        assert unmet(asked, fact) == ()

    @pytest.mark.parametrize(
        ("asked", "fact", "word"),
        [
            ("Do only felons leave?", "Felons leave.", "only"),
            ("Do they enter without a warrant?", "They enter if there is a warrant.", "without"),
        ],
    )
    def test_what_keeps_a_sentence_to_some_cases_must_be_there(
        self, asked: str, fact: str, word: str
    ) -> None:
        assert unmet(asked, fact) == (word,)

    def test_the_opposite_is_not_the_same(self) -> None:
        assert unmet("Did Luna oppose the bill?", "Luna supported the bill.") == ("oppose",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_guard(question: str, fact: str) -> None:
    verdict = guard.check(question, fact, guard.usage([fact]))
    assert isinstance(verdict.unmet, tuple)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=80))
def test_a_fact_holds_all_that_it_names_itself(text: str) -> None:
    assert not guard.check(text, text, guard.usage([text])).unmet


@pytest.mark.parametrize(
    ("word", "fact", "is_alike"),
    [
        ("forbid", "It bars landlords from refusing tenants.", True),
        ("prohibits", "It outlaws drones near prisons.", True),
        ("allows", "It bars landlords from refusing tenants.", False),
        ("without", "No entry without a warrant.", False),
        ("sheriff", "It bars sheriffs.", False),
    ],
)
def test_a_word_is_said_alike_by_one_of_the_same_side_of_opposites(
    word: str, fact: str, *, is_alike: bool
) -> None:
    assert guard.is_said_alike(word, fact) is is_alike


@pytest.mark.parametrize("word", ["send", "sent", "brought", "apparently", "reaching"])
def test_an_ordinary_word_names_nothing(word: str) -> None:
    assert guard.is_ordinary(word)


@pytest.mark.parametrize("word", ["open", "never", "increases", "sheriff", "newsom", "employer"])
def test_a_word_that_has_an_opposite_or_may_be_a_subject_is_not_ordinary(word: str) -> None:
    assert not guard.is_ordinary(word)
