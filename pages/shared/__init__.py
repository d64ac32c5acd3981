"""What every page shares: the gate, sign-in, the menu, the scope bar and the parts of a page."""
