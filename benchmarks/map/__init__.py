"""How smoothly the map of a large garden moves."""
