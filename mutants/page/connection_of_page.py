"""Faulty pages that ``features/page/connection_of_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("What was sent before the line was cut is sent once more.")
def sent_twice_after_return(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        "    this.#isSent = false;\n    if (this.#isDelivered) this.#removeFirst();",
        "    this.#isSent = false;\n"
        "    for (const message of this.#outgoing) message.clientId = newId();\n"
        "    if (this.#isDelivered) this.#removeFirst();",
    )


@mutant("What was not sent when the line was cut is lost.")
def unsent_text_lost(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        "    this.#isSent = false;\n    if (this.#isDelivered) this.#removeFirst();",
        "    this.#isSent = false;\n    while (this.#outgoing.length) this.#removeFirst();",
    )


@mutant("Words that wait are not shown.")
def waiting_not_shown(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        '    if (!this.#isOpen) this.#display.waiting(message, "");\n',
        "    if (!this.#isOpen) this.#changed();\n",
    )


@mutant("Words that wait are not sent when the line is back.")
def waiting_never_sent(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        "    this.#showWaiting();\n    this.#sendFirst();\n",
        "    this.#showWaiting();\n",
    )


@mutant("Words that wait are sent in the wrong order.")
def waiting_sent_backwards(patch: Patch) -> None:
    change_asset(
        patch,
        "outbox.js",
        "    this.#outgoing.push(message);\n    this.#changed();",
        "    this.#outgoing.unshift(message);\n    this.#changed();",
    )


@mutant("What was said meanwhile is not shown.")
def missed_not_shown(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        "    for (const said of missed) {\n",
        "    for (const said of missed.slice(missed.length)) {\n",
    )


@mutant("Whoever joined a silent room misses what was said meanwhile.")
def silent_room_forgotten(patch: Patch) -> None:
    change_asset(
        patch,
        "session.js",
        'this.#wasIn ? this.#newest || "0" : ""',
        'this.#wasIn ? this.#newest : ""',
    )


@mutant("A message whose answer was lost is not known as one's own.")
def own_lost_on_the_way(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.js",
        "return messages.markOwn(said.id);",
        "return;",
    )


@mutant("Nobody can try again at once.")
def no_try_now(patch: Patch) -> None:
    change_asset(
        patch,
        "status.js",
        'this.#again.hidden = state !== "reconnecting" && state !== "doubtful";',
        "this.#again.hidden = true;",
    )


@mutant("The page always says that it is connected.")
def state_untrue(patch: Patch) -> None:
    change_asset(
        patch,
        "status.js",
        "this.#line.textContent = STATES[state];",
        "this.#line.textContent = STATES.connected;",
    )


@mutant("A silent line is not doubted.")
def silence_not_doubted(patch: Patch) -> None:
    change_asset(
        patch,
        "liveness.js",
        "const DOUBTFUL_MS = 5000;",
        "const DOUBTFUL_MS = 500_000;",
    )


@mutant("A line that answers again is still doubted.")
def doubt_stays(patch: Patch) -> None:
    change_asset(
        patch,
        "liveness.js",
        "    this.#isAsked = false;\n    this.#doubt(false);",
        "    this.#isAsked = false;",
    )


@mutant("A silent line is never given up.")
def silence_not_given_up(patch: Patch) -> None:
    change_asset(
        patch,
        "liveness.js",
        "const DEAD_MS = 7000;",
        "const DEAD_MS = 7_000_000;",
    )


@mutant("The page ignores that the browser has no network.")
def offline_ignored(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        'addEventListener("offline", () => room.session?.wake(true));\n',
        "",
    )


@mutant("Words that wait are lost at a refresh.")
def waiting_lost_at_refresh(patch: Patch) -> None:
    change_asset(
        patch,
        "room.js",
        '    this.#outbox.restore(memory.get("outbox", []));\n',
        "",
    )


@mutant("A refresh with words that wait is not asked about.")
def refresh_without_asking(patch: Patch) -> None:
    change_asset(
        patch,
        "chat.js",
        'addEventListener("beforeunload", (event) => room.isWaiting && event.preventDefault());\n',
        "",
    )


@mutant("One's own dead line keeps one's name.")
def shut_out_by_oneself(patch: Patch) -> None:
    change_asset(
        patch,
        "address.js",
        "{ room, token, session, since }",
        "{ room, token, since }",
    )


@mutant("The demo panel shows nothing of what is sent.")
def sent_frames_not_shown(patch: Patch) -> None:
    change_asset(
        patch,
        "demo.js",
        '    this.#show("out", text);\n',
        "",
    )


@mutant("The switch of the demo panel does nothing.")
def plug_not_pulled(patch: Patch) -> None:
    change_asset(
        patch,
        "demo.js",
        "      cut(!line.checked);\n",
        "",
    )


@mutant("What is being written is lost with the line.")
def draft_lost_with_the_line(patch: Patch) -> None:
    change_asset(
        patch,
        "room.js",
        "        this.#keystrokes.forget();\n        conversation.lost();",
        "        this.#composer.clear();\n        conversation.lost();",
    )
