"""How many rows does each table hold?"""

DEFINITION = "Rows of each table in the current snapshot, those that are derived when it is built among them."
LISTS_PEOPLE = False
