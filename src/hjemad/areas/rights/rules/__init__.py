"""Pure: clocks of the duties, what is due for deletion, what counts as unusual reading."""
