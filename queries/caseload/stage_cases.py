"""Who is in a stage, and since when?"""

DEFINITION = (
    "People with an open case in the stage, or with a closed case in aftercare, on the day looked at. One row a "
    "person, with the case that entered its stage first; the day of entering is day 0. Stage not recorded: the case "
    "is open and no stage was ever recorded for it. People with a court, safeguarding, crisis or other safety flag "
    "stand first, then whoever has been there longest."
)
LISTS_PEOPLE = True
