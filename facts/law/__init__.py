"""American law: keys in text, courts, the standing of a law, and the checks of a fact."""
