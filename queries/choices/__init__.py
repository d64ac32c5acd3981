"""Questions that fill the choices at the top of a page."""
