"""The line between a visitor and the server, and how visitors are let in or refused."""

from behave import given, step, then, when

from alicebob.actions import page_network as network
from alicebob.actions.step_context import Context
from alicebob.model.site import Site


@step('the line of visitor "{visitor:quoted}" is cut')
def line_is_cut(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).tab.network.cut()


@step('the line of visitor "{visitor:quoted}" is mended')
def line_is_mended(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).tab.network.mend()


@step('the line of visitor "{visitor:quoted}" goes silent')
def line_goes_silent(context: Context, visitor: str) -> None:
    """Hold back everything in both directions, as a network that has died without a word."""
    context.visitors.visitor(visitor).tab.network.stall()


@step('visitor "{visitor:quoted}" gets no more answers')
def gets_no_answers(context: Context, visitor: str) -> None:
    """Hold back what the server sends, but not what the visitor sends."""
    context.visitors.visitor(visitor).tab.network.hold_answers()


@then('visitor "{visitor:quoted}" should see that the line {words}')
def sees_state(context: Context, visitor: str, words: str) -> None:
    network.expect_state(context.visitors.visitor(visitor), words)


@then('the status of visitor "{visitor:quoted}" should be "{text:quoted}"')
def status_is(context: Context, visitor: str, text: str) -> None:
    network.expect_status(context.visitors.visitor(visitor), text)


@given('visitor "{visitor:quoted}" is in the chat, with a clock of their own')
def has_clock(context: Context, visitor: str) -> None:
    context.visitors.enter(visitor, before=network.has_own_clock)


@given('visitor "{visitor:quoted}" is in the chat, with a clock of their own, on {screen}')
def has_clock_on(context: Context, visitor: str, screen: str) -> None:
    context.visitors.enter(visitor, screen, before=network.has_own_clock)


@given('visitor "{visitor:quoted}" is in the chat, and the clock stands still for them')
def has_standing_clock(context: Context, visitor: str) -> None:
    """Have the page do nothing by itself from now on."""
    network.stop_clock(context.visitors.enter(visitor, before=network.has_own_clock))


@when('visitor "{visitor:quoted}" connects again')
def connects_again(context: Context, visitor: str) -> None:
    network.connect_again(context.visitors.visitor(visitor))


@step('visitor "{visitor:quoted}" is in the chat a day later')
def is_a_day_ahead(context: Context, visitor: str) -> None:
    context.visitors.enter(visitor, before=network.is_a_day_ahead)


@when('{seconds:number} seconds pass for visitor "{visitor:quoted}"')
def seconds_pass(context: Context, seconds: int, visitor: str) -> None:
    network.put_forward(context.visitors.visitor(visitor), seconds)


@when('the browser of visitor "{visitor:quoted}" loses its network')
def browser_is_offline(context: Context, visitor: str) -> None:
    network.lose_network(context.visitors.visitor(visitor), True)


@given('visitor "{visitor:quoted}" is in the chat with the demo panel')
def has_demo_panel(context: Context, visitor: str) -> None:
    context.visitors.enter(visitor, demo="")


@given('visitor "{visitor:quoted}" is in the chat with the demo panel on {screen}')
def has_demo_panel_on(context: Context, visitor: str, screen: str) -> None:
    context.visitors.enter(visitor, screen, demo="")


@when('visitor "{visitor:quoted}" turns the connection off')
@when('visitor "{visitor:quoted}" turns the connection on')
def turns_switch(context: Context, visitor: str) -> None:
    network.set_line_switch(context.visitors.visitor(visitor))


@then('the demo panel should show visitor "{visitor:quoted}" what came in with "{text:quoted}"')
def panel_shows_received(context: Context, visitor: str, text: str) -> None:
    network.expect_frame(context.visitors.visitor(visitor), "in", text)


@then('the demo panel should show visitor "{visitor:quoted}" what went out with "{text:quoted}"')
def panel_shows_sent(context: Context, visitor: str, text: str) -> None:
    network.expect_frame(context.visitors.visitor(visitor), "out", text)


@when('visitor "{visitor:quoted}" opens a link with a token for "{name:quoted}"')
def opens_with_token(context: Context, visitor: str, name: str) -> None:
    network.open_with_token(context.visitors.new(visitor), name, context.visitors.secret)


@then('the address of visitor "{visitor:quoted}" should have no token')
def has_no_token(context: Context, visitor: str) -> None:
    network.expect_no_token(context.visitors.visitor(visitor))


@given('visitor "{visitor:quoted}" is in the chat of a site that has it below "{folder:quoted}"')
def is_below(context: Context, visitor: str, folder: str) -> None:
    context.visitors.enter(visitor, site=Site(path=f"/{folder}"))


@given('visitor "{visitor:quoted}" is in the chat of a site with encryption')
def is_encrypted(context: Context, visitor: str) -> None:
    context.visitors.enter(visitor, site=Site(is_tls=True))


@given('visitor "{visitor:quoted}" is in the chat of a server that knows only plain texts')
def is_plain(context: Context, visitor: str) -> None:
    context.visitors.enter(visitor, site=Site(is_plain=True))


@given('visitor "{visitor:quoted}" opens the page, and its scripts come late')
def scripts_come_late(context: Context, visitor: str) -> None:
    network.open_with_late_scripts(context.visitors.new(visitor))


@when('the scripts of visitor "{visitor:quoted}" have come')
def scripts_have_come(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).tab.network.mend()


@then('the name field of visitor "{visitor:quoted}" should be marked as invalid')
def name_is_invalid(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).expect("a marked name", lambda s: s.is_name_invalid)


@then('the name field of visitor "{visitor:quoted}" should not be marked')
def name_is_valid(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).expect("no marked name", lambda s: not s.is_name_invalid)


@then('the name field of visitor "{visitor:quoted}" should have "{name:quoted}"')
def name_field_has(context: Context, visitor: str, name: str) -> None:
    context.visitors.visitor(visitor).expect(f"the name {name}", lambda s: s.name == name)


@step('visitor "{visitor:quoted}" should be in the chat as "{name:quoted}"')
def is_in_as(context: Context, visitor: str, name: str) -> None:
    words = f"as {name} in {context.visitors.room}"
    context.visitors.visitor(visitor).expect(words, lambda s: s.is_in_chat and s.identity == words)


@then('visitor "{visitor:quoted}" should be joining')
def is_joining(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).expect("they are joining", lambda s: s.is_joining)


@then('visitor "{visitor:quoted}" should be offered "{button:quoted}"')
def is_offered(context: Context, visitor: str, button: str) -> None:
    context.visitors.visitor(visitor).expect(button, lambda shown: button in shown.buttons)


@then('visitor "{visitor:quoted}" should not be offered "{button:quoted}"')
def is_not_offered(context: Context, visitor: str, button: str) -> None:
    context.visitors.visitor(visitor).expect(
        f"no {button}", lambda shown: button not in shown.buttons
    )


@given('visitor "{visitor:quoted}" will say no to every question')
def says_no(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).tab.agrees = False


@given('visitor "{visitor:quoted}" will say yes to every question')
def says_yes(context: Context, visitor: str) -> None:
    context.visitors.visitor(visitor).tab.agrees = True


@then('visitor "{visitor:quoted}" should have been asked "{question:quoted}"')
def was_asked(context: Context, visitor: str, question: str) -> None:
    context.visitors.visitor(visitor).expect_asked(question)


@when('visitor "{visitor:quoted}" has another line')
def has_another_line(context: Context, visitor: str) -> None:
    """Let new connections through, while those that are silent stay so."""
    context.visitors.visitor(visitor).tab.network.leave_behind()


@given('visitor "{visitor:quoted}" opens the page of a site that has it below "{folder:quoted}"')
def opens_below(context: Context, visitor: str, folder: str) -> None:
    context.visitors.new(visitor, site=Site(path=f"/{folder}")).open()
