"""The desk's verbs by family: asking, filing, questions, people, requests."""

from facts.desk.desk import Desk

__all__ = ["Desk"]
