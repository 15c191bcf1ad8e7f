"""The messages that people see. Pure builders: values in, Block Kit out."""

from bot.cards.answers import card, copy_text, heading
from bot.cards.explaining import why_message, why_text
from bot.cards.message import Message
from bot.cards.opening import opening, posted
from bot.cards.private import INVITE, alone, choices, cut_note, nothing, sentence, usage

__all__ = [
    "INVITE",
    "Message",
    "alone",
    "card",
    "choices",
    "copy_text",
    "cut_note",
    "heading",
    "nothing",
    "opening",
    "posted",
    "sentence",
    "usage",
    "why_message",
    "why_text",
]
