"""The tables of this area beside the decision itself. Import them from `models`."""
