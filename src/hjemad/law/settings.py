"""The choices the law leaves open, each with a default, its alternatives and the question it answers.

A setting is an open legal question, not a preference: the default never over-claims, and every Finding that
depends on one names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Self

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """An open question of the law: the default answer first, then the other readings."""

    alternatives: tuple[str, ...]
    question: Text

    @property
    def default(self) -> str:
        """The reading used when nobody has chosen."""
        return self.alternatives[0]


CHOICES: Mapping[str, Choice] = MappingProxyType(
    {
        "cap_mode": Choice(
            ("per_day", "period_start"),
            Text(
                da="Løbende år hen over 1. april 2026: gælder nattens loft eller loftet på årets første dag?",
                en="A running year across 1 April 2026: does the ceiling of the night hold, "
                "or that of the year's first day?",
            ),
        ),
        "first_day_of_90": Choice(
            ("2026-04-01", "2026-04-02"),
            Text(
                da="Hvilken nat er den første under loftet på 90?",
                en="Which night is the first under the ceiling of 90?",
            ),
        ),
        "period_anchor": Choice(
            ("lapse", "chain"),
            Text(
                da="Begynder næste løbende år med den næste nat efter årsdagen, eller følger årene hinanden?",
                en="Does the next running year begin with the next night after the anniversary, "
                "or do years follow each other?",
            ),
        ),
        "quota_follows": Choice(
            ("person", "person_and_payer"),
            Text(
                da="Følger nætterne med refusion personen, eller personen hos hver betalingskommune?",
                en="Do the refundable nights follow the person, or the person with each paying municipality?",
            ),
        ),
        "day_count": Choice(
            ("nights", "both_days", "at_least_one"),
            Text(
                da="Tælles nætter, både første og sidste dag, eller mindst én dag pr. ophold?",
                en="Are nights counted, both the first and the last day, or at least one day per stay?",
            ),
        ),
        "pre_reform_stay": Choice(
            ("quota_from_reform", "real_admission", "old_rule_until_discharge", "only_new_admissions"),
            Text(
                da="Hvordan tælles et ophold, der begyndte før 1. oktober 2023?",
                en="How is a stay counted that began before 1 October 2023?",
            ),
        ),
        "saturday_is_weekday": Choice(
            ("no", "yes"),
            Text(
                da="Tæller lørdag som hverdag, når fristen for orientering beregnes?",
                en="Does Saturday count as a weekday when the notice deadline is computed?",
            ),
        ),
        "disputed_night_uses_quota": Choice(
            ("yes", "no"),
            Text(
                da="Bruger en nat, som to boformer er uenige om, af personens nætter med refusion?",
                en="Does a night two shelters disagree about use one of the person's refundable nights?",
            ),
        ),
        "claim_rounding": Choice(
            ("half_up_ore", "down_krone"),
            Text(
                da="Hvordan afrundes kravets sum pr. bestemmelse?",
                en="How is the claim's total per provision rounded?",
            ),
        ),
        "own_shelter_cost_basis": Choice(
            ("unknown", "as_if_charged", "actual_cost"),
            Text(
                da="Hvad er udgiften, når borgeren bor på kommunens egen boform, og der ingen regning er?",
                en="What does a citizen in the municipality's own shelter cost, where there is no invoice?",
            ),
        ),
        "own_team_cost_basis": Choice(
            ("unknown", "hours_at_rate", "salary_by_caseload", "agreed_rate"),
            Text(
                da="Hvad koster støtte efter § 85 a fra kommunens eget team, hvor der ingen regning er?",
                en="What does § 85 a support from the municipality's own team cost, without an invoice?",
            ),
        ),
        "same_day_decision_and_discharge": Choice(
            ("accept_with_review", "reject"),
            Text(
                da="Er en afgørelse truffet inden udskrivningen, når begge har samme dato?",
                en="Was a decision made before the discharge when both have the same date?",
            ),
        ),
        "gap_days_before_107": Choice(
            ("0", "1", "3", "7"),
            Text(
                da="Hvor mange dage må der gå fra udskrivningen til botilbuddet efter § 107, som skal følge "
                "umiddelbart efter?",
                en="How many days may pass from the discharge to the § 107 placement, which must follow "
                "directly?",
            ),
        ),
        "new_window_after_expiry": Choice(
            ("yes", "no"),
            Text(
                da="Giver en udskrivning, efter at perioden er udløbet, en ny periode med refusion?",
                en="Does a discharge after the period has ended give a new period with refund?",
            ),
        ),
        "discharge_before_reform": Choice(
            ("no_refund", "opens_period"),
            Text(
                da="Giver en udskrivning før 1. oktober 2023 refusion for dagene fra den dag?",
                en="Does a discharge before 1 October 2023 give refund for the days from that day?",
            ),
        ),
        "same_day_move": Choice(
            ("not_a_discharge", "is_a_discharge"),
            Text(
                da="Er en flytning fra boform til boform samme dag en udskrivning?",
                en="Is a move from shelter to shelter on the same day a discharge?",
            ),
        ),
        "support_while_readmitted": Choice(
            ("no_refund", "refund"),
            Text(
                da="Refunderes støtte efter § 85 a på dage, hvor borgeren igen bor på en boform?",
                en="Is § 85 a support refunded on days when the citizen is back in a shelter?",
            ),
        ),
        "six_months_broken_stay": Choice(
            ("calendar_months", "180", "183", "span"),
            Text(
                da="Seks måneder i botilbud, når opholdet er afbrudt: hvor mange dage, eller et samlet "
                "tidsrum?",
                en="Six months in a placement, the stay being broken: how many days, or one stretch?",
            ),
        ),
        "month_from_day_rate": Choice(
            ("days_of_month", "365/12"),
            Text(
                da="Hvordan bliver en pris pr. døgn til en pris pr. måned?",
                en="How does a price per day become a price per month?",
            ),
        ),
        "cheap_rent_cap_indexed": Choice(
            ("no", "yes"),
            Text(
                da="Reguleres loftet på 3.500 kr. for huslejen hvert år?",
                en="Is the ceiling of 3,500 kr. on the rent adjusted every year?",
            ),
        ),
        "expected_part": Choice(
            ("open_stays_to_quarter_end", "nothing"),
            Text(
                da="Hvad regnes med for resten af kvartalet, når anmodningen laves, før det er slut?",
                en="What is reckoned with for the rest of the quarter when the request comes before its end?",
            ),
        ),
        "night_turns_at": Choice(
            ("00:00", "06:00", "12:00"),
            Text(
                da="Hvornår skifter natten, når nogen banker på efter midnat?",
                en="When does the night turn for somebody who knocks after midnight?",
            ),
        ),
        "bill_amount": Choice(
            ("gross", "net"),
            Text(
                da="Er boformens regning hele taksten, eller er beboerens betaling trukket fra?",
                en="Is the shelter's bill the whole rate, or is the resident's payment taken off?",
            ),
        ),
        "discharge_notice": Choice(
            ("yes", "no"),
            Text(
                da="Lovens tekst er ikke læst. Skal handlekommunen også orienteres om en udskrivning?",
                en="The text was not read. Must the acting municipality have notice of a discharge too?",
            ),
        ),
        "five_year_rule_from": Choice(
            ("2023-07-01", "2023-10-01"),
            Text(
                da="Fra hvilken dag kan en udslusningsbolig lejes ud i fem år?",
                en="From which day can a transitional dwelling be let for five years?",
            ),
        ),
        "effect_during_appeal": Choice(
            ("unknown", "none", "suspensive"),
            Text(
                da="Har en klage over kommunens udskrivning opsættende virkning?",
                en="Does an appeal of the municipality's discharge suspend it?",
            ),
        ),
    }
)

DEFAULTS: Mapping[str, str] = MappingProxyType({name: choice.default for name, choice in CHOICES.items()})

DAY_COUNT_ALIASES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "count_discharge_day": MappingProxyType({"no": "nights", "yes": "both_days"}),
        "min_one_day": MappingProxyType({"no": "nights", "yes": "at_least_one"}),
    }
)
"""Other names for `day_count`; a discharge day that counts already gives every stay at least one day."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One answer to each open question. `default()` and `with_values()` build it and refuse unknown ones."""

    cap_mode: str = DEFAULTS["cap_mode"]
    first_day_of_90: str = DEFAULTS["first_day_of_90"]
    period_anchor: str = DEFAULTS["period_anchor"]
    quota_follows: str = DEFAULTS["quota_follows"]
    day_count: str = DEFAULTS["day_count"]
    pre_reform_stay: str = DEFAULTS["pre_reform_stay"]
    saturday_is_weekday: str = DEFAULTS["saturday_is_weekday"]
    disputed_night_uses_quota: str = DEFAULTS["disputed_night_uses_quota"]
    claim_rounding: str = DEFAULTS["claim_rounding"]
    own_shelter_cost_basis: str = DEFAULTS["own_shelter_cost_basis"]
    own_team_cost_basis: str = DEFAULTS["own_team_cost_basis"]
    same_day_decision_and_discharge: str = DEFAULTS["same_day_decision_and_discharge"]
    gap_days_before_107: str = DEFAULTS["gap_days_before_107"]
    new_window_after_expiry: str = DEFAULTS["new_window_after_expiry"]
    discharge_before_reform: str = DEFAULTS["discharge_before_reform"]
    same_day_move: str = DEFAULTS["same_day_move"]
    support_while_readmitted: str = DEFAULTS["support_while_readmitted"]
    six_months_broken_stay: str = DEFAULTS["six_months_broken_stay"]
    month_from_day_rate: str = DEFAULTS["month_from_day_rate"]
    cheap_rent_cap_indexed: str = DEFAULTS["cheap_rent_cap_indexed"]
    expected_part: str = DEFAULTS["expected_part"]
    night_turns_at: str = DEFAULTS["night_turns_at"]
    bill_amount: str = DEFAULTS["bill_amount"]
    discharge_notice: str = DEFAULTS["discharge_notice"]
    five_year_rule_from: str = DEFAULTS["five_year_rule_from"]
    effect_during_appeal: str = DEFAULTS["effect_during_appeal"]

    @classmethod
    def default(cls) -> Self:
        """The defaults, which never claim more than any other reading would."""
        return cls()

    def with_values(self, values: Mapping[str, str]) -> Self:
        """The same settings with these answers; InputRejected names the settings or alternatives."""
        plain = {name: value for name, value in values.items() if name not in DAY_COUNT_ALIASES}
        for name, value in plain.items():
            check_choice(name, value=value)
        counted = day_count_of_aliases(values)
        if counted is not None and plain.get("day_count", counted) != counted:
            raise InputRejected(
                en=f"day_count={plain['day_count']} and its other names say {counted}. Give only one of them",
                da=f"day_count={plain['day_count']}, men de andre navne siger {counted}. Angiv kun ét af dem",
            )
        if counted is not None:
            plain["day_count"] = counted
        return replace(self, **plain)

    def as_mapping(self, *names: str) -> dict[str, str]:
        """The named settings, or all of them when none is named, in their declared order."""
        wanted = [item.name for item in fields(self) if not names or item.name in names]
        return {name: getattr(self, name) for name in wanted}


def check_choice(name: str, *, value: str) -> None:
    """Nothing happens when the setting and the answer exist; InputRejected lists what there is otherwise."""
    choice = CHOICES.get(name)
    if choice is None:
        known = ", ".join([*CHOICES, *DAY_COUNT_ALIASES])
        raise InputRejected(
            en=f"There is no setting named {name!r}. Settings: {known}",
            da=f"Der er ingen indstilling, der hedder {name!r}. Indstillinger: {known}",
        )
    _check_alternative(name, value=value, alternatives=choice.alternatives)


def _check_alternative(name: str, *, value: str, alternatives: tuple[str, ...]) -> None:
    if value in alternatives:
        return
    known = ", ".join(alternatives)
    raise InputRejected(
        en=f"Setting {name} cannot be {value!r}. Alternatives: {known}",
        da=f"Indstillingen {name} kan ikke være {value!r}. Muligheder: {known}",
    )


def day_count_of_aliases(values: Mapping[str, str]) -> str | None:
    """The day_count that `count_discharge_day` and `min_one_day` stand for together; None without them."""
    counted: set[str] = set()
    for alias, meanings in DAY_COUNT_ALIASES.items():
        if alias not in values:
            continue
        _check_alternative(alias, value=values[alias], alternatives=tuple(meanings))
        counted.add(meanings[values[alias]])
    for strongest in ("both_days", "at_least_one", "nights"):
        if strongest in counted:
            return strongest
    return None
