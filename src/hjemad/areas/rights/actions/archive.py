"""The package a deletion leaves behind: one JSON file per table and controller, and a manifest of digests.

It is written beside its name, flushed, read back and only then given it. The name says which run, never who.
"""

import hashlib
import io
import json
import os
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from hjemad.areas.citizens.reads import whole_person
from hjemad.areas.rights.queries.retention import model_of, rule_of
from hjemad.foundation.privacy.person_numbers import decrypt_cpr
from hjemad.foundation.privacy.retention import Way
from hjemad.kernel.errors import HjemadError

_BATCH = 500
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # one fixed time: the same rows give the same bytes
_OWNER_ONLY = 0o600


class ArchiveNotWritten(HjemadError):
    """The package does not lie on the disk as it was made; nothing may be deleted."""

    code = "archive_not_written"


@dataclass(frozen=True)
class Package:
    """The finished file, its digest, and how many rows of each table and controller it holds."""

    content: bytes
    digest: str
    counts: dict[tuple[str, int | None], int]


def package_of(rows: Mapping[str, tuple[int, ...]], *, run: UUID, on: date) -> Package:
    """Everything that will go, as it stands; person numbers in clear: an archive must outlive the keys."""
    files: dict[str, bytes] = {}
    counts: dict[tuple[str, int | None], int] = {}
    for label, ids in sorted(rows.items()):
        for controller, some in sorted(_by_controller(label, ids).items(), key=lambda one: str(one[0])):
            name = f"{controller if controller is not None else 'house'}/{label}.json"
            files[name] = _json({"model": label, "rule": rule_of(label).why, "rows": some})
            counts[label, controller] = len(some)
    manifest = {
        "run": str(run),
        "on": on.isoformat(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "rows": {name: len(json.loads(content)["rows"]) for name, content in files.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in [("manifest.json", _json(manifest)), *files.items()]:
            package.writestr(zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP), content, zipfile.ZIP_DEFLATED)
    content = target.getvalue()
    return Package(content=content, digest=hashlib.sha256(content).hexdigest(), counts=counts)


def written(package: Package, *, folder: Path, run: UUID) -> Path:
    """Where the package lies, complete and read back. Raises `ArchiveNotWritten`, and deletes nothing."""
    path = folder / f"{run}.zip"
    beginning = path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with beginning.open("xb") as file:
            os.fchmod(file.fileno(), _OWNER_ONLY)
            file.write(package.content)
            file.flush()
            os.fsync(file.fileno())
        complete = hashlib.sha256(beginning.read_bytes()).hexdigest() == package.digest
        if complete:
            beginning.replace(path)
    except OSError:
        complete = False
    if not complete:
        with suppress(OSError):
            beginning.unlink(missing_ok=True)
        raise ArchiveNotWritten(
            en="The archive could not be written. Nothing was deleted. Ask who runs the house to look",
            da="Arkivet kunne ikke skrives. Intet er slettet. Bed driften se efter",
        )
    return path


def readable(row: Model) -> dict[str, Any]:
    """The row with every column; an encrypted person number also in clear."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if values.get("cpr_encrypted"):
        values["cpr"] = decrypt_cpr(values["cpr_encrypted"]).digits
    return values


def _by_controller(label: str, ids: tuple[int, ...]) -> dict[int | None, list[dict[str, Any]]]:
    """The rows by the organisation whose record they hang on; None for rows of the house itself."""
    rule, model = rule_of(label), model_of(label)
    found: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for some in batched(ids, _BATCH):
        rows = list(model._base_manager.filter(pk__in=some).order_by("pk"))
        owners: dict[int, int] = {}
        record_of: dict[Any, int] = {}
        if rule.way in {Way.PERSON, Way.ACCOUNTS}:
            path = rule.paths[0]
            record_of = dict(model._base_manager.filter(pk__in=some).values_list("pk", path))
            owners = whole_person.owners_of(list(record_of.values()))
        for row in rows:
            found[owners.get(record_of.get(row.pk, 0))].append(readable(row))
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, indent=1).encode()
