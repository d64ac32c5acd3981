"""What proves the statistics."""
