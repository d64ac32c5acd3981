"""HMIS CSV exports: each mapping rule on a small export of our own, and the whole on a real one where there is one."""
