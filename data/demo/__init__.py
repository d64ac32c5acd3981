"""A synthetic agency, realistic enough to argue about."""
