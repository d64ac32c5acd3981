"""Which contacts and attempts are recorded in a case?"""

DEFINITION = (
    "Every contact and attempt, the newest first. Only a two-way one counts as contact; an attempt does not. "
    "Whose it was is not shown: a case is a team's work."
)
LISTS_PEOPLE = True
