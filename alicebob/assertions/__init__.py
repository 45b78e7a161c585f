"""What steps expect."""
