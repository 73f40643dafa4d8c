"""One of two processes that act in the same moment: gets ready, waits for it, acts, tells the outcome."""

import json
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")

import django

django.setup()

import time_machine  # noqa: E402 - models load after set-up

from hjemad.areas.shelters import actions  # noqa: E402
from hjemad.areas.shelters.models import Place  # noqa: E402
from hjemad.foundation.access.actor import Actor  # noqa: E402
from hjemad.kernel.errors import HjemadError  # noqa: E402
from tests.web import signed_in  # noqa: E402

type Act = Callable[[], Any]


def actor_of(task: dict[str, Any]) -> Actor:
    """Who acts."""
    who = task["by"]
    return Actor(
        user_id=who["user"], user_name="rival", assignment_id=who["assignment"], organisation_id=who["house"],
        role="shelter_staff", on=date.fromisoformat(task["on"]), purpose="test",
    )  # fmt: skip


def admit(task: dict[str, Any]) -> Act:
    """Lets a known person in, by the action the page calls."""
    by, at = actor_of(task), datetime.fromisoformat(task["at"])
    place = Place.objects.get(pk=task["place"])
    night = date.fromisoformat(task["night"])

    def act() -> Any:
        try:
            done = actions.admit(
                by=by, place=place, night=night, decided_at=at, at=at, record_id=task["record"]
            )
        except HjemadError as error:
            return error.code
        return str(done.stay.fact_id)

    return act


def page(task: dict[str, Any]) -> Act:
    """Sends the form of a page, as a browser would; opened before the moment, sent in it."""
    at = datetime.fromisoformat(task["at"])
    with time_machine.travel(at, tick=False):
        client = signed_in(actor_of(task))
        opened = client.get(task["page"]).content.decode()
    typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', opened)) | task["typed"]

    def act() -> Any:
        with time_machine.travel(at, tick=False):
            answer = client.post(task["page"], typed)
        return {"status": answer.status_code, "page": answer.content.decode()}

    return act


TASKS = {"admit": admit, "page": page}


def say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """One task after another, until there are no more."""
    say("up")
    while line := sys.stdin.readline():
        task = json.loads(line)
        act = TASKS[task["do"]](task)
        say("ready")
        start = float(json.loads(sys.stdin.readline()))
        while time.monotonic() < start:
            pass
        say(act())


if __name__ == "__main__":
    main()
