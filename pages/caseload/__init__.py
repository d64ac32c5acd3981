"""Pages about the caseload: where everyone is, who is waiting, how the work is shared."""
