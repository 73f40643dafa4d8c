"""A quarter of a whole municipality from files, by the economists' screens only: from sign-in to sent.

The amount, and every line of it, is what `hjemad refund` says of the same stays: the pure law, which knows no
database and no screen. The stays are invented (`hjemad.synthetic`).
"""

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from hjemad.areas.refunds.line_words.lines import line_details
from hjemad.areas.refunds.models import Claim, StepKind
from hjemad.areas.refunds.queries.requests import steps_of
from hjemad.areas.shelters.models import Stay, StayFile
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.money import Money
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.model import InventedDenmark, InventedPerson, InventedRate, InventedStay
from tests import people
from tests.journeys.accessible import look_at_every_width
from tests.journeys.turning import turns_to
from tests.refund_files import RefundFolder
from tests.web import hidden_fields

QUARTER, FIRST, LAST = "2026Q3", date(2026, 7, 1), date(2026, 9, 30)
THEN = datetime(2026, 10, 5, 10, tzinfo=people.COPENHAGEN)
HEADER = ("Opholdsnr", "Borgernummer", "CPR", "Navn", "Kaldenavn", "Indskrevet", "Udskrevet")
YEAR = ("1/1-26", "1/1-27")
EVERY = 40


@dataclass(frozen=True)
class Municipality:
    """Invented stays of some shelters, all paid by one municipality, with the rates of the year."""

    country: InventedDenmark
    shelters: tuple[str, ...]
    stays: tuple[InventedStay, ...]

    def rate(self, shelter: str) -> InventedRate:
        [found] = [
            one for one in self.country.rates if one.facility == shelter and one.start <= FIRST < one.end
        ]
        return found

    def known(self, stay: InventedStay) -> bool:
        """Whether the list has a name: without one the nights wait."""
        return self._person(stay).is_known

    def list_of(self, shelter: str) -> bytes:
        """The shelter's list, as a bill's appendix might be."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=";")
        writer.writerow(HEADER)
        for stay in self.stays:
            if stay.shelter == shelter:
                who = self._person(stay)
                cpr = who.cpr.full() if who.cpr else ""
                writer.writerow(
                    [stay.id, who.id, cpr, who.full_name if cpr else "", who.alias, stay.check_in,
                     stay.check_out or ""]
                )  # fmt: skip
        return out.getvalue().encode()

    def files(self, folder: Path) -> RefundFolder:
        """The same for `hjemad refund`; whoever has no name yet is left out."""
        files = RefundFolder(folder)
        known = [stay for stay in self.stays if self.known(stay)]
        files.stays(
            *(f"{one.person},{one.shelter},{one.check_in},{one.check_out or ''},615" for one in known)
        )
        files.rates(
            *(
                f"{one},2026-01-01,2027-01-01,{self.rate(one).per_night.dkk()},"
                f"{str(self.rate(one).registered).lower()}"
                for one in self.shelters
            )
        )
        files.payments(
            *(f"{one},2026-01-01,2027-01-01,104.00" for one in sorted({stay.person for stay in known}))
        )
        return files

    def _person(self, stay: InventedStay) -> InventedPerson:
        return next(one for one in self.country.persons if one.id == stay.person)


def a_municipality(*, citizens: int, shelters: int) -> Municipality:
    country = denmark(citizens=citizens, seed=7, first=FIRST, last=LAST)
    sizes = Counter(stay.shelter for stay in country.stays)
    without_rate = country.truth.rate_missing_from[0]
    chosen = tuple(one for one, _ in sizes.most_common() if one != without_rate)[:shelters]
    return Municipality(country, chosen, tuple(one for one in country.stays if one.shelter in chosen))


def signed_in(name: str) -> Client:
    """By the page of sign-in, as anybody does."""
    client = Client(headers={"accept-language": "da"})
    client.post("/log-paa/", {"username": name, "password": people.PASSWORD}, follow=True)
    return client


def send(desk: Client, address: str, **typed: Any) -> str:
    """The form of that page filled in and sent; what stands on the page after it."""
    answer = desk.post(address, hidden_fields(desk, address) | typed, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def read_in(desk: Client, of: Municipality, shelter: str) -> None:
    upload = SimpleUploadedFile("liste.csv", of.list_of(shelter))
    typed = {"shelter": "", "code": shelter, "name": f"Boform {shelter}", "origin": "invoice"}
    send(desk, reverse("shelters:elsewhere_new"), file=upload, **typed)
    file = StayFile.objects.latest("pk")
    proposed = {name: str(at) for name, at in file.places.items()}
    send(desk, reverse("shelters:elsewhere_columns", args=[file.pk]), **proposed)
    assert "Listen er gemt" in send(desk, reverse("shelters:elsewhere_preview", args=[file.pk]))


def write_rate(desk: Client, of: Municipality, shelter: str) -> None:
    rate = of.rate(shelter)
    facility = Organisation.objects.get(kind=Kind.SHELTER, code=shelter)
    page = send(
        desk, reverse("billing:rate"), facility=str(facility.pk), first=YEAR[0], after=YEAR[1],
        per_day=rate.per_night.dkk().replace(".", ","), registered="yes" if rate.registered else "no",
        source_kind="invoice", source="Faktura 12, opdigtet",
    )  # fmt: skip
    assert "Det er gemt" in page


def ask(mette: Client, svend: Client) -> Claim:
    """Drawn up by one, checked by another, and noted as sent."""
    drawn = send(mette, reverse("refunds:draw_up", args=[QUARTER]))
    assert "En anden kontrollerer den nu" in drawn
    send(svend, reverse("refunds:check", args=[QUARTER]))
    claim = Claim.objects.get()
    send(
        mette, reverse("refunds:send", args=[claim.number]), how="portal", on="5/10-26",
        proof="Kvittering 12, opdigtet",
    )  # fmt: skip
    return claim


def lines_of(claim: Claim) -> Counter[tuple[str, str, str, int, str]]:
    """Facility, first day, day after, nights and refund of every line that asks; whose it is left out."""
    asked = claim.lines.filter(kind="new").select_related("facility")
    return Counter(
        (
            line.facility.code if line.facility else "", str(line.valid_from), str(line.valid_to),
            line.nights, Money(line.refund_half_ore or 0).dkk(),
        )
        for line in asked
    )  # fmt: skip


def test_a_municipality_s_quarter_is_read_in_priced_asked_for_and_sent_and_is_what_the_pure_law_says(
    tmp_path: Path,
) -> None:
    people.mette()
    people.svend()
    of = a_municipality(citizens=4_200, shelters=6)
    assert len(of.stays) >= 1_500
    with time_machine.travel(THEN, tick=True):
        mette, svend = signed_in("mette"), signed_in("svend")
        for shelter in of.shelters:
            read_in(mette, of, shelter)
        assert Stay.objects.everything(reason="a test counts").current().count() == len(of.stays)
        for shelter in of.shelters:
            write_rate(mette, of, shelter)
        send(
            mette, reverse("billing:local_value"), value="104,00", first=YEAR[0], after=YEAR[1],
            source="Vejledning, 2. dec. 2025, opdigtet", seen_by="M. Prøve",
        )  # fmt: skip
        send(mette, reverse("billing:payments_to_write"))
        claim = ask(mette, svend)

        ran = of.files(tmp_path).run(QUARTER)
        alone = Counter(
            (row["facility_id"], row["from"], row["to"], int(row["nights"]), row["refund_dkk"])
            for row in ran.rows
            if row["kind"] == "new"
        )
        assert len(list(alone.elements())) > 1_000
        assert lines_of(claim) == alone
        waits = set(claim.lines.filter(kind="stopped").values_list("missing", flat=True))
        assert waits == {"identity", "overlap"}
        assert Money(claim.total_half_ore) == sum(
            (Money.parse(row["refund_dkk"]) for row in ran.rows if row["refund_dkk"]), Money.zero()
        )
        assert set(steps_of(claim)) == {StepKind.DRAWN_UP, StepKind.CHECKED, StepKind.SENT}
        opens(claim, svend)


@pytest.mark.browser
@pytest.mark.sqlite  # what the list does to the database is tested on both, without a browser
def test_a_shelter_s_list_is_read_in_by_clicks_and_waits_in_the_request_for_its_rate(
    page: Page, sign_in: Callable[..., Page], looked_at: list[str], tmp_path: Path
) -> None:
    people.mette()
    of = a_municipality(citizens=60, shelters=1)
    file = tmp_path / "liste.csv"
    file.write_bytes(of.list_of(of.shelters[0]) + b"Z-1;;;;;aldrig;\n")
    with time_machine.travel(THEN, tick=True):
        sign_in("mette")
        turns_to(page.get_by_role("link", name="Anmodninger").first)
        turns_to(page.get_by_role("link", name="Ophold fra fil"))
        page.get_by_label("Dens kode").fill("102")
        page.get_by_label("Dens navn").fill("Havnely")
        page.get_by_label("Boformens regning").check()
        page.get_by_label("Jeres liste").set_input_files(file)
        look_at_every_width(page, "ophold-fra-fil", looked_at)
        turns_to(page.get_by_role("button", name="Læs listen"))
        look_at_every_width(page, "ophold-fra-fil-kolonner", looked_at)
        turns_to(page.get_by_role("button", name="Se, hvad der vil ske"))
        page.get_by_text("Rækker, der ikke kan bruges").wait_for()
        look_at_every_width(page, "ophold-fra-fil-se-efter", looked_at)
        turns_to(page.get_by_role("button", name="Gem listen"))
        page.get_by_role("heading", name="Listen er gemt", level=1).wait_for()
        look_at_every_width(page, "ophold-fra-fil-gemt", looked_at)
        turns_to(page.get_by_role("link", name="Til jeres anmodninger"))
        turns_to(page.get_by_role("link", name="Åbn den næste anmodning"))
        assert page.get_by_text("Takst mangler").first.is_visible()


def opens(claim: Claim, desk: Client) -> None:
    """Every line has its provision, numbers and facts; every fortieth is opened on its page as well."""
    lines = list(claim.lines.exclude(kind="rounding").select_related("citizen", "facility", "claim"))
    for line in lines:
        told = line_details(line, settings=claim.settings)
        assert told.why.provisions
        assert told.why.numbers
        assert told.facts
        assert sum(1 for _ in told.nights) == line.nights
    for line in lines[::EVERY]:
        page = desk.get(reverse("refunds:claim_line", args=[claim.number, line.position]))
        assert page.status_code == 200
        assert "§ 177" in page.content.decode()
