"""What imr-check knows: the shapes of ``guidelines/``, loading it, and its vocabulary at work."""
