"""American law: keys in text, courts, the standing of a law, and the checks of a fact."""

from facts.law import courts, keys

__all__ = ["courts", "keys"]
