"""Answering. Nothing here writes.

answers    look up a question, explain the answer, read a fact's history
retrieval  the facts that may answer, and all that they are tied to
matches    a fact that answers, with all that its card says
quotes     check the quotes in a message
"""
