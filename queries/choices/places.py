"""Which places do people in the caseload live in?"""

DEFINITION = "Places, no fixed place and out of area; communities that people describe themselves by are not choices."
LISTS_PEOPLE = False
