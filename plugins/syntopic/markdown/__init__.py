"""The site's dialect of Markdown: what Python-Markdown is taught, and what is written for it."""
