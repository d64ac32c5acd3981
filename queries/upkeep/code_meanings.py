"""What does each code mean, and where does its list come from?"""

DEFINITION = "The code lists of the store, in the order in which they are shown; notes and sources as they were given."
LISTS_PEOPLE = False
