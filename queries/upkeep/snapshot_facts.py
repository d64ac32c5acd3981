"""What is this snapshot: how old, from where, and how easily could somebody in it be recognised?"""

DEFINITION = (
    "Data date: the day the figures are true for; built at: when the snapshot was made. Smallest group: people who are "
    "alike in age band, gender, place, language and household size, what is not recorded counting as a value of its "
    "own; a group of one is a person whom these five facts single out. Shares: people in groups of fewer than 5, and "
    "of fewer than 11."
)
LISTS_PEOPLE = False
