"""A memo on a letter, to file: what stands against it, by ground, with both passages."""
