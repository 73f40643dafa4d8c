"""Whether more was written about who a person is, and who acts, than somebody knew at a moment."""

from datetime import datetime

from django.db.models import Exists, Q

from hjemad.areas.citizens.models import Identity, LawArea, ResponsibleMunicipality
from hjemad.foundation.access.actor import Actor


def known_after(actor: Actor, *, record_id: int, moment: datetime) -> Q:
    """The condition that what stands of a visible record was written after that, for another query to use."""
    after = {"record_id": record_id, "recorded_at__gt": moment}
    identity = Identity.objects.visible_to(actor).current().filter(**after)
    acting = ResponsibleMunicipality.objects.visible_to(actor).current().filter(**after)
    return Q(Exists(identity)) | Q(Exists(acting.filter(law_area=LawArea.SERVICELOVEN)))
