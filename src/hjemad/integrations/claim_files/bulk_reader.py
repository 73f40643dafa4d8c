"""STAYS, RATES and PAYMENTS read as arrays: in a moment when the files are plain, else by the strict readers.

A plain file is CSV without quotation marks (or Parquet) in which every field stands in its commonest form.
Anything else, be it wrong or only unusual, is left to `run.read_files`, which says what is wrong or what the
file means; both give the same facts, and a plain file has no fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from hjemad.integrations.claim_files.readers import (
    NO,
    PAYMENT_COLUMNS,
    RATE_COLUMNS,
    STAY_COLUMNS,
    STAY_EXTRA,
    YES,
)
from hjemad.integrations.claim_files.run import ClaimFiles, read_files
from hjemad.integrations.claim_files.tables import PARQUET_MARK, Warnings, table_warnings
from hjemad.kernel.municipalities import all_municipalities
from hjemad.kernel.span_arrays import Ints, key
from hjemad.law.claim.bulk_facts import OPEN, BulkFacts, PriceRows, StayRows, bulk_facts
from hjemad.law.claim.facts import PersonFacts

BOM = b"\xef\xbb\xbf"
GLOB = set("*?[")
# An ordinal of Python is a day number of DuckDB and this.
EPOCH = 719163

READ_CSV = (
    "select {wanted} from read_csv($1, header = true, auto_detect = false, delim = ',', "
    "quote = '\"', escape = '\"', strict_mode = true, columns = {{{columns}}})"
)
PLAIN_ID = "regexp_full_match({0}, '[A-Za-z0-9ÆØÅæøå][A-Za-z0-9ÆØÅæøå_./:-]*')"
PLAIN_DAY = (
    "regexp_full_match({0}, '[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}') and try_cast({0} as date) is not null"
)
PLAIN_END = "{0} is null or (" + PLAIN_DAY + " and {0} >= {1})"
PLAIN_AMOUNT = "regexp_full_match({0}, '[0-9]{{1,9}}([.][0-9]{{1,2}})?')"
DAY = "date_diff('day', date '1970-01-01', {0}::date) + " + str(EPOCH)
HALF_ORE = "({0}::decimal(12, 2) * 200)::bigint"


class _NotPlain(Exception):
    """The strict readers must look at it."""


QUICKLY_NOT = (_NotPlain, duckdb.Error, OSError)


@dataclass(frozen=True)
class _Source:
    """A plain file as an expression of SQL over its required columns, with what is to be told of it."""

    sql: str
    path: str
    warnings: Warnings


def read_bulk(where: ClaimFiles) -> tuple[BulkFacts, Warnings]:
    """The facts of the files and the warnings of their readers; raises FilesRejected as `read_files` does."""
    try:
        return plain_files(where)
    except QUICKLY_NOT:
        facts = read_files(where)
    people = [
        PersonFacts(person, tuple(stays), tuple(facts.payments.get(person, ())))
        for person, stays in facts.stays.items()
    ]
    return bulk_facts(people, facts.rates), list(facts.warnings)


def plain_files(where: ClaimFiles) -> tuple[BulkFacts, Warnings]:
    """The facts of plain files; raises one of QUICKLY_NOT when the strict readers must look at them."""
    sources = (
        _source(where.stays, STAY_COLUMNS, STAY_EXTRA),
        _source(where.rates, RATE_COLUMNS, ()),
        _source(where.payments, PAYMENT_COLUMNS, ()),
    )
    with duckdb.connect() as connection:
        for name, source in zip(("stays", "rates", "payments"), sources, strict=True):
            connection.execute(f"create temp table {name} as {source.sql}", [source.path])
        _check(connection)
        facts = _facts(connection)
    for prices in (facts.rates, facts.payments):
        _check_apart(prices)
    return facts, [told for source in sources for told in source.warnings]


def _source(path: Path, required: Sequence[str], known: Sequence[str]) -> _Source:
    if GLOB & set(str(path)):
        raise _NotPlain
    raw = path.read_bytes()
    if raw.startswith(PARQUET_MARK):
        return _parquet(path, required, known)
    text = raw.removeprefix(BOM)
    header = text.split(b"\n", 1)[0].rstrip(b"\r").decode("ascii", errors="replace").split(",")
    lines = text.count(b"\n") + (not text.endswith(b"\n"))
    same_width = text.count(b",") == lines * (len(header) - 1)
    if b'"' in raw or not same_width or text.count(b"\r") != text.count(b"\r\n"):
        raise _NotPlain
    _check_header(header, required)
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
    sql = READ_CSV.format(wanted=_quoted(required), columns=columns)
    warnings = table_warnings(
        path.name, header, has_rows=lines > 1, whole=raw.endswith(b"\n"), used={*required, *known}
    )
    return _Source(sql, str(path), list(warnings))


def _parquet(path: Path, required: Sequence[str], known: Sequence[str]) -> _Source:
    with duckdb.connect() as connection:
        connection.execute("select count(*) from read_parquet($1)", [str(path)])
        rows = connection.fetchall()[0][0]
        connection.execute("select * from read_parquet($1) limit 0", [str(path)])
        header = [column[0] for column in connection.description or ()]
    _check_header(header, required)
    columns = ", ".join(f'nullif("{name}"::varchar, \'\') as "{name}"' for name in required)
    warnings = table_warnings(path.name, header, has_rows=rows > 0, whole=True, used={*required, *known})
    sql = f"select {columns} from read_parquet($1)"  # noqa: S608 - the columns are those required
    return _Source(sql, str(path), list(warnings))


def _check_header(header: Sequence[str], required: Sequence[str]) -> None:
    plain = all(name.replace("_", "").isalnum() and name.isascii() for name in header)
    if not plain or len(set(header)) != len(header) or not set(required) <= set(header):
        raise _NotPlain


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    """Every field of every row stands in its commonest form."""
    codes = ", ".join(f"'{municipality.code}'" for municipality in all_municipalities())
    words = ", ".join(f"'{word}'" for word in sorted(YES | NO))
    period = (PLAIN_DAY.format('"from"'), PLAIN_END.format('"to"', '"from"'))
    plain = {
        "stays": (
            PLAIN_ID.format("person_id"), PLAIN_ID.format("facility_id"), PLAIN_DAY.format("check_in"),
            PLAIN_END.format("check_out", "check_in"), f"payer_code is null or payer_code in ({codes})",
        ),
        "rates": (
            PLAIN_ID.format("facility_id"), *period, PLAIN_AMOUNT.format("rate_dkk"),
            f"registered in ({words})",
        ),
        "payments": (PLAIN_ID.format("person_id"), *period, PLAIN_AMOUNT.format("per_day_dkk")),
    }  # fmt: skip
    for table, rules in plain.items():
        every = " and ".join(f"coalesce({rule}, false)" for rule in rules)
        if connection.execute(f"select 1 from {table} where not ({every}) limit 1").fetchall():  # noqa: S608 - all of it is ours
            raise _NotPlain


def _facts(connection: duckdb.DuckDBPyConnection) -> BulkFacts:
    names = {
        "person": "select distinct person_id as name from stays",
        "facility": "select facility_id as name from stays union select facility_id from rates",
        "payer": "select distinct coalesce(payer_code, '') as name from stays union select ''",
    }
    for table, sql in names.items():
        connection.execute(
            f"create temp table {table} as select name, row_number() over (order by name) - 1 as number "  # noqa: S608 - all of it is ours
            f"from ({sql})"
        )
    stays = _columns(
        connection,
        f"""select person.number, facility.number, payer.number, {DAY.format("check_in")},
            coalesce({DAY.format("check_out")}, {OPEN})
            from stays join person on person.name = person_id join facility on facility.name = facility_id
            join payer on payer.name = coalesce(payer_code, '')""",  # noqa: S608 - all of it is ours
    )
    period = (
        f"{DAY.format(chr(34) + 'from' + chr(34))}, coalesce({DAY.format(chr(34) + 'to' + chr(34))}, {OPEN})"
    )
    yes = ", ".join(f"'{word}'" for word in sorted(YES))
    rates = _columns(
        connection,
        f"""select facility.number, {period}, {HALF_ORE.format("rate_dkk")},
            (registered in ({yes}))::bigint from rates join facility on facility.name = facility_id""",  # noqa: S608 - all of it is ours
    )
    payments = _columns(
        connection,
        f"""select person.number, {period}, {HALF_ORE.format("per_day_dkk")}, 1
            from payments join person on person.name = person_id""",  # noqa: S608 - all of it is ours
    )
    persons, facilities, payers = (_names(connection, table) for table in names)
    return BulkFacts(persons, facilities, payers, StayRows(*stays), _prices(rates), _prices(payments))


def _prices(columns: list[Ints]) -> PriceRows:
    owner, start, end, half_ore, registered = columns
    return PriceRows(owner, start, end, half_ore, registered.astype(np.bool_))


def _columns(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Ints]:
    found = connection.execute(sql).fetchnumpy()
    return [np.asarray(column, dtype=np.int64) for column in found.values()]


def _names(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [name for (name,) in connection.execute(f"select name from {table} order by number").fetchall()]  # noqa: S608 - all of it is ours


def _check_apart(prices: PriceRows) -> None:
    """No two rows of an owner overlap; where some do, the strict readers know whether they may."""
    order = np.argsort(key(prices.owner, prices.start))
    low, high = key(prices.owner, prices.start)[order], key(prices.owner, prices.end)[order]
    if (low[1:] < np.maximum.accumulate(high)[:-1]).any():
        raise _NotPlain
