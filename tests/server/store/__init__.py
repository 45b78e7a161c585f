"""One set of tests for all brokers; and what only one of them promises."""
