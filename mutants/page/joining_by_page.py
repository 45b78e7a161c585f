"""Faulty pages that ``features/page/joining_by_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("The page guesses why somebody is refused.")
def refusal_guessed(patch: Patch) -> None:
    change_asset(
        patch,
        "session.js",
        "this.#end(sentence || REFUSED);",
        "this.#end(REFUSED);",
    )


@mutant("The field of a refused name is not marked.")
def field_not_marked(patch: Patch) -> None:
    change_asset(
        patch,
        "welcome.js",
        "    if (isInvalid) this.#input.setAttribute",
        "    if (!isInvalid && isInvalid) this.#input.setAttribute",
    )


@mutant("The mark of a refused name stays while another one is written.")
def mark_stays(patch: Patch) -> None:
    change_asset(
        patch,
        "welcome.js",
        '    this.#input.addEventListener("input", () => this.#showInvalid(false));\n',
        "",
    )


@mutant("The page lets a name be sent off before its scripts are there.")
def sent_off_too_early(patch: Patch) -> None:
    change_asset(patch, "index.html", ' type="submit" disabled>Join', ' type="submit">Join')


@mutant("A name that was written before the scripts came is lost.")
def early_name_lost(patch: Patch) -> None:
    change_asset(patch, "welcome.js", "this.#input.value ||= name;", "this.#input.value = name;")


@mutant("Joining cannot be cancelled.")
def cancel_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "welcome.js",
        "this.#cancel.hidden = !joining;",
        "this.#cancel.hidden = true;",
    )


@mutant("Cancel does nothing.")
def cancel_does_nothing(patch: Patch) -> None:
    change_asset(
        patch,
        "welcome.js",
        '    this.#cancel.addEventListener("click", cancel);\n',
        "",
    )


@mutant("A link does not fill in the name.")
def name_not_filled_in(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        'welcome.prefill(memory.get("name", "") || asked.user);\n',
        "",
    )


@mutant("A link that should join does not.")
def link_does_not_join(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        'memory.get("isIn", asked.joins)',
        'memory.get("isIn", false)',
    )


@mutant("The token stays in the address.")
def token_stays(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        '    history.replaceState(null, "", without(location, "token"));\n',
        "",
    )


@mutant("The token is not used.")
def token_ignored(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        "    token = found;\n",
        "",
    )


@mutant("Leaving throws away what waits, without a question.")
def left_without_asking(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        "  if (room.isWaiting && !confirm(UNSENT)) return;\n",
        "",
    )


@mutant("Whoever has left is told nothing.")
def leaving_says_nothing(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        "room.leave(LEFT);",
        'room.leave("");',
    )


@mutant("A name that is too long is sent to the server.")
def long_name_sent(patch: Patch) -> None:
    change_asset(
        patch,
        "welcome.js",
        "if (lengthOf(name) <= MAX_NAME) join(name);",
        "if (lengthOf(name)) join(name);",
    )


@mutant("Whoever gives no name is called Guest.")
def nobody_is_guest(patch: Patch) -> None:
    change_asset(
        patch,
        "welcome.js",
        "if (lengthOf(name) <= MAX_NAME) join(name);",
        'if (lengthOf(name) <= MAX_NAME) join(name || "Guest");',
    )


@mutant("A server that is away is tried forever, without a word.")
def unreachable_server_tried_forever(patch: Patch) -> None:
    change_asset(
        patch,
        "session.js",
        "this.#wasIn ? this.#tryLater() : this.#end(UNREACHABLE)",
        "this.#tryLater()",
    )


@mutant("After joining, the cursor is nowhere.")
def cursor_not_in_box(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        "    this.#fit();\n    this.#input.focus();\n",
        "    this.#fit();\n",
    )


@mutant("Enter in the name field does nothing.")
def enter_does_not_join(patch: Patch) -> None:
    change_asset(
        patch,
        "welcome.js",
        "      event.preventDefault();\n",
        "      event.preventDefault();\n"
        "      if (document.activeElement === this.#input) return;\n",
    )
