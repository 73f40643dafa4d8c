"""The option `--set NAME=VALUE` of the commands that ask the law."""

from collections.abc import Sequence

from hjemad.kernel.errors import WrongUsage


def chosen_settings(pairs: Sequence[str]) -> dict[str, str]:
    """The settings as given, the last of a name counting; raises WrongUsage for a pair without `=`."""
    chosen: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise WrongUsage(
                en=f"--set takes NAME=VALUE, not {pair!r}", da=f"--set skal være NAVN=VÆRDI, ikke {pair!r}"
            )
        chosen[name] = value
    return chosen
