"""The Slack app around the desk. Imports from `facts` and nothing deeper; writes no SQL."""
