"""What a reader sees: every sentence about a law, a decision or a quote, from data files.

Nothing here decides anything: the words follow from the standing and from the wording table, which
is keyed by court level, posture, disposition and whether the merits were reached.
"""

from facts.wording.card_changes import changed_lines, compared, reads_the_same
from facts.wording.court_acts import CourtHistoryLine, court_history, is_worded, wording_of
from facts.wording.decisions import (
    Asked,
    argued_sentence,
    case_filed_sentence,
    decision_line,
    decision_sentence,
    sections_sentence,
)
from facts.wording.events import EventSentence, answer_event, event_line, event_sentence
from facts.wording.first_screen import (
    FirstScreen,
    first_screen,
    first_sentence,
    opening_lines,
    sentences,
)
from facts.wording.laws import (
    about_sentence,
    author_sentence,
    chapter_sentence,
    ground_line,
    law_sentence,
    provisions_sentence,
    standing_line,
    subject_sentence,
)
from facts.wording.lines import Line, LineKind, card_lines, quote_line, quote_sentence
from facts.wording.names import (
    card_heading,
    case_heading,
    choice_heading,
    jurisdiction_name,
    law_heading,
    law_label,
    law_name,
    named_once,
    on_file_sentence,
    provisions_in_words,
    session_shown,
)
from facts.wording.provenance import source_details, source_text, verified_briefly, verified_by
from facts.wording.replies import (
    Lead,
    author_lead,
    decision_details,
    decision_lead,
    dissent_lead,
    introduction,
    law_lead,
    missing_decision,
    with_lead,
)
from facts.wording.values import draft_text, labels, row_parts, row_text, value_text

__all__ = [
    "Asked",
    "CourtHistoryLine",
    "EventSentence",
    "FirstScreen",
    "Lead",
    "Line",
    "LineKind",
    "about_sentence",
    "answer_event",
    "argued_sentence",
    "author_lead",
    "author_sentence",
    "card_heading",
    "card_lines",
    "case_filed_sentence",
    "case_heading",
    "changed_lines",
    "chapter_sentence",
    "choice_heading",
    "compared",
    "court_history",
    "decision_details",
    "decision_lead",
    "decision_line",
    "decision_sentence",
    "dissent_lead",
    "draft_text",
    "event_line",
    "event_sentence",
    "first_screen",
    "first_sentence",
    "ground_line",
    "introduction",
    "is_worded",
    "jurisdiction_name",
    "labels",
    "law_heading",
    "law_label",
    "law_lead",
    "law_name",
    "law_sentence",
    "missing_decision",
    "named_once",
    "on_file_sentence",
    "opening_lines",
    "provisions_in_words",
    "provisions_sentence",
    "quote_line",
    "quote_sentence",
    "reads_the_same",
    "row_parts",
    "row_text",
    "sections_sentence",
    "sentences",
    "session_shown",
    "source_details",
    "source_text",
    "standing_line",
    "subject_sentence",
    "value_text",
    "verified_briefly",
    "verified_by",
    "with_lead",
    "wording_of",
]
