"""Statistics of a saved run: rates with their denominators and intervals, and what letters say otherwise."""
