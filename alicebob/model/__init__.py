"""What users can send and receive, in no particular wire form."""
