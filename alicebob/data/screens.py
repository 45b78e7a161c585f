"""Screens and settings of visitors, by the words of the features: options of Playwright."""

from collections.abc import Mapping
from typing import Any

_PHONE: Mapping[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
_LAPTOP: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 800}}

SCREENS: Mapping[str, Mapping[str, Any]] = {
    "a laptop": _LAPTOP,
    "a phone": _PHONE,
    "a small phone": {**_PHONE, "viewport": {"width": 320, "height": 568}},
    "a phone whose keyboard is open": {**_PHONE, "viewport": {"width": 390, "height": 400}},
    "a laptop in the dark scheme": {**_LAPTOP, "color_scheme": "dark"},
    "a phone in the dark scheme": {**_PHONE, "color_scheme": "dark"},
    "a laptop in the light scheme": {**_LAPTOP, "color_scheme": "light"},
    "a screen without motion": {**_LAPTOP, "reduced_motion": "reduce"},
    "a screen at 200 % zoom": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "a screen at 400 % zoom": {"viewport": {"width": 320, "height": 200}, "device_scale_factor": 4},
}
"""A zoom makes a page's pixels larger, so that the same screen has fewer of them."""
