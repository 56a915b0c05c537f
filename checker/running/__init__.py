"""Checking letters: putting the program together, one input or many, in one process or several."""
