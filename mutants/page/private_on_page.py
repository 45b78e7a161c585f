"""Faulty pages that ``features/page/private_on_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("A private message does not say for whom it is.")
def privacy_not_said(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        '  if (type === "private") head.append(privacyElement(to === ownName && !own ?'
        ' "" : to));\n',
        "",
    )


@mutant("A private message is shown as one to everybody.")
def private_as_public(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        "return entryElement(type, className, data,",
        'return entryElement("message", className, data,',
    )


@mutant("A private message is sent to everybody.")
def private_sent_to_all(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        ", ...(to && { to }) });",
        " });",
    )


@mutant("A private message cannot be replied to.")
def no_reply(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        "    head.append(reply);\n",
        "",
    )


@mutant("A name beside a message cannot be chosen.")
def sender_not_chosen(patch: Patch) -> None:
    change_asset(
        patch,
        "room.js",
        '      if (name instanceof HTMLElement) this.#composer.address(name.dataset.pick ?? "");\n',
        "",
    )


@mutant("Nobody can write to everybody again.")
def never_to_everybody_again(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        'addEventListener("click", () => this.address(""));',
        'addEventListener("click", () => this.address(this.#to));',
    )


@mutant("Escape does not give up the addressee.")
def escape_keeps_addressee(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        '    if (event.key === "Escape" && this.#to) this.address("");\n',
        "",
    )


@mutant("Everybody is told that a private message is being written.")
def private_typing_told(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        ' && this.#to === "");',
        ");",
    )


@mutant("A refresh makes a private draft one for everybody.")
def addressee_forgotten(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        "    this.#setAddressee(to);\n",
        "    this.#setAddressee(to.slice(0, 0));\n",
    )


@mutant("Words for somebody who has just left are given up at once.")
def absent_not_awaited(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        'if (errorCode === "later:no-such-user") this.#await(message);\n    else if',
        "if",
    )


@mutant("Words for somebody who stays away wait forever.")
def absent_awaited_forever(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        "const ABSENT_MS = 30_000;",
        "const ABSENT_MS = 30_000_000;",
    )


@mutant("What was not sent cannot be discarded.")
def not_discarded(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        "    this.#unsent = this.#unsent.filter((other) => other !== message);\n"
        "    this.#display.removed(message);\n",
        "    this.#unsent = this.#unsent.filter((other) => other !== message);\n",
    )
