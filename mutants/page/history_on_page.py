"""Faulty pages that ``features/page/history_on_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("Earlier messages stand upside down.")
def history_upside_down(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        "for (const said of history.messages) messages",
        "for (const said of [...history.messages].reverse()) messages",
    )


@mutant("Newcomers see no earlier messages.")
def history_not_shown(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        "for (const said of history.messages) messages",
        "for (const said of history.messages.slice(1, 1)) messages",
    )


@mutant("No line says where another day begins.")
def day_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "rows.js",
        '      this.#list.insertBefore(noticeEntry("day", day, "divider"), entry);\n',
        "",
    )


@mutant("Nobody can load earlier messages.")
def earlier_not_offered(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "this.#earlier.hidden = !isMore || !this.oldestId;",
        "this.#earlier.hidden = isMore || !isMore;",
    )


@mutant("Earlier messages are offered where there are none.")
def earlier_always_offered(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "this.#earlier.hidden = !isMore || !this.oldestId;",
        "this.#earlier.hidden = false;",
    )


@mutant("Earlier messages are added below all others.")
def earlier_below(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "this.#rows.insert(this.#messageEntry(said, isOwn(said), true), next)",
        "this.#rows.insert(this.#messageEntry(said, isOwn(said), true), null)",
    )


@mutant("Earlier messages move what one reads.")
def place_lost_to_earlier(patch: Patch) -> None:
    change_asset(
        patch,
        "scrolling.js",
        "this.#list.scrollTop = this.#list.scrollHeight - toEnd;",
        "this.#list.scrollTop = 0;",
    )


@mutant("Scrolling to the beginning loads nothing.")
def top_loads_nothing(patch: Patch) -> None:
    change_asset(
        patch,
        "scrolling.js",
        "    if (moved < 0 && scrollTop < NEAR_TOP_PX) this.atTop();\n",
        "",
    )


@mutant("Each new message scrolls to the end.")
def reader_pulled_to_the_end(patch: Patch) -> None:
    change_asset(
        patch,
        "scrolling.js",
        "    if (!this.#following) this.#newest.hidden = false;\n",
        "    this.#follow(true);\n",
    )


@mutant("The title does not count unread messages.")
def unread_not_in_title(patch: Patch) -> None:
    change_asset(
        patch,
        "room.js",
        "    this.#unread.add();\n",
        "",
    )


@mutant("Unread messages are not counted.")
def unread_not_counted(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "    this.#unread += 1;\n",
        "    this.#unread = 1;\n",
    )


@mutant("No line says where the unread messages begin.")
def unread_line_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "      this.add(this.#unreadLine);\n",
        "",
    )


@mutant("What was read still counts as unread.")
def unread_forever(patch: Patch) -> None:
    change_asset(
        patch,
        "unread.js",
        "    if (this.#count) this.#show(0);\n",
        "",
    )


@mutant("The icon does not say that something is unread.")
def unread_not_in_icon(patch: Patch) -> None:
    change_asset(
        patch,
        "unread.js",
        'const icon = count ? this.#plain.replace("icon.svg", "icon-unread.svg") : this.#plain;',
        "const icon = this.#plain;",
    )


@mutant("The button for the newest messages leads nowhere.")
def newest_not_reached(patch: Patch) -> None:
    change_asset(
        patch,
        "scrolling.js",
        "    this.toEnd();\n    this.#list.focus",
        "    this.#list.focus",
    )
