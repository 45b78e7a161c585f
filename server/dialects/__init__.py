"""The wire dialects: text → what somebody wants; what happened → text."""
