"""Faulty pages that ``features/page/writing_on_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("Enter sends while a word is being chosen.")
def enter_of_input_method_sends(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        "    if (composing) return;\n",
        "",
    )


@mutant("Shift and Enter send.")
def shift_enter_sends(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        'if (event.key !== "Enter" || event.shiftKey) return;',
        'if (event.key !== "Enter") return;',
    )


@mutant("Enter begins a new line.")
def enter_does_not_send(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        'if (event.key !== "Enter" || event.shiftKey) return;',
        "if (event.key) return;",
    )


@mutant("What was sent stays in the message box.")
def box_not_emptied(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        '    this.#input.value = "";\n    this.#fit();\n    this.#listener.changed();',
        "    this.#fit();\n    this.#listener.changed();",
    )


@mutant("After a click on the button to send, the cursor is gone.")
def cursor_lost(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        "    this.#input.focus();\n    if (text.trim()",
        "    this.#input.blur();\n    if (text.trim()",
    )


@mutant("Blanks alone are sent.")
def blanks_sent(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        '    if (text.trim() === "") return;\n',
        "",
    )


@mutant("A text that is too long is thrown away.")
def long_text_thrown_away(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        "    if (length > MAX_TEXT) {\n",
        '    if (length > MAX_TEXT) {\n      this.#input.value = "";\n',
    )


@mutant("Nobody is told that somebody types.")
def typing_not_told(patch: Patch) -> None:
    change_asset(
        patch,
        "room.js",
        'this.#send({ type: "typing", typing })',
        "typing",
    )


@mutant("Nobody is told that somebody has stopped typing.")
def typing_end_not_told(patch: Patch) -> None:
    change_asset(
        patch,
        "typing.js",
        "      if (this.#isTold) this.#tell(false);\n",
        "",
    )


@mutant("Whoever has typed once seems to type forever.")
def typing_stays(patch: Patch) -> None:
    change_asset(
        patch,
        "typing.js",
        "    else this.#names.delete(name);\n",
        "",
    )


@mutant("Of three users who type, two are told.")
def third_typist_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "typing.js",
        "else if (this.#names.size === MOST_NAMES)",
        "else if (this.#names.size >= MOST_NAMES)",
    )


@mutant("The page does not show who types.")
def typing_not_shown(patch: Patch) -> None:
    change_asset(
        patch,
        "typing.js",
        "    if (isTyping) this.#names.add(name);\n    else",
        "    if (!isTyping)",
    )
