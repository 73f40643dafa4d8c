"""The CPR numbers in notices when keys change."""

from hjemad.areas.shelters.models import Notice
from hjemad.foundation.privacy.sealed import reencrypt


def reencrypt_notices(*, write: bool) -> int:
    """How many notices held a number under another key than the first."""
    return reencrypt(Notice, "content", write=write)
