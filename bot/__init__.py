"""The Slack face of the desk. Writes no SQL; imports from `facts` and nothing deeper."""
