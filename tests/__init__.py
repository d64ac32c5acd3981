"""The tests mirror the tree: what proves queries/x.py is tests/queries/test_x.py."""
