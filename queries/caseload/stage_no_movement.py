"""For whom is no movement recorded within the standard for their stage?"""

DEFINITION = (
    "People with an open case of which no movement is recorded for more days than the standard of its stage and "
    "pathway. The day of entering the stage is day 0; in work judged by reviews, days count from the last review of "
    "the plan or the entry, whichever is later. One row a person, with the case furthest beyond. People with a "
    "court, safeguarding, crisis or other safety flag stand first, then whoever is furthest beyond. Left out: cases "
    "without a standard, and people who died."
)
LISTS_PEOPLE = True
