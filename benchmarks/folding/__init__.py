"""Measures from which similarity on two paragraphs say the same, on pairs labelled by hand."""
