"""Who is waiting for something promised for the time after their case closed?"""

DEFINITION = (
    "One row a person with aftercare, a handover or anything else overdue that fell due once their case was closed "
    "(or due in the next days, where that is chosen): the newest open window; earlier windows that passed are "
    "counted. People with a statutory or court date or a safety flag stand first, then those whom nobody has reached "
    "since the ending, then whoever has waited longest. Attempts are the days since the last contact on which it was "
    "tried, and are not contact. People who must not be contacted and people who died are not listed; whoever asked "
    "not to be contacted stands apart. A handover is overdue when the receiving agency has not confirmed it within 14 "
    "days."
)
LISTS_PEOPLE = True
