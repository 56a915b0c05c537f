"""The report as HTML: one self-contained page a letter, and an index of a batch."""
