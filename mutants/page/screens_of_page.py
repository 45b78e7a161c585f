"""Faulty pages that ``features/page/screens_of_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("What is to be touched is too small for a finger.")
def send_button_too_small(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        ".quiet { min-height: 44px; padding: 8px 16px;",
        ".quiet { min-height: 30px; padding: 2px 16px;",
    )


@mutant("The message box is below the screen.")
def page_too_high(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "  .in-chat .app { width: 100%; height: 100dvh; border-radius: 0; box-shadow: none; }",
        "  .in-chat .app { width: 100%; height: 130dvh; border-radius: 0; box-shadow: none; }",
    )


@mutant("The chat is higher than a laptop's screen.")
def page_too_high_on_laptops(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "height: min(100dvh - 48px, 900px);",
        "height: 900px;",
    )


@mutant("The chat is wider than a phone.")
def page_too_wide(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "  .in-chat .app { width: 100%; height: 100dvh; border-radius: 0; box-shadow: none; }",
        "  .in-chat .app { width: 480px; height: 100dvh; border-radius: 0; box-shadow:"
        " none; }\n"
        "  body { overflow-x: visible; justify-items: start; }",
    )


@mutant("The page is light where people want it dark.")
def dark_ignored(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "@media (prefers-color-scheme: dark) {",
        "@media (prefers-color-scheme: never) {",
    )


@mutant("The page is dark where people want it light.")
def always_dark(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "@media (prefers-color-scheme: dark) {",
        "@media all {",
    )


@mutant("Everything moves where people want no motion.")
def motion_never_reduced(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "@media (prefers-reduced-motion: reduce) {",
        "@media (prefers-reduced-motion: never) {",
    )


@mutant("Every message runs from the left.")
def one_direction(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        'content.dir = "auto";',
        'content.dir = "ltr";',
    )


@mutant("Every message runs from the right.")
def every_message_from_the_right(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        'content.dir = "auto";',
        'content.dir = "rtl";',
    )


@mutant("The keyboard does not reach the list of messages.")
def messages_not_reached(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        ' aria-label="Messages" tabindex="0">',
        ' aria-label="Messages" tabindex="-1">',
    )


@mutant("A long word is not broken.")
def long_word_not_broken(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.css",
        ".message .content, .outgoing .content { padding: 2px 16px 9px; overflow-wrap:"
        " anywhere; white-space: pre-wrap; }",
        ".message .content, .outgoing .content { padding: 2px 16px 9px; white-space: pre; }",
    )


@mutant("Names in the user list cannot be reached with the keyboard.")
def list_needs_a_pointer(patch: Patch) -> None:
    change_asset(
        patch,
        "people.js",
        '{ type: "button", title: "Send a private message" }',
        '{ type: "button", tabIndex: -1, title: "Send a private message" }',
    )


@mutant("On a low screen the message box is below its end.")
def low_screen_too_high(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "  .in-chat .app { width: 100%; height: 100dvh; border-radius: 0; }",
        "  .in-chat .app { width: 100%; height: 150dvh; border-radius: 0; }",
    )


@mutant("At a large zoom the chat is wider than the screen.")
def low_screen_too_wide(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "  .in-chat .app { width: 100%; height: 100dvh; border-radius: 0; }",
        "  .in-chat .app { width: 480px; height: 100dvh; border-radius: 0; }",
    )


@mutant("On the first screen the button to join is too small for a finger.")
def join_button_too_small(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        ".welcome-screen .primary { margin-top: 6px; }",
        ".welcome-screen .primary { margin-top: 6px; padding-block: 2px; }",
    )
