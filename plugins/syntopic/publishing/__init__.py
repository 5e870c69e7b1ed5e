"""From the finished garden to what leaves it besides pages: notebooks, exports.

Works on the same values as rendering; knows no MkDocs.
"""
