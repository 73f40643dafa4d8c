"""Who is called exactly this, among those the reader may see anyway."""

from hjemad.areas.citizens.models import Identity
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.privacy.names import search_key


def visible_called(actor: Actor, name: str) -> list[int]:
    """Visible records whose whole name, or alias, is this; signs and accents do not count. One query."""
    key = search_key(name)
    rows = Identity.objects.visible_to(actor).current().filter(search_key=key)
    return list(rows.order_by("record_id").values_list("record_id", flat=True)) if key else []
