"""Proves on the finished site that only what was meant to be published is in it.

It decides for itself what is private, and knows none of the stages that made the site: what they
let through by mistake, it must still find.
"""
