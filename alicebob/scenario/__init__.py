"""One scenario: the object that steps talk to, fences, and the teardown."""
