"""What the first screens and the page about a person gather from the areas below."""
