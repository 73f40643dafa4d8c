"""What is logged about rates and payments; each event names ids only."""

RATE_RECORDED = "billing.rate_recorded"
PAYMENT_CHARGED = "billing.payment_charged"
LOCAL_VALUE_ENTERED = "billing.local_value_entered"
