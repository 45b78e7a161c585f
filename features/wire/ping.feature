@promise.core
Feature: Pings

  Rule: A ping is answered with a pong that carries the same payload
    RFC 6455 §5.5.3: this is how either side finds out whether the other is still there.

    Scenario Outline: A ping with payload "<payload>"
      When I connect to WebSocket at "/chat?user=Alice"
      Then a ping with payload "<payload>" should be answered with the same payload

      Examples:
        | payload        |
        |                |
        | are you there? |
        | 漢字            |
