"""Questions about one case, asked with the scope narrowed to it: what happened, what was promised, what is next."""
