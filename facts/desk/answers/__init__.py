"""Answering: retrieve facts for a question, decide which one answers, build the answer."""

from facts.desk.answers.answers import Answers, QuoteCheck

__all__ = ["Answers", "QuoteCheck"]
