@promise.echo-endpoint
Feature: The echo endpoint

  Rule: Every message comes back as it was sent
    Developers need something simple to test a client against.

    Scenario: Text
      When I connect to WebSocket at "/echo"
      And I send WebSocket text "Hello, World! 🎉"
      Then the echo should be the text "Hello, World! 🎉"

    Scenario: Text in fragments comes back whole
      When I connect to WebSocket at "/echo"
      And I send WebSocket text "one and two" in two fragments
      Then the echo should be the text "one and two"

    Scenario: Empty text
      When I connect to WebSocket at "/echo"
      And I send WebSocket text ""
      Then the echo should be the text ""

    Scenario Outline: Binary data of <count> bytes
      When I connect to WebSocket at "/echo"
      And I send <count> WebSocket bytes
      Then the echo should be the same <count> bytes

      Examples:
        | count   |
        | 0       |
        | 1       |
        | 125     |
        | 126     |
        | 65,535  |
        | 65,536  |
        | 524,288 |

    Scenario: Long text
      When I connect to WebSocket at "/echo"
      And I send WebSocket text of 300,000 characters
      Then the echo should be the same text of 300,000 characters

  Rule: An invalid or oversized message closes the connection
    RFC 6455 §7.4.1: the close code says what was wrong.

    Scenario: A message one byte over the limit
      When I connect to WebSocket at "/echo"
      And I send 524,289 WebSocket bytes
      Then the WebSocket connection should be closed with code 1009

    @promise.frames
    Scenario Outline: Sending <kind>
      When I connect to WebSocket at "/echo"
      And I break the protocol with <kind>
      Then the WebSocket connection should be closed with code <code>

      Examples:
        | kind                   | code |
        | a frame without a mask | 1002 |
        | a reserved bit         | 1002 |
        | bad UTF-8              | 1007 |
