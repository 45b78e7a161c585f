"""Parts that tests of the whole repository share."""
