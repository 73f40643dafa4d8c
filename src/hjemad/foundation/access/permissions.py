"""Every permission of the house. A page declares one; a role holds some (`roles.py`)."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a role may do. The value is stored in logs and tests; it never changes."""

    SEE_HOUSE = "see_house"
    ADMIT = "admit"
    DISCHARGE = "discharge"
    CORRECT_STAY = "correct_stay"
    SEE_RESIDENTS = "see_residents"
    WRITE_IDENTITY = "write_identity"
    SEE_CITIZENS = "see_citizens"
    WRITE_RESPONSIBLE_MUNICIPALITY = "write_responsible_municipality"
    SEE_RATES = "see_rates"
    WRITE_RATES = "write_rates"
    CHARGE_PAYMENT = "charge_payment"
    WRITE_LOCAL_VALUES = "write_local_values"
    SEE_CLAIMS = "see_claims"
    CLOSE_CLAIMS = "close_claims"
    SEE_LAW = "see_law"
    SEE_LOGS = "see_logs"
    MANAGE_ORGANISATIONS = "manage_organisations"
    MANAGE_USERS = "manage_users"
