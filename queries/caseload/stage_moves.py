"""How many cases opened, moved forward, were reassessed, ended or changed teams after the comparison date?"""

DEFINITION = (
    "What happened after the comparison date, up to the day looked at. Opened, ended: by the day the case opened or "
    "closed. Moved forward: entered a later stage; reassessed: entered an earlier one, which is good practice; a "
    "case can move more than once. Corrections of the record are no moves. Taken over and handed over: the case "
    "changed to or from another team while open. Each counts for the team that held the case on that day, an ending "
    "for the team that held it the day before. Open cases then, with opened and taken over, less ended and handed "
    "over, are the open cases now."
)
LISTS_PEOPLE = False
