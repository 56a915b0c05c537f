"""Statistics of runs that are small enough to be counted by hand."""
