"""Of the people whose case came to an ending with aftercare, how many were offered it and agreed?"""

DEFINITION = (
    "People whose case closed in the month looked at or the twelve before it with goals met, as planned, or because "
    "contact ended early; each once, with the latest ending. Agreed: aftercare is due to them. Not offered: their "
    "programme did not offer it on the day of closing. Said no: the last thing they said about contact after closing, "
    "by that day, was no. Not recorded: nobody wrote down what they said."
)
LISTS_PEOPLE = False
