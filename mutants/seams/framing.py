"""Make the server frame everything with one function, so a mutant has to change only that one."""

from collections.abc import Callable

from server.ws import fast_text, frames


def frame_all_with(frame: Callable[[int, bytes], bytes]) -> None:
    """Frame with ``frame``, texts included. This switches off the batched framing of texts."""

    def text_frame(payload: bytes) -> bytes:
        return frame(frames.TEXT, payload)

    frames.frame, frames.text_frame = frame, text_frame  # type: ignore[assignment]
    fast_text.frame_texts = lambda payloads: b"".join(map(text_frame, payloads))
