"""Faulty pages that ``features/page/access_to_page.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.page_assets import change_asset


@mutant("The message box has no name.")
def label_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        '        <label class="unseen" for="messageInput">Message</label>\n',
        "",
    )


@mutant("The name field has no name.")
def name_field_without_label(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        '<label id="nameLabel" for="nameInput">',
        '<label id="nameLabel">',
    )


@mutant("A screen reader does not know the list of messages.")
def log_without_role(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        'role="log" aria-label="Messages"',
        'aria-label="Messages"',
    )


@mutant("New messages are not read out.")
def log_silent(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        "(this.#list.ariaLive = null)",
        '(this.#list.ariaLive = "off")',
    )


@mutant("A refusal is not read out.")
def alert_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        'class="reason" role="alert" hidden',
        'class="reason" role="alert" aria-live="off" hidden',
    )


@mutant("A refusal does not belong to its field.")
def refusal_not_with_its_field(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        'enterkeyhint="go" aria-describedby="reason"',
        'enterkeyhint="go"',
    )


@mutant("The addressee is not said with the message box.")
def addressee_not_said(patch: Patch) -> None:
    change_asset(
        patch,
        "composer.js",
        'name ? "addressee" : "hint"',
        '"hint"',
    )


@mutant("Earlier messages are read out.")
def history_read_out(patch: Patch) -> None:
    change_asset(
        patch,
        "messages.js",
        '    this.#list.ariaLive = "off";\n',
        "",
    )


@mutant("The button to send has no name on a phone.")
def send_button_nameless(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "  .label { position: absolute; width: 1px; height: 1px; overflow: hidden;"
        " clip-path: inset(50%); }",
        "  .label { display: none; }",
    )


@mutant("Small letters are too pale.")
def contrast_broken(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "  --soft: #5d5878;",
        "  --soft: #b7b3c9;",
    )


@mutant("In the dark scheme the letters are dark, too.")
def dark_unreadable(patch: Patch) -> None:
    change_asset(
        patch,
        "base.css",
        "    --ink: #efedfa;",
        "    --ink: #3b3650;",
    )


@mutant("The page has no heading.")
def heading_missing(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        "<h1>Alice &amp; Bob</h1>",
        "<p>Alice &amp; Bob</p>",
    )


@mutant("The button that cancels joining has no name.")
def cancel_without_name(patch: Patch) -> None:
    change_asset(
        patch,
        "index.html",
        'id="cancelButton" class="quiet" type="button" hidden>Cancel<',
        'id="cancelButton" class="quiet" type="button" hidden><',
    )


@mutant("Below a message that was not sent, the words that say so can hardly be read.")
def unsent_state_pale(patch: Patch) -> None:
    change_asset(
        patch,
        "conversation.css",
        ".unsent .state { color: var(--warn-ink); }",
        ".unsent .state { color: var(--line); }",
    )
