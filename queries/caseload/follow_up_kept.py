"""What does the source record about follow-ups and aftercare, for the cases in view?"""

DEFINITION = (
    "Follow-ups of any kind and age in the cases in view, how many of them are aftercare and handovers, how many keep "
    "the day on which they were written up; programmes of these cases, and how many of them offer aftercare by the "
    "day looked at."
)
LISTS_PEOPLE = False
