"""Faulty pages that ``features/page/hostile_texts_on_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("What somebody writes is taken for HTML.")
def text_as_html(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        '  content.dir = "auto";',
        '  content.innerHTML = text;\n  content.dir = "auto";',
    )


@mutant("Names are taken for HTML.")
def name_as_html(patch: Patch) -> None:
    change_asset(
        patch,
        "dom.js",
        '  return make("bdi", className, name);',
        '  const made = make("bdi", className);\n  made.innerHTML = name;\n  return made;',
    )


@mutant("The name of an addressee is taken for HTML.")
def addressee_as_html(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        "this.#chipName.textContent = name;",
        "this.#chipName.innerHTML = name;",
    )


@mutant("The name of a room is taken for HTML.")
def room_as_html(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        '    status.identify("", "");\n',
        '    status.identify("", "");\n'
        '    element("identity", HTMLElement).innerHTML = asked.room;\n',
    )


@mutant("The demo panel takes frames for HTML.")
def frame_as_html(patch: Patch) -> None:
    change_asset(
        patch,
        "demo.js",
        "    entry.dataset.way = way;\n",
        '    entry.dataset.way = way;\n    entry.querySelector("code").innerHTML = shown;\n',
    )


@mutant("The name of who types is taken for HTML.")
def typist_as_html(patch: Patch) -> None:
    change_asset(
        patch,
        "typing.js",
        'else if (!second) this.#status.replaceChildren(first, " is typing…");',
        "else if (!second) this.#status.innerHTML = `<bdi"
        ' class="who">${first.textContent}</bdi> is typing…`;',
    )
