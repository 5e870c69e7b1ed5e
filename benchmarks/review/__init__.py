"""How long the review page takes with many cards and a long history."""
