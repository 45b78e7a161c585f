"""What a visitor with a browser, or a programmer with a raw WebSocket, asks for and gets."""

from behave import then, when
from behave.runner import Context

from alicebob.actions.messages import says
from alicebob.model.received import Message, UserJoined, UserLeft
from alicebob.transport.raw_frames import CONTINUATION, INVALID_FRAMES, NOT_UTF8, TEXT, masked
from alicebob.transport.raw_handshake import ACCEPTED


@when('I send a {method} request to "{path:quoted}"')
def send_request(context: Context, method: str, path: str) -> None:
    context.client.request(path, method)


@then("the response status should be {status:number}")
def status_is(context: Context, status: int) -> None:
    got = context.client.response
    context.client.expect("The answer has another status.", status, got.status)


@then('the response should contain "{text:quoted}"')
def response_contains(context: Context, text: str) -> None:
    context.client.expect_within("The answer lacks something.", text, context.client.response.text)


@then('the response should be of type "{kind:quoted}"')
def type_is(context: Context, kind: str) -> None:
    context.client.expect("The answer is of another type.", kind, context.client.response.kind)


@then('the response header "{name:quoted}" should be "{value:quoted}"')
def header_is(context: Context, name: str, value: str) -> None:
    actual = context.client.response.headers.get(name.lower())
    context.client.expect(f"The header {name} is another.", value, actual)


@then('the response header "{name:quoted}" should contain "{value:quoted}"')
def header_contains(context: Context, name: str, value: str) -> None:
    actual = context.client.response.headers.get(name.lower(), "")
    context.client.expect_within(f"The header {name} lacks something.", value, actual)


@then('the response header "{name:quoted}" should be a number')
def header_is_number(context: Context, name: str) -> None:
    actual = context.client.response.headers.get(name.lower(), "")
    context.client.expect(f"The header {name} is no number.", True, actual.isdecimal())


@then("the server should not say that all is well")
def is_going_away(context: Context) -> None:
    context.client.expect_going_away()


@then("the document should be AsyncAPI and describe {addresses:names}")
def document_describes(context: Context, addresses: list[str]) -> None:
    context.client.expect_described(addresses)


@then("every script and style sheet of the page should load")
def assets_load(context: Context) -> None:
    context.client.expect_assets()


@when('I upgrade to WebSocket at "{path:quoted}"')
@when('I connect to WebSocket at "{path:quoted}"')
def open_line(context: Context, path: str) -> None:
    context.client.open(path)


@when('I connect to WebSocket at "{path:quoted}" from a page of "{origin:quoted}"')
def open_line_from(context: Context, path: str, origin: str) -> None:
    context.client.open(path, origin=origin)


@when(
    'I connect to WebSocket at "{path:quoted}" with {shown} in the header '
    "and {written} in the address"
)
def open_line_with(context: Context, path: str, shown: str, written: str) -> None:
    context.client.open_with(path, shown, written)


@when('I ask for an upgrade at "{path:quoted}" {way}')
def ask_for_upgrade(context: Context, path: str, way: str) -> None:
    context.client.ask_for_upgrade(path, way)


@then("the WebSocket connection should be established")
def is_established(context: Context) -> None:
    context.client.expect_established()


@then("the WebSocket connection should be refused with status {status:number}")
def is_refused(context: Context, status: int) -> None:
    context.client.expect_refused(status)


@then('the refusal should contain "{text:quoted}"')
def refusal_contains(context: Context, text: str) -> None:
    away = context.client.connection.rejection
    context.client.expect_within("The refusal lacks something.", text, away.body if away else "")


@when('I send WebSocket text "{text:quoted}"')
def i_send(context: Context, text: str) -> None:
    context.client.connection.send_message(text)


@when("I send WebSocket text of {count:number} characters")
def i_send_long(context: Context, count: int) -> None:
    context.client.connection.send_message("e" * count)


@when("I send {count:number} WebSocket bytes")
def i_send_bytes(context: Context, count: int) -> None:
    context.client.connection.send_binary(bytes(i % 256 for i in range(count)))


@when('I send WebSocket text "{text:quoted}" in two fragments')
def i_send_fragments(context: Context, text: str) -> None:
    half = len(text.encode()) // 2
    data = masked(TEXT, text.encode()[:half], final=False) + masked(
        CONTINUATION, text.encode()[half:]
    )
    context.client.connection.send_raw(data, "two fragments")


@then('I should receive a "message" from "{sender:quoted}" with text "{text:quoted}"')
def i_hear(context: Context, sender: str, text: str) -> None:
    context.client.expect_heard(str(Message(sender, text)), says(sender, text))


@then('I should receive a "{what:quoted}" message for "{name:quoted}"')
def i_hear_notice(context: Context, what: str, name: str) -> None:
    notice = {"joined": UserJoined(name), "left": UserLeft(name)}[what]
    context.client.expect_heard(str(notice), lambda received: received == notice)


@then('the echo should be the text "{text:quoted}"')
def echo_text(context: Context, text: str) -> None:
    context.client.expect_echo(text)


@then("the echo should be the text of {count:number} characters")
def echo_long(context: Context, count: int) -> None:
    context.client.expect_echo("e" * count)


@then("the echo should be the {count:number} bytes")
def echo_bytes(context: Context, count: int) -> None:
    context.client.expect_echo(bytes(i % 256 for i in range(count)))


@when("I close the WebSocket connection with code {code:number}")
def i_close(context: Context, code: int) -> None:
    context.client.connection.leave(code)


@then("the WebSocket connection should be closed with code {code:number}")
def is_closed(context: Context, code: int) -> None:
    context.client.expect_end(code)


@when("I break the protocol with {invalid_message}")
def i_break(context: Context, invalid_message: str) -> None:
    context.client.connection.send_raw(
        {**INVALID_FRAMES, **NOT_UTF8}[invalid_message], invalid_message
    )


@when("I ask for the page")
def ask_for_page(context: Context) -> None:
    context.client.request("/")


@then('it should say "{text:quoted}"')
def page_says(context: Context, text: str) -> None:
    context.client.expect("The page is not there.", 200, context.client.response.status)
    context.client.expect_within(
        "The page says something else.", text, context.client.response.text
    )


@then("the response should be a client error")
def is_client_error(context: Context) -> None:
    status = context.client.response.status
    context.client.expect(f"It was answered with {status}.", 4, status // 100)


@then("the response should accept the key")
def accepts_key(context: Context) -> None:
    accept = context.client.response.headers.get("sec-websocket-accept")
    context.client.expect("The key was answered wrongly.", ACCEPTED, accept)


@then('a ping with "{payload:quoted}" should be answered')
def ping_is_answered(context: Context, payload: str) -> None:
    context.client.expect_pong(payload)


@when('I say goodbye at "{path:quoted}" and stay on the line')
def say_goodbye_and_stay(context: Context, path: str) -> None:
    context.client.say_goodbye_and_stay(path)


@when("I begin handshakes and do not end them")
def begin_handshakes(context: Context) -> None:
    context.client.begin_handshakes()


@then("the server should have hung up")
def server_hung_up(context: Context) -> None:
    context.client.expect_hang_up()
