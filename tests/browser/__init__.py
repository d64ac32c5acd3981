"""What a reader does in a browser, and what somebody tries who is not one, against a server that really runs."""
