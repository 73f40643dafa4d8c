"""The pages about a person: finding, person, identity, same_person, hiding, contact, disputes.

What every page does with its request stands in `foundation/ui/saving.py`. Start at `person`.
"""
