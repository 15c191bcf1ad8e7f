"""Meaning: sentences as vectors, so that facts are found that share no word with a question."""
