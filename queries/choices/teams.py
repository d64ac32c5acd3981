"""Which teams may this reader choose?"""

DEFINITION = "The teams within the reader's reach; a manager's reach is all teams."
LISTS_PEOPLE = False
