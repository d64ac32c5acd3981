"""How long is each stage expected to take, by pathway?"""

DEFINITION = (
    "The agency's own standards in force: the days a stage is expected to take for a pathway, or how often the plan "
    "is reviewed. Long-term work is judged by its reviews, never by days in a stage."
)
LISTS_PEOPLE = False
