"""Filters of this area for its templates."""
