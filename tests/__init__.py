"""Tests that describe or cross the house: guards, properties, spec, journeys, docs.

Not for tests of one area, which live in the area. Start reading at `guards`: what may never be.
"""
