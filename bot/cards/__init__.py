"""The messages that people see. Pure builders: values in, Block Kit out."""

from bot.cards.answers import (
    CardRef,
    answer_to_copy,
    card,
    court_history_shown,
    heading,
    posted_card,
    sources_shown,
    whole_card,
    whole_text,
)
from bot.cards.explaining import why_message, why_text
from bot.cards.message import Message
from bot.cards.opening import opening, posted
from bot.cards.private import INVITE, alone, choices, cut_note, nothing, sentence, usage

__all__ = [
    "INVITE",
    "CardRef",
    "Message",
    "alone",
    "answer_to_copy",
    "card",
    "choices",
    "court_history_shown",
    "cut_note",
    "heading",
    "nothing",
    "opening",
    "posted",
    "posted_card",
    "sentence",
    "sources_shown",
    "usage",
    "whole_card",
    "whole_text",
    "why_message",
    "why_text",
]
