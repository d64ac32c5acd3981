"""Which services was the person of a case referred to, and how far did it go?"""

DEFINITION = (
    "Each referral, the newest first, by the last step that is recorded: connected, the person chose not to, no "
    "service exists, the service said no, on a waiting list, accepted, answered, sent, agreed, offered or named. "
    "Nothing is judged late here."
)
LISTS_PEOPLE = True
