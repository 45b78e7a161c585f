"""What is written down: the journal, failure reports, verdicts."""
