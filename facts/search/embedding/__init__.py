"""Sentence embeddings: they find facts that share no word with a question."""

from facts.search.embedding.encoder import SIZE, Encoder, SentenceEncoder
from facts.search.embedding.install import Installed, install, installed, model_folder

__all__ = [
    "SIZE",
    "Encoder",
    "Installed",
    "SentenceEncoder",
    "install",
    "installed",
    "model_folder",
]
