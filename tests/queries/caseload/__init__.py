"""What proves the questions about the caseload."""
