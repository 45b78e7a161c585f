@promise.unique @setting.unique
Feature: Taken names in the handshake

  Rule: A handshake with a taken name is rejected with 409
    A client that knows the name is taken can ask for another; 400 says only that something is wrong.

    Scenario Outline: "<path>" is rejected while Alice is connected
      Given user "Alice" connects to the chat
      When I connect to WebSocket at "<path>"
      Then the WebSocket connection should be rejected with status 409
      And user "Alice" should not receive anything

      Examples:
        | path                     |
        | /chat?user=Alice         |
        | /chat?user=alice         |
        | /chat?user=%20Alice%20   |
        | /chat?user=%EF%BC%A1lice |

      @promise.rooms
      Examples: Rooms
        | path                        |
        | /chat?user=Alice&room=lobby |

    Scenario Outline: "<path>" is rejected while Émile is connected
      Given user "Émile" connects to the chat
      When I connect to WebSocket at "<path>"
      Then the WebSocket connection should be rejected with status 409
      And user "Émile" should not receive anything

      Examples:
        | path                                          |
        | /chat?user=%C3%89mile                         |
        | /chat?user=%C3%A9mile                         |
        | /chat?user=E%CC%81mile                        |
        | /chat?user=e%CC%81MILE                        |
        | /chat?user=%C3%89%EF%BD%8D%EF%BD%89%EF%BD%8Ce |

    @promise.anonymous
    Scenario: A second guest without a name is rejected, too
      Given user "Anonymous" connects to the chat
      When I connect to WebSocket at "/chat"
      Then the WebSocket connection should be rejected with status 409
