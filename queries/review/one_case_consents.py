"""What did the person of a case agree to, and since when?"""

DEFINITION = "Everything the person or a carer said, the newest first; a later word counts from its day."
LISTS_PEOPLE = True
