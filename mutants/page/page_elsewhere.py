"""Faulty pages that ``features/page/page_elsewhere.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("The page asks at the root of its site.")
def root_of_the_site(patch: Patch) -> None:
    change_asset(
        patch,
        "address.js",
        "new URL(endpoint, base)",
        "new URL(`/${endpoint}`, base)",
    )


@mutant("Beside a server that agrees to no subprotocol the page gives up.")
def plain_not_spoken(patch: Patch) -> None:
    change_asset(
        patch,
        "session.js",
        "    if (!this.#wasIn && !sentence && this.#dialect === EVENTS) return"
        " this.#speakPlain();\n",
        "",
    )


@mutant("With encryption the page connects without.")
def never_encrypted(patch: Patch) -> None:
    change_asset(
        patch,
        "address.js",
        'url.protocol === "https:" ? "wss:" : "ws:"',
        'url.protocol === "https:" ? "ws:" : "ws:"',
    )
