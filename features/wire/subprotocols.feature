@promise.dialects
Feature: Which dialect is spoken at which address

  Rule: A dialect that is offered is agreed to, at every address of the chat; else the address decides
    RFC 6455 §4.2.2: the server takes one of the client's offers, or none.

    Scenario Outline: At "<address>" "<offer>" is offered
      Given user "Alice" connects to the chat
      When user "Bob" connects at "<address>", offers subprotocol "<offer>" and speaks "<dialect>"
      Then the server should have selected subprotocol "<agreed>" for user "Bob"
      And user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" sends message "Can you hear me?"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Can you hear me?"

      Examples: No offer
        | address                  | offer | dialect        | agreed |
        | /chat?user=Bob           |       | plain          |        |
        | /ws                      |       | events by word |        |
        | /rooms/lobby             |       | envelope       |        |

      Examples: An offer that is known
        | address                  | offer         | dialect        | agreed        |
        | /chat?user=Bob           | chat.plain    | plain          | chat.plain    |
        | /chat?user=Bob           | chat.events   | events         | chat.events   |
        | /chat                    | chat.envelope | envelope       | chat.envelope |
        | /ws?user=Bob             | chat.plain    | plain          | chat.plain    |
        | /ws                      | chat.events   | events by word | chat.events   |
        | /ws                      | chat.envelope | envelope       | chat.envelope |
        | /rooms/lobby?user=Bob    | chat.plain    | plain          | chat.plain    |
        | /rooms/lobby             | chat.events   | events by word | chat.events   |
        | /rooms/lobby             | chat.envelope | envelope       | chat.envelope |

      Examples: An offer that nobody knows
        | address        | offer       | dialect        | agreed |
        | /chat?user=Bob | chat.esperanto | plain       |        |
        | /ws            | graphql-ws  | events by word |        |
        | /rooms/lobby   | Chat.Plain  | envelope       |        |

      Examples: Several offers
        | address        | offer                                  | dialect        | agreed        |
        | /chat?user=Bob | chat.events, chat.plain                | events         | chat.events   |
        | /chat?user=Bob | chat.esperanto, chat.events            | events         | chat.events   |
        | /ws            | chat.envelope,chat.events              | envelope       | chat.envelope |
        | /rooms/lobby   | mqtt, chat.esperanto , chat.events     | events by word | chat.events   |

  Rule: The address of a room says which room it is
    Else one address would lead to two places.

    Scenario Outline: At "<address>" "<offer>" is offered, for the garden
      Given user "Alice" connects to room "garden"
      And user "Carol" connects to the chat
      When user "Bob" connects at "<address>", offers subprotocol "<offer>" and speaks "<dialect>" in room "garden"
      And user "Bob" sends message "Roses"
      Then user "Alice" should receive message from "Bob" saying "Roses"
      And user "Carol" should not receive anything

      Examples:
        | address                             | offer       | dialect        |
        | /chat?user=Bob&room=garden          |             | plain          |
        | /ws?room=garden                     |             | events by word |
        | /rooms/garden                       |             | envelope       |
        | /rooms/garden?room=lobby            |             | envelope       |
        | /rooms/garden?user=Bob&room=lobby   | chat.plain  | plain          |
        | /rooms/garden                       | chat.events | events by word |

    Scenario Outline: "<address>" is no room
      When I connect to WebSocket at "<address>"
      Then the WebSocket connection should be rejected with status 400

      Examples:
        | address        |
        | /rooms/a%20b   |
        | /rooms/%C3%BC  |
        | /rooms/a%2Fb   |
        | /ws?room=a%20b |
        | /ws?room=      |
