"""What lives during one scenario: the scenario object, fences, the teardown."""
