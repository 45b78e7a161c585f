Feature: The closing handshake

  @promise.core
  Rule: A Close is answered with a Close
    RFC 6455 §5.5.1: both sides know then that nothing more will come.

    Scenario: The server answers a goodbye
      When I connect to WebSocket at "/chat?user=Alice"
      And I close the WebSocket connection with code 1000
      Then the WebSocket connection should be closed with code 1000

    Scenario: The server hangs up when both have said goodbye
      When I send a Close frame at "/chat?user=Alice" and keep the TCP connection open
      Then the server should have closed the TCP connection

  @promise.wire
  Rule: The answer bears the code that was sent
    So the one who closes can tell the answer from another end.

    Scenario Outline: Code <code> comes back
      When I connect to WebSocket at "/chat?user=Alice"
      And I close the WebSocket connection with code <code>
      Then the WebSocket connection should be closed with code <code>

      Examples:
        | code |
        | 1001 |
        | 3000 |
        | 4999 |
