"""Documents: what leaves the building as a file, made from answers without a browser or a server."""
