"""Rules that teach the parser what people write beyond CommonMark, one construct a module."""
