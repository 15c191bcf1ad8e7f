"""The desk's verbs by family: asking, filing, telling, people, requests."""

from facts.desk.desk import Desk

__all__ = ["Desk"]
