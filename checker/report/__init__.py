"""The report: its models, and the renderers that print it."""
