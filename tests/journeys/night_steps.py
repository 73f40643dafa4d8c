"""The steps of the night, each told by who does it; `test_night` puts them together."""

import re

from playwright.sync_api import expect

from tests import people
from tests.journeys.night_desk import ADMITS, Desk
from tests.journeys.night_house import LIVED_HERE, MISSING, SLEEPERS
from tests.journeys.turning import enter_turns, turns_to

OWN_PASSWORD = "fire-egne-ord-til-vita"
THE_NIGHT = "Natten mandag 23. til tirsdag 24. nov. 2026"


def the_leader_approves_the_computer(desk: Desk) -> None:
    desk.signs_in("lene")
    desk.menu("Godkendte computere")
    desk.look("computere")
    desk.write("Hvilken computer er det?", "Vagtkontoret")
    desk.write("Din adgangskode nu", people.PASSWORD)
    desk.press("Godkend")
    desk.says("Vagtkontoret (denne computer)")


def the_leader_lets_a_substitute_in(desk: Desk) -> str:
    desk.menu("Vagt")
    desk.follow("Åbn for en vikar")
    desk.choose("Nej. Lav en bruger med en startkode")
    desk.write("Brugernavn", "vita")
    desk.write("Navn, hvis vikaren er ny", "Vita Prøve")
    desk.write("Til hvornår?", "7.30")
    desk.press("Åbn for vagten")
    desk.says("Startkode til første log på", "Vita Prøve")
    code = desk.main.locator("code").inner_text()
    desk.look("vikar")
    turns_to(desk.page.get_by_role("button", name="Log af").first)
    return code


def ditte_takes_the_evening_and_sees_who_is_here(desk: Desk) -> None:
    desk.signs_in("ditte")
    desk.has_a_short_code("ditte", "482915")
    desk.menu("Vagt")
    desk.follow("Tag vagten")
    desk.write("Til hvornår?", "23.45")
    desk.press("Tag vagten")
    desk.says("Du er på vagt")
    desk.menu("I nat")
    for place in ("001", "002"):
        desk.press(f"Set {place}")
        expect(desk.bed(place)).to_contain_text("Set 23.0")
    desk.says("003: ikke set i 3 døgn")
    desk.look("i-nat")


def ditte_prints_the_night_list_and_a_paper_form(desk: Desk) -> None:
    desk.follow("Natliste til print")
    on_paper = desk.on_paper()
    assert on_paper.count("□") == len(SLEEPERS)
    for name, _ in SLEEPERS:
        assert name in on_paper
    assert "4 personer i huset: 2 set i aften. 0 væk" in on_paper
    assert "Mit log på" not in on_paper
    desk.look("natliste", guide="natliste")
    desk.menu("I nat")
    desk.follow("Papirskema, hvis nettet går")
    assert "Dato og klokkeslæt for indskrivningen" in desk.on_paper()
    desk.look("papirskema")


def ditte_admits_jonna_by_keys_alone(desk: Desk) -> None:
    keys = desk.page.keyboard
    desk.menu("I nat")
    desk.page.get_by_role("link", name="Indskriv på plads 005").focus()
    enter_turns(desk.page)
    desk.page.get_by_label("Hvem, eller hvad kaldes borgeren?").focus()
    keys.type("jonna")
    enter_turns(desk.page)
    desk.page.get_by_text("Huset kender nogen, der passer").wait_for()
    desk.look("hvem-er-det")
    desk.page.get_by_label(LIVED_HERE).focus()
    keys.press("Space")
    enter_turns(desk.page)
    desk.heading("Resten, i morgen")
    desk.announces(f"{LIVED_HERE} er indskrevet på plads 005")
    desk.look("resten-i-morgen")


def ditte_admits_somebody_without_a_name(desk: Desk) -> None:
    desk.admits("", place="006", unnamed=True)
    desk.announces("er indskrevet på plads 006")
    desk.menu("I nat")
    expect(desk.bed("006")).to_contain_text("Navn kendes ikke endnu")


def ditte_undoes_an_admission_to_the_wrong_place(desk: Desk) -> None:
    desk.admits("Birk, stor rygsæk", place="010")
    desk.announces("er indskrevet på plads 010")
    turns_to(desk.page.get_by_role("status").get_by_role("button", name="Fortryd"))
    desk.announces("Fortrudt. Ingen er indskrevet, og pladsen er fri")
    desk.menu("I nat")
    expect(desk.bed("010")).to_contain_text("Fri")


def ditte_writes_a_message_and_hands_over(desk: Desk) -> None:
    desk.menu("Vagt")
    desk.write("Skriv kort", "Varmen i 009 er slukket")
    desk.choose("En besked til næste vagt")
    desk.press("Skriv i loggen")
    desk.says("Varmen i 009 er slukket")
    desk.follow("Aflever vagten")
    desk.look("aflever")
    desk.press("Aflever")
    desk.announces("Vagten er afleveret")


def sofus_takes_over_and_has_read_it(desk: Desk) -> None:
    desk.signs_in_over_it("sofus")
    desk.has_a_short_code("sofus", "739164")
    desk.menu("Vagt")
    desk.follow("Tag vagten")
    desk.write("Til hvornår?", "7.30")
    desk.press("Tag vagten")
    desk.says("Varmen i 009 er slukket", LIVED_HERE)
    desk.press("Læst")
    desk.says("Sofus Prøve havde læst det hele")
    desk.look("vagten", guide="vagten")


def vita_signs_in_for_the_first_time_and_joins(desk: Desk, start_code: str) -> None:
    turns_to(desk.page.get_by_role("button", name="Lås").first)
    desk.follow("Log på som en anden")
    desk.signs_in("vita", start_code)
    desk.write("Din adgangskode nu", start_code)
    desk.write("Ny adgangskode", OWN_PASSWORD)
    desk.page.get_by_label("Den nye adgangskode en gang til").fill(OWN_PASSWORD)
    desk.press("Skift adgangskode")
    desk.has_a_short_code("vita", "258147", OWN_PASSWORD)
    expect(desk.page.get_by_role("banner")).to_contain_text("til kl. 07.30")
    desk.menu("Vagt")
    desk.press("Kom med på vagten")
    desk.says("Vita Prøve", "vikar til kl. 07.30")


def vita_admits_somebody_after_midnight(desk: Desk) -> None:
    desk.admits("Kim, høj, rød hue", place="007", night=THE_NIGHT)
    desk.announces("er indskrevet på plads 007")
    desk.menu("I nat")
    expect(desk.bed("007")).to_contain_text("Kom 00.4")


def sofus_says_no_and_shows_the_sheet(desk: Desk) -> None:
    desk.menu("I nat")
    desk.follow("Ingen plads")
    desk.look("ingen-plads")
    desk.write("Hvem, eller hvad kaldes borgeren?", "Ronny")
    desk.choose("Sikkerhed for borgere eller ansatte")
    desk.write("Hvad siger borgeren", "Jeg ville bare have min taske")
    desk.write("Begrundelse", "Du løftede en stol mod to andre, og vi kunne ikke tale dig til ro.")
    desk.write("Hvilken leder har afgjort det", "Lene Prøve, telefon kl. 1.25")
    desk.choose("Kun i nat")
    desk.write("Et andet sted, eller mere om det", "Natcaféen, Kajen 3, åben til kl. 8")
    desk.choose("Dansk")
    desk.press("Gem og print arket")
    desk.says("Det siger afgørelsen", "Jeg ville bare have min taske")
    desk.look("afgoerelse", guide="afgoerelse")
    desk.follow("Se arket")
    sheet = desk.on_paper()
    for words in ("Natcaféen, Kajen 3", "Du løftede en stol", "Jeg ville bare have min taske", "klage"):
        assert words in sheet
    assert "Ronny" not in sheet
    desk.look("arket", guide="arket")
    turns_to(desk.page.get_by_role("link", name="Tilbage"))


def sofus_writes_the_hour_the_sheet_was_handed_over(desk: Desk) -> None:
    desk.menu("Afgørelser")
    desk.look("afgoerelser")
    desk.follow("Skriv klokkeslæt")
    desk.write("Arket blev givet kl.", "1.40")
    desk.choose("Læst op")
    desk.press("Gem klokkeslættet")
    desk.says("Givet i hånden", "kl. 01.40")


def vita_writes_an_incident(desk: Desk) -> None:
    desk.menu("Vagt")
    desk.choose("En hændelse")
    desk.write("Skriv kort", "To borgere råbte ad hinanden. Ingen kom til skade")
    desk.press("Skriv i loggen")
    desk.heading("Skriv en hændelse")
    desk.choose("Trussel")
    desk.write("Hvor?", "opholdsstuen")
    desk.choose("Ringet til lederen")
    desk.main.get_by_label("Torben Skovfryd").check()
    desk.write("Hvad mangler?", "Nogen taler med de to")
    desk.choose("Lederen", exact=True)
    desk.write("Senest hvilken dag?", "i dag")
    desk.look("skriv-haendelse")
    desk.press("Skriv hændelsen")
    # The second time with room for words about each person chosen.
    desk.press("Skriv hændelsen")
    desk.says("To borgere råbte", "Torben Skovfryd", "Nogen taler med de to")
    desk.look("haendelse", guide="haendelse")


def sofus_finds_that_alex_has_not_been_seen(desk: Desk) -> None:
    desk.menu("Vagt")
    desk.follow(re.compile("^Skriv, hvad der er gjort"))
    desk.heading("En beboer er ikke set")
    expect(desk.main.get_by_label("En, der ikke er set")).to_be_checked()
    expect(desk.main.get_by_role("checkbox", name=MISSING)).to_be_checked()
    desk.write("Hvad skete der?", "Ikke set siden fredag. Telefonen er slukket")
    desk.choose("Ringet til borgeren")
    desk.choose("Spurgt i huset")
    desk.write("Hvad mangler?", "Spørg på hospitalet, når det bliver lyst")
    desk.choose("Næste vagt")
    desk.write("Senest hvilken dag?", "i dag")
    desk.press("Skriv hændelsen")
    desk.says("Spørg på hospitalet")


def the_network_goes_and_a_bed_is_given_on_paper(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.page.get_by_role("link", name="I nat", exact=True).first.click()
    desk.page.wait_for_url("chrome-error://**")


def the_network_is_back_and_the_paper_is_typed_in(desk: Desk) -> None:
    desk.page.context.set_offline(False)
    desk.page.reload()
    desk.is_back("sofus")
    desk.follow("Indskriv på plads 008")
    desk.write("Hvem, eller hvad kaldes borgeren?", "Maja Sandvig")
    desk.page.get_by_text("Det skete tidligere", exact=True).click()
    desk.write("Hvilken dag kom borgeren?", "24/11-2026")
    desk.write("Hvad tid?", "3.20")
    desk.choose("Det blev skrevet på papirskemaet")
    desk.choose(THE_NIGHT)
    desk.look("indskriv-bagefter", guide="indskriv-bagefter")
    desk.press(ADMITS)
    desk.announces("Maja Sandvig er indskrevet på plads 008")
    desk.says("Skrevet senere: borgeren kom 24. nov. 2026 kl. 03.20. Det blev skrevet på papirskemaet")
    desk.menu("I nat")
    expect(desk.bed("008")).to_contain_text("Kom 03.20")


def lone_was_seen_while_the_network_was_away(desk: Desk) -> None:
    desk.follow("Lone Enghave")
    desk.follow("Set tidligere")
    desk.write("Hvilken dag blev borgeren set?", "24/11-2026")
    desk.write("Hvad var klokken?", "3.30")
    desk.press("Skriv det")
    desk.menu("I nat")
    expect(desk.bed("004")).to_contain_text("Set 03.30")
    expect(desk.bed("004")).to_contain_text("skrevet 04.1")


def the_log_gets_its_line_late(desk: Desk) -> None:
    desk.menu("Vagt")
    desk.write("Skriv kort", "Nettet var væk en time. Papirskemaet blev brugt")
    desk.page.get_by_text("Det skete tidligere", exact=True).click()
    desk.write("Det skete tidligere, klokken", "3.05")
    desk.press("Skriv i loggen")
    line = desk.main.locator("li.hj-log", has_text="Nettet var væk en time")
    expect(line).to_contain_text("kl. 03.05")
    expect(line).to_contain_text("skrevet kl. 04.1")


def sofus_admits_the_last_one_and_prints_for_the_morning(desk: Desk) -> None:
    desk.admits("Otto Marsk", place="009", night=THE_NIGHT)
    desk.announces("Otto Marsk er indskrevet på plads 009")


def the_morning_list_holds_whoever_sleeps_here(desk: Desk) -> None:
    desk.menu("I nat")
    desk.follow("Natliste til print")
    on_paper = desk.on_paper()
    here = [*(name for name, _ in SLEEPERS), LIVED_HERE, "Kim, høj, rød hue", "Maja Sandvig", "Otto Marsk"]
    assert on_paper.count("□") == len(here) + 1
    assert [name for name in here if name not in on_paper] == []
    assert "Ronny" not in on_paper
    assert "Birk" not in on_paper


def the_handover_is_printed_and_the_shift_handed_over(desk: Desk) -> None:
    desk.menu("Vagt")
    desk.look("vagten-om-morgenen")
    with desk.page.expect_download() as printed:
        desk.main.get_by_role("link", name="Print overlevering", exact=True).click()
    assert printed.value.suggested_filename == "overlevering.pdf"
    desk.follow("Aflever vagten")
    desk.write("En besked mere til næste vagt", "Maja skal have en nøgle")
    desk.press("Aflever")
    desk.announces("Vagten er afleveret")


def vitas_right_has_ended_by_itself(desk: Desk) -> None:
    desk.wakes()
    expect(desk.main.get_by_role("link", name="Skift Vita")).to_have_count(0)
    desk.follow("Log på som en anden")
    desk.signs_in("vita", OWN_PASSWORD)
    expect(desk.page.get_by_role("banner")).to_be_visible()
    expect(desk.page.get_by_role("link", name="I nat", exact=True)).to_have_count(0)
    assert LIVED_HERE not in desk.page.content()
    desk.look("vikaren-er-faerdig")


def ditte_is_back_and_reads_what_the_night_left(desk: Desk) -> None:
    turns_to(desk.page.get_by_role("button", name="Log af").first)
    desk.signs_in("ditte")
    desk.menu("Vagt")
    desk.look("dagens-vagt")
    desk.says("Maja skal have en nøgle", "Trussel, opholdsstuen", "Spørg på hospitalet")
