"""Actions: the functions that steps call to do something."""
