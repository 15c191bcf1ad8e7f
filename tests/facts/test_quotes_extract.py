"""Quotations drawn from article text: who said them, by which cue, not a character changed."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from facts.quotes import ExtractedQuote, extract, group_by_speech

ARTICLE = Path(__file__).parents[3] / "shared" / "news" / "doj-sheriffs.txt"


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is a third party’s: not kept here")
class TestTheArticle:
    """All nine quotations, and the gender fanaticism of a related headline left out."""

    SAID = (
        ("DOJ", "said", "In recent years, the United States suffered"),
        ("DOJ", "continued", "Far too many of those illegal aliens"),
        ("DOJ", "continued", "Today’s data requests are designed"),
        ("Pam Bondi", "said", "shared duty"),
        ("DOJ", "added", "all available means"),
        ("Robert Luna", "said", "The sheriff’s department complies fully"),
        ("Robert Luna", "said", "We will only transfer an individual"),
        ("Paul Miyamoto", "said", "does not participate in civil immigration enforcement"),
        ("Paul Miyamoto", "stated", "My priority is public safety — not politics"),
    )

    def drawn(self) -> tuple[ExtractedQuote, ...]:
        return extract(ARTICLE.read_text(encoding="utf-8"))

    def test_all_nine_quotations_have_the_right_speaker_and_cue_and_none_is_invented(self) -> None:
        drawn = self.drawn()
        assert [(one.speaker, one.cue) for one in drawn] == [said[:2] for said in self.SAID]
        for one, (_, _, opening) in zip(drawn, self.SAID, strict=True):
            assert one.words.startswith(opening)
        assert not any(one.needs_person for one in drawn)

    def test_no_character_between_the_marks_is_changed(self) -> None:
        article = ARTICLE.read_text(encoding="utf-8")
        for one in self.drawn():
            assert article[one.start : one.end] == one.words
            assert article[one.start - 1] == "“"
            assert article[one.end] == "”"

    def test_a_quote_that_its_cue_splits_is_one_speech(self) -> None:
        assert [len(parts) for parts in group_by_speech(self.drawn())] == [1, 2, 1, 1, 2, 1, 1]


class Expected(NamedTuple):
    speaker: str | None
    cue: str
    words: str
    needs_person: bool = False


class Text(NamedTuple):
    text: str
    said: tuple[Expected, ...]
    why: str


FEAR = "the only thing we have to fear is fear itself"
TEXTS = [
    Text(
        "‘We shall fight on the beaches,’ Winston Churchill told the House of Commons. ‘We shall "
        "never surrender.’",
        (
            Expected("Winston Churchill", "told", "We shall fight on the beaches,"),
            Expected("Winston Churchill", "told", "We shall never surrender."),
        ),
        "British single marks",
    ),
    Text(
        "‘It’s the sheriffs’ duty,’ the mayor said, ‘and nobody else’s.’",
        (
            Expected("the mayor", "said", "It’s the sheriffs’ duty,", needs_person=True),
            Expected("the mayor", "said", "and nobody else’s.", needs_person=True),
        ),
        "apostrophes and possessives between single marks",
    ),
    Text(
        "The council’s leader said: ‘This is a matter of “public safety”, not of politics.’",
        (
            Expected(
                "The council’s leader",
                "said",
                "This is a matter of “public safety”, not of politics.",
                needs_person=True,
            ),
        ),
        "a quote inside a quote stays inside",
    ),
    Text(
        "“The only thing we have to fear,” Franklin D. Roosevelt said at his inauguration, “is "
        "fear itself.”",
        (
            Expected("Franklin D. Roosevelt", "said", "The only thing we have to fear,"),
            Expected("Franklin D. Roosevelt", "said", "is fear itself."),
        ),
        "split in mid-sentence",
    ),
    Text(
        "“I look forward,” said Attorney General Pam Bondi, “to cooperating with California’s "
        "county sheriffs.”",
        (
            Expected("Pam Bondi", "said", "I look forward,"),
            Expected("Pam Bondi", "said", "to cooperating with California’s county sheriffs."),
        ),
        "split, the cue before the name",
    ),
    Text(
        "Gov. Jerry Brown signed the bill on Thursday.\n\n“These are uncertain times for "
        "undocumented Californians and their families,” Brown wrote. “This bill strikes a "
        "balance.”",
        (
            Expected(
                "Jerry Brown",
                "wrote",
                "These are uncertain times for undocumented Californians and their families,",
            ),
            Expected("Jerry Brown", "wrote", "This bill strikes a balance."),
        ),
        "a surname led back to the full name",
    ),
    Text(
        "“Four score and seven years ago our fathers brought forth a new nation.\n\n“Now we are "
        "engaged in a great civil war.\n\n“We are met on a great battlefield of that war,” Abraham "
        "Lincoln said at Gettysburg.",
        (
            Expected(
                "Abraham Lincoln",
                "said",
                "Four score and seven years ago our fathers brought forth a new nation.",
            ),
            Expected("Abraham Lincoln", "said", "Now we are engaged in a great civil war."),
            Expected("Abraham Lincoln", "said", "We are met on a great battlefield of that war,"),
        ),
        "paragraphs that each open with a mark, the last alone closed",
    ),
    Text(
        'Abraham Lincoln said: "Now we are engaged in a great civil war.\n\n"We are met on a great '
        'battlefield of that war."',
        (
            Expected("Abraham Lincoln", "said", "Now we are engaged in a great civil war."),
            Expected("Abraham Lincoln", "said", "We are met on a great battlefield of that war."),
        ),
        "paragraphs in straight marks, the cue before",
    ),
    Text(
        "“I have nothing to offer but blood, toil, tears and sweat,” he told the House.",
        (
            Expected(
                None,
                "told",
                "I have nothing to offer but blood, toil, tears and sweat,",
                needs_person=True,
            ),
        ),
        "a pronoun needs a person",
    ),
    Text(
        "Luna spoke first. “There’s no choice,” he said. “That means somebody has gone "
        "before a judge.”",
        (
            Expected("Luna", "said", "There’s no choice,", needs_person=True),
            Expected(
                "Luna", "said", "That means somebody has gone before a judge.", needs_person=True
            ),
        ),
        "a surname that the article does not introduce is only proposed for a pronoun",
    ),
    Text(
        "According to the Justice Department, “far too many have committed crimes.”",
        (Expected("Justice Department", "according to", "far too many have committed crimes."),),
        "according to, before",
    ),
    Text(
        "The department “will pursue all available means of obtaining the data,” according to the "
        "U.S. Department of Justice.",
        (
            Expected(
                "U.S. Department of Justice",
                "according to",
                "will pursue all available means of obtaining the data,",
            ),
        ),
        "according to, after",
    ),
    Text(
        "The Department of Justice (DOJ) wrote to the sheriffs. “Today’s data requests are "
        "designed to assist federal authorities,” the department said.",
        (
            Expected(
                "Department of Justice",
                "said",
                "Today’s data requests are designed to assist federal authorities,",
            ),
        ),
        "a body described by the one word of its name",
    ),
    Text(
        "California Attorney General Xavier Becerra told reporters: “We’re in the business of "
        "public safety, not deportation.”",
        (
            Expected(
                "Xavier Becerra",
                "told",
                "We’re in the business of public safety, not deportation.",
            ),
        ),
        "cue and colon before",
    ),
    Text(
        "“We’re in the business of public safety, not deportation,” said Xavier Becerra, the "
        "state’s attorney general.",
        (
            Expected(
                "Xavier Becerra",
                "said",
                "We’re in the business of public safety, not deportation,",
            ),
        ),
        "a role after the name",
    ),
    Text(
        "“We’re in the business of public safety,” said the attorney general, Xavier Becerra.",
        (Expected("Xavier Becerra", "said", "We’re in the business of public safety,"),),
        "a role before the name, with a comma",
    ),
    Text(
        "“We’re in the business of public safety,” Becerra, who sued the administration over its "
        "demands, told reporters on Wednesday.",
        (Expected("Becerra", "told", "We’re in the business of public safety,"),),
        "a clause between name and cue",
    ),
    Text(
        "“We’re in the business of public safety.” — Xavier Becerra",
        (Expected("Xavier Becerra", "", "We’re in the business of public safety."),),
        "a pull quote",
    ),
    Text(
        "“Removing criminal illegal aliens is this Administration’s highest priority,” Bondi wrote "
        "on X.",
        (
            Expected(
                "Bondi",
                "wrote",
                "Removing criminal illegal aliens is this Administration’s highest priority,",
            ),
        ),
        "a post",
    ),
    Text(
        "Asked whether he was one, Richard Nixon answered, “I’m not a crook.”",
        (Expected("Richard Nixon", "answered", "I’m not a crook."),),
        "an answer",
    ),
    Text(
        "Asked whether the council agreed, the mayor replied, “No.”",
        (Expected("the mayor", "replied", "No.", needs_person=True),),
        "one word right after its cue",
    ),
    Text(
        "As Roosevelt put it, “the only thing we have to fear is fear itself.”",
        (Expected("Roosevelt", "put", FEAR + "."),),
        "as he put it",
    ),
    Text(
        "“Ask not what your country can do for you” is what John F. Kennedy said in 1961.",
        (Expected("John F. Kennedy", "said", "Ask not what your country can do for you"),),
        "the quote as the sentence’s subject",
    ),
    Text(
        "“Congress shall make no law respecting an establishment of religion,” the First Amendment "
        "reads.",
        (
            Expected(
                "First Amendment",
                "reads",
                "Congress shall make no law respecting an establishment of religion,",
            ),
        ),
        "a text that speaks",
    ),
    Text(
        "“This is the operative statement,” a spokesman for Nixon said.",
        (
            Expected(
                "a spokesman for Nixon",
                "said",
                "This is the operative statement,",
                needs_person=True,
            ),
        ),
        "who speaks for somebody is not that person",
    ),
    Text(
        "Miyamoto said his office “does not participate in civil immigration enforcement” and "
        "asked for a warrant.",
        (Expected("Miyamoto", "said", "does not participate in civil immigration enforcement"),),
        "a partial quote in an indirect one",
    ),
    Text(
        "While Bondi said she looks forward to their “shared duty” to keep residents safe, Luna "
        "added that there is “no choice” for him.",
        (Expected("Bondi", "said", "shared duty"), Expected("Luna", "added", "no choice")),
        "fragments, each with the nearest speaker before it",
    ),
    Text(
        "“Speak, hands, for me!” cried Casca. “Et tu, Brute?” Caesar asked.",
        (
            Expected("Casca", "cried", "Speak, hands, for me!"),
            Expected("Caesar", "asked", "Et tu, Brute?"),
        ),
        "question and exclamation marks",
    ),
    Text(
        "“There’s no choice,” Luna said. Miyamoto spoke next. “My priority is public "
        "safety,” he said.",
        (
            Expected("Luna", "said", "There’s no choice,"),
            Expected("Miyamoto", "said", "My priority is public safety,", needs_person=True),
        ),
        "another sentence between two quotes ends the first speech",
    ),
    Text(
        "“My priority is public safety.” Luna was blunter: “That means somebody has gone before a "
        "judge.”",
        (
            Expected(None, "", "My priority is public safety.", needs_person=True),
            Expected("Luna", "", "That means somebody has gone before a judge."),
        ),
        "what leads up to the next quote is not about the last",
    ),
    Text(
        '"We\'re in the business of public safety," Becerra said. "Not deportation, that is."',
        (
            Expected("Becerra", "said", "We're in the business of public safety,"),
            Expected("Becerra", "said", "Not deportation, that is."),
        ),
        "straight marks and apostrophes",
    ),
    Text(
        "«La République est une et indivisible», said Charles de Gaulle.",
        (Expected("Charles de Gaulle", "said", "La République est une et indivisible"),),
        "French marks, a name with a particle",
    ),
    Text(
        "Ronald Reagan said „Mr. Gorbachev, tear down this wall!“ in Berlin.",
        (Expected("Ronald Reagan", "said", "Mr. Gorbachev, tear down this wall!"),),
        "German marks",
    ),
    Text(
        "<p>&ldquo;We&rsquo;re in the business of <em>public safety</em>,&rdquo; Becerra "
        "said.</p><p>He did not elaborate.</p>",
        (
            Expected(
                "Becerra", "said", "We&rsquo;re in the business of <em>public safety</em>,"
            ),
        ),
        "HTML pasted instead of text",
    ),
    Text(
        "â€œWeâ€™re in the business of public safety,â€\x9d Becerra said.",
        (Expected("Becerra", "said", "Weâ€™re in the business of public safety,"),),
        "mojibake is read through and shown as it was",
    ),
    Text(
        "قال الشريف. “السلامة العامة ليست سياسة”",
        (Expected(None, "", "السلامة العامة ليست سياسة", needs_person=True),),
        "right to left",
    ),
]  # fmt: skip

LEFT_OUT = [
    ("The so-called “sanctuary” law was hailed as “historic” by supporters.", "scare quotes"),
    ("The bill, known as the “Values Act,” was signed in 2017.", "the name of a law"),
    ("His book, “Profiles in Courage,” won a prize, Kennedy said.", "the title of a book"),
    ("Sheriff Calls Data Request ‘An Act Of Fear’ As Counties Decide", "a headline"),
    ("(RELATED: Court Hears ‘Sanctuary’ Case As States Watch Closely)", "a related headline"),
    ("The sheriffs’ offices and the ’90s aren’t quoted, and it's all theirs.", "apostrophes"),
    ("HAMLET: To be, or not to be. HORATIO: My lord.", "a transcript without marks"),
    ('A 6" pipe and a 5\'10" man.', "inches and feet"),
    ("Nobody is quoted here at all.", "no marks"),
    ('“”, "", ‘’ and “…”', "marks around nothing"),
    ("", "nothing"),
]


def _expected(one: ExtractedQuote) -> Expected:
    return Expected(one.speaker, one.cue, one.words, one.needs_person)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.why)
def test_each_quotation_has_its_speaker_and_cue(text: Text) -> None:
    drawn = extract(text.text)
    assert tuple(map(_expected, drawn)) == text.said
    for one in drawn:
        assert text.text[one.start : one.end] == one.words


@pytest.mark.parametrize(("text", "why"), LEFT_OUT, ids=lambda value: value[:40])
def test_what_nobody_said_is_left_out(text: str, why: str) -> None:
    assert extract(text) == (), why


STYLES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "quotations.jsonl").read_text("utf-8").splitlines()
]
"""Texts in many hands' styles: American and British, wire and broadsheet, print and post.

When the rules first met these and the texts above, 124 of 154 quotations (81 %) had the right
speaker, two had a wrong one without asking for a person, and two titles of works were taken for
speech. The rules were then mended on them: what stands in the file is what they draw now, so that
it says nothing about the next text. Two lines of the file leave out or to a person what a reader
can tell: "the phrase that Miyamoto used", and Bondi's "forward to cooperating".
"""


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style["text"][:60])
def test_each_style_has_its_speakers(style: dict[str, Any]) -> None:
    drawn = extract(style["text"])
    assert [[one.speaker, one.needs_person] for one in drawn] == [
        [speaker, needs_person] for speaker, _, needs_person in style["drawn"]
    ]
    for one, (_, opening, _) in zip(drawn, style["drawn"], strict=True):
        assert " ".join(one.words.split()).startswith(opening)
        assert style["text"][one.start : one.end] == one.words


class TestAnyArticle:
    @pytest.mark.parametrize("marks", ["“”", '""', "‘’", "«»"])
    def test_five_hundred_quotations_are_all_drawn(self, marks: str) -> None:
        article = f"{marks[0]}There is no choice,{marks[1]} Luna said.\n" * 500
        drawn = extract(article)
        assert len(drawn) == 500
        assert {one.speaker for one in drawn} == {"Luna"}

    @pytest.mark.parametrize(
        "article",
        [
            "“There is no choice, " * 2_000,
            '"' * 40_000,
            "'a " * 13_000,
            "Aa " * 5_000,
            "“" * 40_000,
            "x" * 40_000,
        ],
    )
    def test_marks_without_balance_are_read_to_the_end(self, article: str) -> None:
        for one in extract(article):
            assert article[one.start : one.end] == one.words
