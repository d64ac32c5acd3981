"""What is overdue in open cases, by waiting time, kind, basis and team?"""

DEFINITION = (
    "Overdue follow-ups of open cases on the day looked at: how many, how many of them serious, for how many people. "
    "Serious: due by law or by order of a court, or for a person with a court, safeguarding, crisis, self-harm, "
    "missing or high-risk flag in force. Waiting time counts from the day after the due day; the bands end where one, "
    "two, four and twelve weekly reviews were missed."
)
LISTS_PEOPLE = False
