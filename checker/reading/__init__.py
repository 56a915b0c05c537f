"""Reading a letter: what stands where. Nothing is judged here."""
