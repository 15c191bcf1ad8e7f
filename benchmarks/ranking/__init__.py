"""The made-up questions that the ranking is fitted on, and the fit."""
