"""What tests of this tree share."""
