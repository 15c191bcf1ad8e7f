"""The starter facts, one JSON file each; data only."""
