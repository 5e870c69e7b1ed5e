"""Programs that a measurement starts, each in a process of its own."""
