"""What benchmarks share: accounting for families of processes, and tools in their own place."""
