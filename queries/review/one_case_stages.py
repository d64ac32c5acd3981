"""Through which stages did a case go, and for how long did it stay in each?"""

DEFINITION = (
    "Each stay in a stage, the newest first. Days: from the day it was entered to the day it was left, or to the "
    "day looked at. A correction of the record is no movement."
)
LISTS_PEOPLE = True
