Feature: The closing handshake

  @promise.core
  Rule: The server answers a Close frame with a Close frame
    RFC 6455 §5.5.1: both sides then know that nothing more will come.

    Scenario: The server answers a Close frame
      When I connect to WebSocket at "/chat?user=Alice"
      And I close the WebSocket connection with code 1000
      Then the WebSocket connection should be closed with code 1000

    Scenario: The server closes the TCP connection after both Close frames
      When I send a Close frame at "/chat?user=Alice" and keep the TCP connection open
      Then the server should have closed the TCP connection

  @promise.wire
  Rule: The server echoes the close code that it received
    The client can then tell the answer from a close that the server began.

    Scenario Outline: Close code <code> is echoed
      When I connect to WebSocket at "/chat?user=Alice"
      And I close the WebSocket connection with code <code>
      Then the WebSocket connection should be closed with code <code>

      Examples:
        | code |
        | 1001 |
        | 3000 |
        | 4999 |
