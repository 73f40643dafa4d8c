"""What the demo loads is what the country is, and what the actions of the areas would have written."""
