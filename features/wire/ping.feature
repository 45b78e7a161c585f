@promise.websocket
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
        | 漢字             |

    Scenario Outline: A ping of <count> bytes at <path>
      When I connect to WebSocket at "<path>"
      Then a ping of <count> bytes should be answered with the same payload

      Examples:
        | path             | count |
        | /chat?user=Alice | 0     |
        | /chat?user=Alice | 1     |
        | /chat?user=Alice | 125   |

      @promise.dialects
      Examples: Other dialects
        | path         | count |
        | /ws          | 0     |
        | /ws          | 1     |
        | /ws          | 125   |
        | /rooms/lobby | 0     |
        | /rooms/lobby | 1     |
        | /rooms/lobby | 125   |

    @promise.echo-endpoint
    Scenario Outline: A ping of <count> bytes at /echo
      When I connect to WebSocket at "/echo"
      Then a ping of <count> bytes should be answered with the same payload

      Examples:
        | count |
        | 0     |
        | 125   |

  Rule: Pings are answered in every dialect, whatever else the user is doing
    A client that pings wants to know about the connection, not about the conversation.

    @promise.messages
    Scenario Outline: A user who has joined sends pings, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      Then a ping of 0 bytes from user "Bob" should be answered
      And a ping of 1 byte from user "Bob" should be answered
      And a ping of 125 bytes from user "Bob" should be answered
      When user "Bob" sends message "Still there"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Still there"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.messages
    Scenario Outline: A user pings in the middle of a message, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends the first half of "One thing after another"
      Then a ping of 0 bytes from user "Bob" should be answered
      And a ping of 125 bytes from user "Bob" should be answered
      When user "Bob" sends the second half of "One thing after another"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "One thing after another"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    Scenario Outline: A user sends fifty pings at once, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 50 pings in a single write
      Then the 50 pings of user "Bob" should be answered in their order
      And user "Alice" should not receive anything but notifications

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.messages
    Scenario Outline: A pong that nobody asked for is ignored, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends a pong that nobody asked for
      And user "Bob" sends message "Never mind"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Never mind"
      And no ping of user "Bob" should have been answered

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |
