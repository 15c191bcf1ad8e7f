"""American law: keys found in text, courts, where a law stands, and what is checked of both."""
