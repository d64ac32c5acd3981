"""Evidence: released numbers only, safe to hand on."""
