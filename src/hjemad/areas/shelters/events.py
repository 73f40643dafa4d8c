"""What is logged about places and stays; each event names ids only."""

PLACE_OPENED = "shelters.place_opened"
ADMITTED = "shelters.admitted"
DISCHARGED = "shelters.discharged"
STAY_CORRECTED = "shelters.stay_corrected"
STAY_WITHDRAWN = "shelters.stay_withdrawn"
