"""The reading guide of the evidence pack, in Danish and in English."""

from hjemad.law.parameters_reader import Law

DANISH = """\
BEVIS FOR ÅRETS OPGØRELSE {year}
{municipality}. Lavet {made}. Lovversion {version}.

Beløb er kroner med punktum; tre decimaler, hvor en halv øre er nøjagtig. Perioder er [from, to).
Borgere er referencer, botilbud deres id. Navne og CPR-numre er ikke med. Nætter, som andre kommuner
betaler, er ikke med; deres nummer i det løbende år er kun et tal.

requests.csv    anmodningerne: hvem opstillede, hvem kontrollerede, sum og fingeraftryk af filen
steps.csv       hvert trin: opstillet, kontrolleret, sendt (hvordan, hvornår, kvittering), påtegnet
quarters.csv    pr. kvartal: anmodet (asked), rigtigt nu (right), forskel, linjer der venter, forventet
lines.csv       hver linje i anmodningerne, som den blev lukket; kind opening er krævet før Hjemad
nights.csv      hver nat med refusion, som det er rigtigt nu, med de fakta den hviler på
rates.csv, payments.csv   takst og egenbetaling pr. nat
facts.csv       hver version af et faktum: hvem indtastede den, hvornår og hvorfor
parameters.csv, settings.csv   lovens tal og kommunens valg, med kilde
overrides.csv   det, der hviler på en værdi indtastet i hånden med et mærke
acceptances.csv ændrede regler, der er godkendt: af hvem, og hvad de ændrede
invoices.csv    regningernes linjer i årets måneder
remarks.csv     revisors bemærkninger, svar, og den linje der retter
control.csv     filernes rækker og SHA-256, og de summer, der skal findes igen

SÅDAN REGNES EFTER
1. For hver nat i nights.csv: takst (rates.csv) minus egenbetaling (payments.csv), de fakta natten nævner;
   gange statens andel (parameters.csv, sel.177.refund_share) den nat.
2. Læg sammen pr. kvartal: det er right_dkk i quarters.csv.
3. Læg refund_dkk i lines.csv sammen for kind new, difference, opening og
   rounding: det er asked_dkk i control.csv.
4. right_dkk i control.csv er summen af kvartalerne plus afrundingerne (kind rounding).
Kontokoder er ikke med endnu.

"""
ENGLISH = """\
EVIDENCE OF THE YEAR'S STATEMENT {year}
{municipality}. Made {made}. Law version {version}.

Amounts are kroner with a point; three decimals where half an øre is exact. Periods are [from, to).
Citizens are references, shelters their ids. Names and CPR numbers are not in it. Nights other
municipalities pay are not in it; their place in the running year is only a number.

HOW TO COMPUTE IT AGAIN
1. For each night in nights.csv: rate (rates.csv) minus resident payment (payments.csv), by the facts the
   night names; times the State's share (parameters.csv, sel.177.refund_share) of that night.
2. Add per quarter: that is right_dkk in quarters.csv.
3. Add refund_dkk in lines.csv for kind new, difference, opening and
   rounding: that is asked_dkk in control.csv.
4. right_dkk in control.csv is the sum of the quarters plus the roundings (kind rounding).
Account codes are not in it yet.
"""


def reading_guide(*, year: int, municipality: str, made: str, law: Law) -> str:
    """The text of LAESMIG.txt."""
    values = {"year": year, "municipality": municipality, "made": made, "version": law.version[:12]}
    return (DANISH + ENGLISH).format(**values)
