"""Every frame has a key more than it should."""

from server.dialects import plain


def bend() -> None:
    sound = plain.encode
    plain.encode = lambda event: sound(event)[:-1] + b',"timestamp":"2024-01-01T00:00:00Z"}'
