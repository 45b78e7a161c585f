"""Faulty pages that ``features/page/conversation_on_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("Each message is drawn twice.")
def message_drawn_twice(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "    this.add(this.#messageEntry(said, own, isPast));\n",
        "    this.add(this.#messageEntry(said, own, isPast));\n"
        "    this.add(this.#messageEntry(said, own, isPast));\n",
    )


@mutant("Whoever joins or leaves seems to say so in a message.")
def notice_as_message(patch: Patch) -> None:
    change_asset(
        patch,
        "movements.js",
        'kind: type === "user_joined" ? "joined" : "left"',
        'kind: "message"',
    )


@mutant("Own messages are not marked.")
def own_not_marked(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        ', ...(own && { own: "" }) };',
        " };",
    )


@mutant("Whoever has one's name seems to be oneself.")
def own_by_name(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        "this.#own.has(id) || (this.#view.isProven && nickname === this.#ownName)",
        "nickname === this.#ownName",
    )


@mutant("Own messages stand on the side of those of others.")
def own_among_others(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.css",
        ".message.own { align-self: flex-end;",
        ".message.own { align-self: flex-start;",
    )


@mutant("Each new message stands above all others.")
def newest_first(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "this.#rows.insert(entry, firstOutgoing ?? null);",
        "this.#rows.insert(entry, firstOutgoing ?? this.#list.children[1] ?? null);",
    )


@mutant("Messages have no time.")
def time_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        '  if (type === "private") head.append(privacyElement(to === ownName && !own ?'
        ' "" : to));\n'
        "  head.append(timeElement(timestamp));",
        '  if (type === "private") head.append(privacyElement(to === ownName && !own ? "" : to));',
    )


@mutant("An address is no link.")
def link_not_a_link(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        '(make("a", "", special.text))',
        '(make("span", "", special.text))',
    )


@mutant("The full stop behind an address belongs to its link.")
def link_with_full_stop(patch: Patch) -> None:
    change_asset(
        patch,
        "rich_text.js",
        "linkOf(withoutTrailing(found))",
        "linkOf(found)",
    )


@mutant("Several blanks are drawn as one.")
def blanks_of_messages_collapsed(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.css",
        "overflow-wrap: anywhere; white-space: pre-wrap; }\n/*",
        "overflow-wrap: anywhere; }\n/*",
    )


@mutant("The stars around an emphasised word are lost.")
def emphasis_loses_its_stars(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        'mention: "mark" }[special.kind], "", special.text)',
        'mention: "mark" }[special.kind], "", special.text.replaceAll("*", ""))',
    )


@mutant("One's own name does not stand out.")
def own_name_not_marked(patch: Patch) -> None:
    change_asset(
        patch,
        "rich_text.js",
        "if (ownName) kinds",
        "if (!ownName && ownName) kinds",
    )


@mutant("The page does not follow its newest message.")
def end_not_followed(patch: Patch) -> None:
    change_asset(
        patch,
        "scrolling.js",
        "      if (this.#following) this.toEnd();\n",
        "",
    )


@mutant("Each arrival has a line of its own, however many there are.")
def arrivals_not_gathered(patch: Patch) -> None:
    change_asset(
        patch,
        "movements.js",
        "const FEW = 3;",
        "const FEW = 300;",
    )


@mutant("Names do not stand out in notices.")
def name_not_bold(patch: Patch) -> None:
    change_asset(
        patch,
        "movements.js",
        'make("li", "", nameElement(nickname),',
        'make("li", "", nickname,',
    )


@mutant("The page does not tell who leaves.")
def departures_not_shown(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        "        typists.set(frame.nickname, false);\n        return messages.addMovement(frame);",
        "        typists.set(frame.nickname, false);\n        return;",
    )


@mutant("An announcement is drawn as a message.")
def announcement_as_message(patch: Patch) -> None:
    change_asset(
        patch,
        "entries.js",
        'return entryElement("announcement"',
        'return entryElement("message"',
    )
