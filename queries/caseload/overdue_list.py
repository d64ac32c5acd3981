"""Who is waiting for something promised in an open case, and who has something due soon?"""

DEFINITION = (
    "One row a person with something overdue in an open case (or due in the next days, where that is chosen): what "
    "the law or a court demands, then what is longest past its date; the rest is counted. People with a statutory or "
    "court date or a safety flag stand first, then those with no contact recorded yet, then whoever has waited "
    "longest. Last contact: the last completed two-way contact in any of the person's cases in view; attempts are the "
    "days since then on which it was tried, and are not contact. People who must not be contacted and people who died "
    "are not listed; exempt ones and those who asked not to be contacted stand apart."
)
LISTS_PEOPLE = True
