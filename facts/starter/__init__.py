"""The starter facts, one JSON file a fact; data, no code."""
