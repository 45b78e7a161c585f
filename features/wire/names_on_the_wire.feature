@promise.unique @setting.unique
Feature: Names that are taken, on the wire

  Rule: At the handshake a name that is taken is answered with 409
    Whoever knows that it is the name can ask for another; 400 says only that something is wrong.

    Scenario Outline: "<path>", where Alice is
      Given user "Alice" connects to the chat
      When I connect to WebSocket at "<path>"
      Then the WebSocket connection should be rejected with status 409
      And user "Alice" should not receive anything

      Examples:
        | path                          |
        | /chat?user=Alice              |
        | /chat?user=alice              |
        | /chat?user=%20Alice%20        |
        | /chat?user=%EF%BC%A1lice      |
        | /chat?user=Alice&room=lobby   |

    Scenario: A second guest without a name is one of a taken name, too
      Given user "Anonymous" connects to the chat
      When I connect to WebSocket at "/chat"
      Then the WebSocket connection should be rejected with status 409
