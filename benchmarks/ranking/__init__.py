"""Fit the ranking's weights on made-up questions."""
