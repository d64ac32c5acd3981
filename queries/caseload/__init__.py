"""Questions about the caseload: how many, in which stage, for how long, moving or not."""
