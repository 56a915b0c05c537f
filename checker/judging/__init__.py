"""The examination of a letter: from its facts to findings and verdicts."""
