"""What proves the pages about the caseload."""
