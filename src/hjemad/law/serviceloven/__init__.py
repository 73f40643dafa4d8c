"""Provisions of the Social Services Act (serviceloven), one module per provision.

`par_177` counts refundable nights; its rules for the command line are in `par_177_rules`.
"""
