"""Which safety and court flags does a case have, and had it before?"""

DEFINITION = (
    "Flags of the case, those in force first. What forbids a careless call is shown too where it stands on "
    "another case of the person, whoever holds that one."
)
LISTS_PEOPLE = True
