"""What a document about a person is made from: for whom, why, and the words that stand on it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CaseDocument:
    """One document, already cleared for its reader; nothing here looks anything up.

    `reader` is the organisation it is for, `purpose` why it is made, `reference` what both sides can quote,
    `made_at` the moment printed on it and set as the file's creation time (same input, same bytes).
    """

    title: str
    language: str
    reader: str
    purpose: str
    reference: str
    made_at: datetime
