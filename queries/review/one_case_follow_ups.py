"""What was promised in a case, and how does each promise stand?"""

DEFINITION = (
    "Each follow-up with its one status on the day looked at, what is past its date first, then what is to come, "
    "then what is over. Only a completed two-way contact makes it done."
)
LISTS_PEOPLE = True
