"""Corrections: posted cards, the candidates for a notice among them, and the notices."""
