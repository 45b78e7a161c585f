"""Records of a run: the journal, failure reports, verdicts."""
