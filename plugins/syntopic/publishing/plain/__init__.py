"""The garden as CommonMark with GitHub's additions, and nothing else.

A note's own text stays as its author wrote it: blocks are laid out anew, but inside a paragraph
only those places change that need this program to be read, such as wikilinks and ``==marks==``.
"""
