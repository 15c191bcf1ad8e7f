"""Editing: file facts, review them, correct, update, clarify, retract and restore them.

filing      a new fact
loading     facts from files: the starter set, a newsroom's own folder
review      approve a draft or send it back; verify that a fact is still true
revising    the next revision of a fact; a retraction
aliases     another name for a fact, from a question that did not find it
submission  what filing and revising share: checks, approval with review off, asking reviewers
"""
