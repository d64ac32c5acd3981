"""In whose hands is a case, and in whose was it before?"""

DEFINITION = (
    "Each worker's part in the case, the newest first. The key of a worker is shown to their own teams only; of "
    "others the team is named."
)
LISTS_PEOPLE = True
