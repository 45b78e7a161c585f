"""behave's side: the suite, scenario information, step types, the formatter."""
