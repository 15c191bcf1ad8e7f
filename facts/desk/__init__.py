"""The desk's verbs, by family: answers, editing, corrections, questions, requests, workspace."""

from facts.desk.desk import Desk

__all__ = ["Desk"]
