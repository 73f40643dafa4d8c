"""Schemes of grants (puljer) to dwellings, one module per scheme or pair of schemes.

Not for subsidies a citizen gets every month; those stand beside their provision. Start reading at
`cheap_dwellings.py`.
"""
