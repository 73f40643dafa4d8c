"""Everybody's timeline cut into stretches where the same stays hold: the bulk form of `segments`."""

from dataclasses import dataclass

import numpy as np

from hjemad.kernel.span_arrays import Flags, Ints, Spans, key
from hjemad.law.claim.bulk_facts import StayRows
from hjemad.law.settings import Settings


@dataclass(frozen=True)
class BulkSegments:
    """Nights [low, high) as places by person, none of them twice; with the first stay's shelter and payer.

    `disputed`: several shelters or payers claim them. Each such segment stands among the `named` once for
    each payer named: `named_of` says which segment, with the shelter of that payer's first stay there.
    """

    low: Ints
    high: Ints
    facility: Ints
    payer: Ints
    disputed: Flags
    named_of: Ints
    named_payer: Ints
    named_facility: Ints


@dataclass(frozen=True)
class _Rows:
    low: Ints
    high: Ints
    facility: Ints
    payer: Ints

    def at(self, some: Ints | Flags) -> "_Rows":
        return _Rows(self.low[some], self.high[some], self.facility[some], self.payer[some])


def segments_bulk(stays: StayRows, *, horizon: int, settings: Settings) -> BulkSegments:
    """The segments of all stays before `horizon` (an ordinal, exclusive); open stays run to it."""
    rows = _rows(stays, horizon=horizon, settings=settings)
    rows = rows.at(np.argsort(rows.low, kind="stable"))
    reach = np.maximum.accumulate(rows.high)
    apart = rows.low[1:] >= reach[:-1]
    alone = np.append(True, apart)[: len(rows.low)] & np.append(apart, True)[: len(rows.low)]
    single, meeting = rows.at(alone), rows.at(~alone)
    shared = _shared(meeting.at(np.lexsort((meeting.payer, meeting.facility, meeting.low))))
    none = np.zeros(len(single.low), dtype=np.bool_)
    return BulkSegments(
        np.concatenate([single.low, shared.low]),
        np.concatenate([single.high, shared.high]),
        np.concatenate([single.facility, shared.facility]),
        np.concatenate([single.payer, shared.payer]),
        np.concatenate([none, shared.disputed]),
        shared.named_of + len(none),
        shared.named_payer,
        shared.named_facility,
    )


def _rows(stays: StayRows, *, horizon: int, settings: Settings) -> _Rows:
    """The nights of each stay, and the days out that count because no stay has that night (R3)."""
    low, high = key(stays.person, stays.start), key(stays.person, np.minimum(stays.end, horizon))
    here = np.flatnonzero(low < high)
    nights = _Rows(low, high, stays.facility, stays.payer).at(here)
    if settings.day_count == "nights":
        return nights
    gone = stays.end < horizon  # nobody who is still there: OPEN lies after every horizon
    if settings.day_count == "at_least_one":
        gone &= stays.end == stays.start
    free = gone & ~Spans.union(nights.low, nights.high).contains(high)
    days = _Rows(high, high + 1, stays.facility, stays.payer).at(free)
    return _Rows(
        np.concatenate([nights.low, days.low]),
        np.concatenate([nights.high, days.high]),
        np.concatenate([nights.facility, days.facility]),
        np.concatenate([nights.payer, days.payer]),
    )


def _shared(rows: _Rows) -> BulkSegments:
    """Rows that may overlap, in the order in which the first one speaks for a night, cut at every edge."""
    edges = np.unique(np.concatenate([rows.low, rows.high]))
    first, after = np.searchsorted(edges, rows.low), np.searchsorted(edges, rows.high)
    lengths = after - first
    row = np.repeat(np.arange(len(lengths)), lengths)
    edge = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths - first, lengths)
    order = np.argsort(edge, kind="stable")
    row, edge = row[order], edge[order]
    opens = np.append(True, edge[1:] != edge[:-1])[: len(edge)]
    segment = np.cumsum(opens) - 1
    speaks = row[opens]
    facility, payer = rows.facility[row], rows.payer[row]
    differs = (facility != rows.facility[speaks][segment]) | (payer != rows.payer[speaks][segment])
    disputed = np.zeros(len(speaks), dtype=np.bool_)
    disputed[segment[differs]] = True
    told = np.flatnonzero(disputed[segment])
    told = told[np.lexsort((payer[told], segment[told]))]
    new = (segment[told][1:] != segment[told][:-1]) | (payer[told][1:] != payer[told][:-1])
    told = told[np.append(True, new)[: len(told)]]
    return BulkSegments(
        edges[edge[opens]], edges[edge[opens] + 1], rows.facility[speaks], rows.payer[speaks], disputed,
        segment[told], payer[told], facility[told],
    )  # fmt: skip
