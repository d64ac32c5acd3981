"""Charts: one family a file, from rows to a figure; none of them sees the database."""
