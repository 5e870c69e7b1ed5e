"""How long the search of a large garden takes, from a key to what it finds."""
