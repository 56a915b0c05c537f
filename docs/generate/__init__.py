"""The pages of the documentation site that are made from what is encoded: ``python -m docs.generate``."""
