"""Syntopic: from notes of many sources to one page per concept."""
