"""Changing what notes, registers and records say of concepts, every other byte left as it is.

Commands find out all changes first, try them on copies, show them, and make all of them or none.
"""
