"""This week: the review, the front door, one case."""
