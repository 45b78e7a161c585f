"""HTTP requests and raw WebSocket connections, made by the person who says "I" in a feature."""

from behave import then, when

from alicebob.actions import raw_sending
from alicebob.actions.messages import notification, says
from alicebob.actions.step_context import Context
from alicebob.model.received import Message


@when('I send a {method} request to "{path:quoted}"')
def send_request(context: Context, method: str, path: str) -> None:
    context.client.http.request(path, method)


@then("the response status should be {status:number}")
def status_is(context: Context, status: int) -> None:
    got = context.client.http.response
    context.client.http.expect("The response status is different.", status, got.status)


@then('the response should contain "{text:quoted}"')
def response_contains(context: Context, text: str) -> None:
    context.client.http.expect_within(
        "The response does not contain the expected text.", text, context.client.http.response.text
    )


@then('the response should have content type "{kind:quoted}"')
def content_type_is(context: Context, kind: str) -> None:
    context.client.http.expect(
        "The content type is different.", kind, context.client.http.response.kind
    )


@then('the response header "{name:quoted}" should be "{value:quoted}"')
def header_is(context: Context, name: str, value: str) -> None:
    actual = context.client.http.response.headers.get(name.lower())
    context.client.http.expect(f"The header {name} is different.", value, actual)


@then('the response header "{name:quoted}" should contain "{value:quoted}"')
def header_contains(context: Context, name: str, value: str) -> None:
    actual = context.client.http.response.headers.get(name.lower(), "")
    context.client.http.expect_within(
        f"The header {name} does not contain the expected text.", value, actual
    )


@then('the response header "{name:quoted}" should be a number')
def header_is_number(context: Context, name: str) -> None:
    actual = context.client.http.response.headers.get(name.lower(), "")
    context.client.http.expect(f"The header {name} is not a number.", True, actual.isdecimal())


@then('the health check should report "{status:quoted}"')
def health_check_reports(context: Context, status: str) -> None:
    context.client.http.expect_health(status)


@then('the health check should no longer report "ok"')
def health_check_is_not_ok(context: Context) -> None:
    context.client.http.expect_shutting_down()


@then("the response should be an AsyncAPI document that describes {addresses:names}")
def document_describes(context: Context, addresses: list[str]) -> None:
    context.client.http.expect_asyncapi(addresses)


@then("every script and style sheet of the page should load")
def assets_load(context: Context) -> None:
    context.client.http.expect_assets()


@when('I upgrade to WebSocket at "{path:quoted}"')
@when('I connect to WebSocket at "{path:quoted}"')
def connect(context: Context, path: str) -> None:
    context.client.open(path)


@when('I connect to WebSocket at "{path:quoted}" from origin "{origin:quoted}"')
def connect_from(context: Context, path: str, origin: str) -> None:
    context.client.open(path, origin=origin)


@when(
    'I connect to WebSocket at "{path:quoted}" with {in_header} in the header '
    "and {in_query} in the query"
)
def connect_with(context: Context, path: str, in_header: str, in_query: str) -> None:
    context.client.open_with(path, in_header, in_query)


@when('I request an upgrade at "{path:quoted}" {way}')
def request_upgrade(context: Context, path: str, way: str) -> None:
    context.client.request_upgrade(path, way)


@then("the WebSocket connection should be established")
def is_established(context: Context) -> None:
    context.client.expect_established()


@then("the WebSocket connection should be rejected with status {status:number}")
def is_rejected(context: Context, status: int) -> None:
    context.client.expect_rejected(status)


@then("the handshake should be rejected with status {status:number}")
def handshake_is_rejected(context: Context, status: int) -> None:
    context.client.http.expect_rejected(status, context.client.http.response.status)


@then('the rejection should contain "{text:quoted}"')
def rejection_contains(context: Context, text: str) -> None:
    away = context.client.connection.rejection
    context.client.http.expect_within(
        "The rejection does not contain the expected text.", text, away.body if away else ""
    )


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
    raw_sending.send_fragments(context.client.connection, text, 2)


@then('I should receive a "message" from "{sender:quoted}" with text "{text:quoted}"')
def i_hear(context: Context, sender: str, text: str) -> None:
    context.client.expect_received(str(Message(sender, text)), says(sender, text))


@then('I should receive a "{what:quoted}" message for "{name:quoted}"')
def i_hear_notice(context: Context, what: str, name: str) -> None:
    notice = notification(what, name)
    context.client.expect_received(str(notice), lambda received: received == notice)


@then('the echo should be the text "{text:quoted}"')
def echo_text(context: Context, text: str) -> None:
    context.client.expect_echo(text)


@then("the echo should be the same text of {count:number} characters")
def echo_long(context: Context, count: int) -> None:
    context.client.expect_echo("e" * count)


@then("the echo should be the same {count:number} bytes")
def echo_bytes(context: Context, count: int) -> None:
    context.client.expect_echo(bytes(i % 256 for i in range(count)))


@when("I close the WebSocket connection with code {code:number}")
def i_close(context: Context, code: int) -> None:
    context.client.connection.leave(code)


@then("the WebSocket connection should be closed with code {code:number}")
def is_closed(context: Context, code: int) -> None:
    context.client.expect_end(code)


@when("I break the protocol with {kind}")
def i_break_the_protocol(context: Context, kind: str) -> None:
    raw_sending.break_protocol(context.client.connection, kind)


@when("I open the page")
def open_page(context: Context) -> None:
    context.client.http.request("/")


@then('the page should say "{text:quoted}"')
def page_says(context: Context, text: str) -> None:
    context.client.http.expect("The page does not load.", 200, context.client.http.response.status)
    context.client.http.expect_within(
        "The page does not contain the expected text.", text, context.client.http.response.text
    )


@then("the response should contain no file of the server's machine")
def contains_no_file(context: Context) -> None:
    context.client.http.expect_no_file()


@then("the response should contain the matching Sec-WebSocket-Accept")
def accept_matches(context: Context) -> None:
    context.client.http.expect_accepted_key()


@then('a ping with payload "{payload:quoted}" should be answered with the same payload')
def ping_is_answered(context: Context, payload: str) -> None:
    context.client.expect_pong(payload)


@when('I send a Close frame at "{path:quoted}" and keep the TCP connection open')
def send_close_and_stay(context: Context, path: str) -> None:
    context.client.close_and_stay(path)


@when("I start handshakes without finishing them")
def start_handshakes(context: Context) -> None:
    context.client.start_handshakes()


@when("I send a request whose head does not end")
def send_endless_head(context: Context) -> None:
    context.client.send_endless_head()


@when("I send requests without reading their answers")
def read_no_answers(context: Context) -> None:
    context.client.read_no_answers()


@then("the server should have closed the TCP connection")
@then("the server should have closed every TCP connection")
def server_closed_tcp(context: Context) -> None:
    context.client.expect_tcp_closed()
