"""Pages show: no SQL, no statistics, no arithmetic."""
