"""How much did the last import refuse or doubt, by severity?"""

DEFINITION = (
    "For each severity the checks that found something and the rows, files or facts they hit; a row that two checks "
    "hit is counted by both."
)
LISTS_PEOPLE = False
