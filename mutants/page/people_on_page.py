"""Faulty pages that ``features/page/people_on_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("A name moves under the pointer.")
def row_moved_under_pointer(patch: Patch) -> None:
    change_asset(
        patch,
        "people.js",
        "      if (!isInUse) this.#remove(name, item);\n",
        "      this.#remove(name, item);\n",
    )


@mutant("The cursor is lost whenever somebody comes or goes.")
def cursor_lost_in_list(patch: Patch) -> None:
    change_asset(
        patch,
        "people.js",
        "    for (const [name, connections] of this.#here) this.#show(name, connections);\n",
        "    this.#items.clear();\n"
        "    this.#list.replaceChildren();\n"
        "    for (const [name, connections] of this.#here) this.#show(name,"
        " connections);\n",
    )


@mutant("Whoever leaves stays in the user list.")
def leavers_stay_listed(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        "        people.left(frame.nickname);\n",
        "",
    )


@mutant("The number of users is wrong by one.")
def count_wrong(patch: Patch) -> None:
    change_asset(
        patch,
        "people.js",
        "String(this.#here.size)",
        "String(this.#here.size + 1)",
    )


@mutant("The user list is upside down.")
def list_backwards(patch: Patch) -> None:
    change_asset(
        patch,
        "people.js",
        "this.#list.append(item);",
        "this.#list.prepend(item);",
    )


@mutant("The addressee is lost when somebody else leaves.")
def addressee_lost(patch: Patch) -> None:
    change_asset(
        patch,
        "people.js",
        "  left(name) {\n",
        '  left(name) {\n    this.#picked("");\n',
    )


@mutant("The search finds everybody.")
def search_finds_everybody(patch: Patch) -> None:
    change_asset(
        patch,
        "people.js",
        "!name.toLocaleLowerCase().includes(wanted)",
        "!name.toLocaleLowerCase().includes(wanted.slice(0, 0))",
    )
