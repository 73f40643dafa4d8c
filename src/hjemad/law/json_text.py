"""JSON read strictly: no duplicate keys, no NaN, and decimals as the text they were written in."""

import json

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON


class BadJson(InputRejected):
    """Text that is not the JSON asked for. Says where, never what stood there."""

    code = "bad_json"


def parse_json(data: bytes, *, where: str) -> JSON:
    """The value; a number with decimals becomes its own text, so 96.71 stays exact."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadJson(
            en=f"{where} is not UTF-8. Save it as UTF-8 and try again",
            da=f"{where} er ikke UTF-8. Gem den som UTF-8, og prøv igen",
        ) from None
    try:
        value: JSON = json.loads(
            text, parse_float=str, parse_constant=_no_constant, object_pairs_hook=_object_without_doubles
        )
    except json.JSONDecodeError as error:
        at = f"{where}, line {error.lineno}, column {error.colno}"
        stands = f"{where}, linje {error.lineno}, tegn {error.colno}"
        raise BadJson(en=f"{at}: not JSON ({error.msg})", da=f"{stands}: ikke JSON ({error.msg})") from None
    except RecursionError:
        raise BadJson(en=f"{where} is nested too deeply", da=f"{where} er indlejret for dybt") from None
    except BadJson as error:
        raise BadJson(en=f"{where}: {error.en}", da=f"{where}: {error.da}") from None
    return value


def _no_constant(name: str) -> JSON:
    raise BadJson(en=f"{name} is not a value in JSON", da=f"{name} er ikke en værdi i JSON")


def _object_without_doubles(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for key, value in pairs:
        if key in found:
            raise BadJson(
                en=f"the key {key!r} stands twice in one object",
                da=f"nøglen {key!r} står to gange i ét objekt",
            )
        found[key] = value
    return found
