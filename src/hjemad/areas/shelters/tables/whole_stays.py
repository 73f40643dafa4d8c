"""The whole stay of a row that may be a part of one, for questions about it (`facts.asked`)."""

from django.db.models.functions import Coalesce

from hjemad.foundation.facts.asked import COLUMNS

# The columns of a stay, and the fact of the whole stay they give.
WHOLE_STAY = ("part_of", "fact_id")
OF_WHOLE_STAY = Coalesce(COLUMNS[0], COLUMNS[1])
