"""Who may see a person, by role and relation, in plain words: from what this reader sees, and nothing more.

That another house may know the person too is said in the same words to everybody, whether or not one does.
"""

from django.conf import settings
from django.utils.translation import gettext

from hjemad.areas.overview.reads.way import Way
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.kernel.municipalities import MunicipalityCode


def who_may_see(actor: Actor, way: Way) -> list[tuple[str, str]]:
    """Who, and what of it and why."""
    lines = [_shelter(actor, way)]
    acts = way.acts_on(actor.on)
    if acts is not None:
        words = {"name": MunicipalityCode(acts.acts_code).name}
        lines.append(
            (
                gettext("Caseworkers in %(name)s") % words,
                gettext("all that is written for the municipality that acts, for as long as it acts"),
            )
        )
        words = {"name": MunicipalityCode(acts.pays_code).name}
        lines.append(
            (
                gettext("Economists and auditors in %(name)s") % words,
                gettext("nights and who it is, for the periods it pays; no notes"),
            )
        )
    return [
        *(line for line in lines if line[0]),
        (
            gettext("In an emergency"),
            gettext("a worker with a reason, for %(n)s hours; a leader looks at it afterwards")
            % {"n": settings.EMERGENCY_HOURS},
        ),
        (
            gettext("Others"),
            gettext("only if the person comes to them too. What they see is what they write themselves"),
        ),
    ]


def _shelter(actor: Actor, way: Way) -> tuple[str, str]:
    months = {"n": settings.FORMER_RESIDENT_MONTHS}
    why = gettext("the stay there, and %(n)s months after it ended") % months
    if actor.may(Permission.SEE_HOUSE):
        return gettext("Staff and leader of your house"), why
    here = [one for one in way.line.strands if one.form == "shelter"]
    return (gettext("Staff and leader: %(place)s") % {"place": here[-1].label}, why) if here else ("", "")
