"""A local page: a letter dropped on it is checked, and authors see what their words do as they type."""
