"""Facts: their revisions, approvals and verifications."""
