"""`{% load hj %}`: the components and the formats. Reference: docs/reference/components.md."""
