"""Which goals were set in a case, with whom, and were they reached?"""

DEFINITION = (
    "Each goal, the newest first, with whether the person wrote it together with the worker, and where it stood "
    "when it was last looked at."
)
LISTS_PEOPLE = True
