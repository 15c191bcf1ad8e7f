"""Meaning: sentences as vectors, so that facts are found that share no word with a question."""

from facts.search.meaning.encoder import SIZE, Encoder, SentenceEncoder
from facts.search.meaning.installing import Installed, install, installed, model_folder
from facts.search.meaning.text import meaning_text

__all__ = [
    "SIZE",
    "Encoder",
    "Installed",
    "SentenceEncoder",
    "install",
    "installed",
    "meaning_text",
    "model_folder",
]
