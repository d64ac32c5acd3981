"""What does the person of a case need, and what are their strengths?"""

DEFINITION = (
    "Needs by domain with the day they were named and the day they were met; strengths with who noted them. The "
    "newest first."
)
LISTS_PEOPLE = True
