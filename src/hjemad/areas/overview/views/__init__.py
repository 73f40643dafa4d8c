"""Pages of the overview: the way in, first screens, the page about a person."""
