@promise.dialects
Feature: Subprotocols and paths

  @promise.messages @promise.arrivals
  Rule: The server selects the first known subprotocol offered; without one, the path sets the dialect
    RFC 6455 §4.2.2: the server selects one of the client's offers, or none.

    Scenario Outline: A client offers "<offer>" at "<path>"
      Given user "Alice" connects to the chat
      When user "Bob" connects at "<path>", offers subprotocol "<offer>" and speaks "<dialect>"
      Then the server should have selected subprotocol "<selected>" for user "Bob"
      And user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" sends message "Can you hear me?"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Can you hear me?"

      Examples: No offer
        | path           | offer | dialect                    | selected |
        | /chat?user=Bob |       | plain                      |          |
        | /ws            |       | events with a join message |          |
        | /rooms/lobby   |       | envelope                   |          |

      Examples: One known offer
        | path                  | offer         | dialect                    | selected      |
        | /chat?user=Bob        | chat.plain    | plain                      | chat.plain    |
        | /chat?user=Bob        | chat.events   | events                     | chat.events   |
        | /chat                 | chat.envelope | envelope                   | chat.envelope |
        | /ws?user=Bob          | chat.plain    | plain                      | chat.plain    |
        | /ws                   | chat.events   | events with a join message | chat.events   |
        | /ws                   | chat.envelope | envelope                   | chat.envelope |
        | /rooms/lobby?user=Bob | chat.plain    | plain                      | chat.plain    |
        | /rooms/lobby          | chat.events   | events with a join message | chat.events   |
        | /rooms/lobby          | chat.envelope | envelope                   | chat.envelope |

      Examples: One unknown offer
        | path           | offer          | dialect                    | selected |
        | /chat?user=Bob | chat.esperanto | plain                      |          |
        | /ws            | graphql-ws     | events with a join message |          |
        | /rooms/lobby   | Chat.Plain     | envelope                   |          |

      Examples: Several offers
        | path           | offer                              | dialect                    | selected      |
        | /chat?user=Bob | chat.events, chat.plain            | events                     | chat.events   |
        | /chat?user=Bob | chat.esperanto, chat.events        | events                     | chat.events   |
        | /ws            | chat.envelope,chat.events          | envelope                   | chat.envelope |
        | /rooms/lobby   | mqtt, chat.esperanto , chat.events | events with a join message | chat.events   |

  Rule: The URL names the room, and the path takes precedence over the query
    A URL must lead to one room only.

    @promise.messages @promise.rooms
    Scenario Outline: A client offers "<offer>" at "<path>", in the garden
      Given user "Alice" connects to room "garden"
      And user "Carol" connects to the chat
      When user "Bob" connects at "<path>", offers subprotocol "<offer>" and speaks "<dialect>" in room "garden"
      And user "Bob" sends message "Roses"
      Then user "Alice" should receive message from "Bob" saying "Roses"
      And user "Carol" should not receive anything

      Examples:
        | path                              | offer       | dialect                    |
        | /chat?user=Bob&room=garden        |             | plain                      |
        | /ws?room=garden                   |             | events with a join message |
        | /rooms/garden                     |             | envelope                   |
        | /rooms/garden?room=lobby          |             | envelope                   |
        | /rooms/garden?user=Bob&room=lobby | chat.plain  | plain                      |
        | /rooms/garden                     | chat.events | events with a join message |

      Examples: Percent-encoded
        | path                         | offer       | dialect                    |
        | /rooms/g%61rden              |             | envelope                   |
        | /rooms/%67%61%72%64%65%6E    |             | envelope                   |
        | /rooms/g%61rden?user=Bob     | chat.plain  | plain                      |
        | /rooms/g%61rden              | chat.events | events with a join message |
        | /ws?room=g%61rden            |             | events with a join message |
        | /chat?user=Bob&room=%67arden |             | plain                      |

    @promise.messages @promise.rooms
    Scenario Outline: "<path>" leads to another room than the garden
      Given user "Alice" connects to room "garden"
      And user "Carol" connects to room "Garden"
      When user "Bob" connects at "<path>", offers subprotocol "<offer>" and speaks "<dialect>" in room "Garden"
      And user "Bob" sends message "Roses"
      Then user "Carol" should receive message from "Bob" saying "Roses"
      And user "Alice" should not receive anything

      Examples:
        | path                         | offer       | dialect                    |
        | /rooms/Garden                |             | envelope                   |
        | /rooms/%47arden              |             | envelope                   |
        | /rooms/Garden?user=Bob       | chat.plain  | plain                      |
        | /rooms/Garden                | chat.events | events with a join message |
        | /ws?room=Garden              |             | events with a join message |
        | /chat?user=Bob&room=Garden   |             | plain                      |
        | /chat?user=Bob&room=%47arden | chat.events | events                     |

    Scenario Outline: "<path>" does not name a valid room
      When I connect to WebSocket at "<path>"
      Then the WebSocket connection should be rejected with status 400

      Examples:
        | path          |
        | /rooms/a%20b  |
        | /rooms/%C3%BC |
        | /rooms/a%2Fb  |

      @promise.rooms
      Examples: Rooms
        | path           |
        | /ws?room=a%20b |
        | /ws?room=      |

      Examples: Decoded once, and not trimmed
        | path                   |
        | /rooms/%20garden       |
        | /rooms/garden%20       |
        | /rooms/garden%00       |
        | /rooms/g%2561rden      |
        | /rooms/%FF             |
        | /rooms/garden%E2%80%8B |

      @promise.rooms
      Examples: Decoded once, and not trimmed, rooms
        | path                          |
        | /ws?room=%20garden            |
        | /ws?room=g%2561rden           |
        | /chat?user=Bob&room=garden%20 |
