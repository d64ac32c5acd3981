"""How many people, households and cases are in the caseload, and how many people are waiting?"""

DEFINITION = (
    "People, households and cases ever in the caseload up to the day looked at; a case is open from its opening day "
    "until the day before it closes. Overdue: due before the day looked at, not done, nothing that excuses it. "
    "Referrals: those with an expected result. Barrier asks: times people were asked what keeps them from a service."
)
LISTS_PEOPLE = False
