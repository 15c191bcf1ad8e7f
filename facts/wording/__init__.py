"""What a reader sees: every sentence about a law, a decision or a quote, from data files.

Nothing here decides anything: the words follow from the standing and from the wording table, which
is keyed by court level, posture, disposition and whether the merits were reached.
"""

from facts.wording.decisions import (
    TimelineLine,
    decision_line,
    decision_sentence,
    is_worded,
    timeline,
    wording_of,
)
from facts.wording.details import argued_sentence, author_sentence, case_filed_sentence
from facts.wording.events import EventTold, event_line, event_sentence, event_told
from facts.wording.headings import card_heading, case_heading, law_heading
from facts.wording.laws import ground_line, law_sentence, standing_line
from facts.wording.lines import (
    Line,
    LineKind,
    card_lines,
    changed_lines,
    compared,
    reads_the_same,
    source_details,
    source_text,
    verified_by,
)
from facts.wording.names import (
    jurisdiction_name,
    law_label,
    law_name,
    provisions_in_words,
    session_shown,
)
from facts.wording.quotes import quote_line, quote_sentence
from facts.wording.sections import sections_sentence
from facts.wording.values import draft_text, labels, row_parts, row_text, value_text

__all__ = [
    "EventTold",
    "Line",
    "LineKind",
    "TimelineLine",
    "argued_sentence",
    "author_sentence",
    "card_heading",
    "card_lines",
    "case_filed_sentence",
    "case_heading",
    "changed_lines",
    "compared",
    "decision_line",
    "decision_sentence",
    "draft_text",
    "event_line",
    "event_sentence",
    "event_told",
    "ground_line",
    "is_worded",
    "jurisdiction_name",
    "labels",
    "law_heading",
    "law_label",
    "law_name",
    "law_sentence",
    "provisions_in_words",
    "quote_line",
    "quote_sentence",
    "reads_the_same",
    "row_parts",
    "row_text",
    "sections_sentence",
    "session_shown",
    "source_details",
    "source_text",
    "standing_line",
    "timeline",
    "value_text",
    "verified_by",
    "wording_of",
]
