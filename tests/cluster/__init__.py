"""Letters checked on workers: a real cluster of two processes, and its parts."""
