"""Make the server frame everything with one function, so a mutant has to change only that one."""

from collections.abc import Callable

from mutants.patch import Patch
from server.ws import fan_out, frames


def frame_with(frame: Callable[[int, bytes], bytes]) -> None:
    """Frame with ``frame``, texts included. This switches off the batched framing of texts."""

    def text_frame(payload: bytes) -> bytes:
        return frame(frames.TEXT, payload)

    patch = Patch()
    patch.replace(frames, "frame", frame)
    patch.replace(frames, "text_frame", text_frame)
    patch.replace(fan_out, "frame_texts", lambda payloads: b"".join(map(text_frame, payloads)))
