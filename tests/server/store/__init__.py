"""One set of tests for all stores, and tests of single stores."""
