"""How did work flow week by week: how many cases were in each stage, and how many had ended?"""

DEFINITION = (
    "Open cases by stage on the last day of each week, counted for the team that held them on that day; weeks are "
    "seven days that end on the day looked at, so the last one is whole. Ended adds up the cases that ended since "
    "the first day shown; aftercare follows the ending and is not part of this flow. What happened in the last days "
    "may not be written up yet."
)
LISTS_PEOPLE = False
