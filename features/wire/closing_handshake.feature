Feature: The closing handshake

  @promise.websocket
  Rule: The server answers a Close frame with a Close frame
    RFC 6455 §5.5.1: both sides then know that nothing more will come.

    Scenario: The server answers a Close frame
      When I connect to WebSocket at "/chat?user=Alice"
      And I close the WebSocket connection with code 1000
      Then the WebSocket connection should be closed with code 1000

    Scenario: The server closes the TCP connection after both Close frames
      When I send a Close frame at "/chat?user=Alice" and keep the TCP connection open
      Then the server should have closed the TCP connection

  @promise.close-codes
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

    @promise.departures
    Scenario Outline: Close code <code> is echoed, and the others are told, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" closes the connection with code <code>
      Then the connection of user "Bob" should be closed with code <code>
      And user "Alice" should receive "left" notification for "Bob"

      Examples:
        | code | dialect |
        | 1000 | plain   |
        | 1001 | plain   |
        | 3000 | plain   |
        | 4999 | plain   |

      @promise.dialects
      Examples: Other dialects
        | code | dialect                    |
        | 1000 | events                     |
        | 1001 | events                     |
        | 3000 | events                     |
        | 4999 | events                     |
        | 1000 | events with a join message |
        | 1001 | events with a join message |
        | 3000 | events with a join message |
        | 4999 | events with a join message |
        | 1000 | envelope                   |
        | 1001 | envelope                   |
        | 3000 | envelope                   |
        | 4999 | envelope                   |

    Scenario Outline: Close code <code> is echoed at <path>
      When I connect to WebSocket at "<path>"
      And I close the WebSocket connection with code <code>
      Then the WebSocket connection should be closed with code <code>

      @promise.dialects
      Examples:
        | code | path         |
        | 1000 | /ws          |
        | 1001 | /ws          |
        | 3000 | /ws          |
        | 4999 | /ws          |
        | 1000 | /rooms/lobby |
        | 1001 | /rooms/lobby |
        | 3000 | /rooms/lobby |
        | 4999 | /rooms/lobby |

      @promise.echo-endpoint
      Examples: The echo endpoint
        | code | path  |
        | 1000 | /echo |
        | 1001 | /echo |
        | 3000 | /echo |
        | 4999 | /echo |

    @promise.departures
    Scenario Outline: A Close frame without a code is answered with 1000, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" closes the connection without a code
      Then the connection of user "Bob" should be closed with code 1000
      And user "Alice" should receive "left" notification for "Bob"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    Scenario Outline: A Close frame without a code is answered with 1000, at <path>
      When I connect to WebSocket at "<path>"
      And I close the WebSocket connection without a code
      Then the WebSocket connection should be closed with code 1000

      @promise.dialects
      Examples:
        | path         |
        | /ws          |
        | /rooms/lobby |

      @promise.echo-endpoint
      Examples: The echo endpoint
        | path  |
        | /echo |

  @promise.departures
  Rule: Nothing that a user sends behind the end is part of the conversation
    RFC 6455 §1.4: after a Close frame, or after its violation of the protocol, data is discarded.

    Scenario Outline: A message and a ping behind a Close frame, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends a Close frame and message "Too late" in a single write
      Then the connection of user "Bob" should be closed with code 1000
      And no ping of user "Bob" should have been answered
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive message from "Bob" saying "Too late"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.dialects
    Scenario Outline: A message behind a leave message, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends a leave message and message "Too late" in a single write
      Then the connection of user "Bob" should be closed with code 1000
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive message from "Bob" saying "Too late"
      And user "Bob" should have received nothing since they left

      Examples:
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.frames @breaks.connection
    Scenario Outline: A message behind <kind>, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends <kind> and message "Too late" in a single write
      Then the connection of user "Mallory" should be closed with code <code>
      And user "Alice" should receive "left" notification for "Mallory"
      And user "Alice" should not receive message from "Mallory" saying "Too late"

      Examples:
        | kind                   | code | dialect |
        | a reserved bit         | 1002 | plain   |
        | a frame without a mask | 1002 | plain   |
        | bad UTF-8              | 1007 | plain   |

      @promise.dialects
      Examples: Other dialects
        | kind                   | code | dialect                    |
        | a reserved bit         | 1002 | events                     |
        | a frame without a mask | 1002 | events                     |
        | bad UTF-8              | 1007 | events                     |
        | a reserved bit         | 1002 | events with a join message |
        | a frame without a mask | 1002 | events with a join message |
        | bad UTF-8              | 1007 | events with a join message |
        | a reserved bit         | 1002 | envelope                   |
        | a frame without a mask | 1002 | envelope                   |
        | bad UTF-8              | 1007 | envelope                   |
        | binary data            | 1003 | events                     |
        | binary data            | 1003 | events with a join message |
        | binary data            | 1003 | envelope                   |

  @promise.close-codes
  Rule: The server sends nothing after its Close frame
    RFC 6455 §5.5.1: a client that has received it need not read any further.

    Scenario Outline: A client leaves a busy room, at <path>
      When I send a Close frame, a message and a ping at "<path>", while others keep talking
      Then the server should have sent nothing after its Close frame

      @promise.rooms
      Examples:
        | path                       |
        | /chat?user=Alice&room=exit |

      @promise.dialects
      Examples: Other dialects
        | path                   |
        | /rooms/exit            |
        | /rooms/exit?user=Alice |

      @promise.rooms @promise.dialects
      Examples: Other dialects, rooms and other dialects
        | path          |
        | /ws?room=exit |
