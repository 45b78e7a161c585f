"""Faulty pages that ``features/page/tabs_of_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("Two tabs share name and draft.")
def tabs_share(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        "new Memory(() => sessionStorage",
        "new Memory(() => localStorage",
    )


@mutant("A refresh leaves the chat.")
def refresh_leaves(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        '    memory.set("isIn", true);\n',
        "",
    )


@mutant("Whoever has left is in again after a refresh.")
def left_and_in_again(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        '    memory.set("isIn", false);\n',
        "",
    )


@mutant("A refresh forgets the name.")
def name_forgotten(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        '  memory.set("name", name);\n',
        "",
    )


@mutant("After a refresh one's own messages are somebody else's.")
def own_forgotten(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        '      memory.set("own", [...this.#own]);\n',
        "",
    )


@mutant("A refresh forgets what is being written.")
def draft_forgotten(patch: Patch) -> None:
    change_asset(
        patch,
        "room.js",
        'changed: () => this.#memory.set("draft", this.#composer.draft),',
        "changed: () => {},",
    )


@mutant("A refresh forgets where one was reading.")
def place_forgotten(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        'addEventListener("pagehide", () => room.keepPlace());\n',
        "",
    )
