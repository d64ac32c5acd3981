"""Whose case opened, moved forward, was reassessed, ended or changed teams after the comparison date?"""

DEFINITION = (
    "What happened to a case after the comparison date, up to the day looked at: opened, moved forward to a later "
    "stage, reassessed in an earlier one (good practice), ended, taken over from or handed over to another team. One "
    "row a person and kind, with the latest. Corrections of the record are no moves. Listed for the team that held "
    "the case that day."
)
LISTS_PEOPLE = True
