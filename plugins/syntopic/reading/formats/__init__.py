"""From each format on disk to text and code cells."""
