"""Whom nobody is chasing, and why: exempt for a time, or asked not to be contacted."""

DEFINITION = (
    "One row a person and reason, of what was due before the day looked at and whose window has not passed. Exempt: a "
    "reason, approved, no later than the due day, for at most 90 days, never where the law or a court sets the date. "
    "Asked not to be contacted: a choice of the person; in aftercare it holds for every later window. Where the law "
    "or a court sets the date, the duty stands, but it is shown here and not counted as overdue."
)
LISTS_PEOPLE = True
