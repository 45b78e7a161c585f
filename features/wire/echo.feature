@promise.echo
Feature: The echo

  Rule: Every frame comes back as it went
    The simplest thing against which a client can be tried.

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

    Scenario Outline: <count> bytes
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

  Rule: What is no WebSocket message ends the line
    With a code that says what was wrong (RFC 6455 §7.4.1).

    Scenario: One byte more than a message may have
      When I connect to WebSocket at "/echo"
      And I send 524,289 WebSocket bytes
      Then the WebSocket connection should be closed with code 1009

    Scenario Outline: <nonsense>
      When I connect to WebSocket at "/echo"
      And I break the protocol with <nonsense>
      Then the WebSocket connection should be closed with code <code>

      Examples:
        | nonsense               | code |
        | a frame without a mask | 1002 |
        | a reserved bit         | 1002 |
        | bad UTF-8              | 1007 |
