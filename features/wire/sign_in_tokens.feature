@promise.signin @setting.signed
Feature: The token in the handshake

  Rule: Without a good token the handshake is answered with 401
    RFC 9110 §15.5.2: and with what would be good, so that a program knows what to do.

    Scenario Outline: No token at <path>
      Given user "Bob" connects to the chat
      When I request an upgrade at "<path>" properly
      Then the response status should be 401
      And the response header "WWW-Authenticate" should contain "Bearer"
      And the response should have content type "application/json"
      And user "Bob" should not receive anything

      Examples:
        | path             |
        | /chat?user=Alice |
        | /ws              |
        | /rooms/tea       |

    Scenario: What is wrong stands in a sentence
      When I connect to WebSocket at "/chat?user=Alice"
      Then the WebSocket connection should be rejected with status 401
      And the rejection should contain "error"

    Scenario Outline: <shown> in the header and <written> in the address, at <path>
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "<path>" with <shown> in the header and <written> in the query
      Then the WebSocket connection should be rejected with status 401
      And user "Bob" should not receive anything

      Examples:
        | path             | shown                    | written                  |
        | /chat?user=Alice | a forged token           | nothing                  |
        | /chat?user=Alice | nothing                  | a forged token           |
        | /chat?user=Alice | a token that has run out | nothing                  |
        | /chat?user=Alice | a token of no algorithm  | nothing                  |
        | /chat?user=Alice | nonsense for a token     | nothing                  |
        | /chat?user=Alice | a forged token           | a token that has run out |
        | /ws              | a forged token           | nothing                  |
        | /ws              | nothing                  | a forged token           |
        | /rooms/lobby     | a forged token           | nothing                  |
        | /rooms/lobby     | nothing                  | a forged token           |

  Rule: A token may be shown in the header, or written in the address
    Programs can send headers (RFC 6750 §2.1); pages in browsers cannot.

    Scenario Outline: <shown> in the header and <written> in the address
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "/chat?user=Zoe" with <shown> in the header and <written> in the query
      Then the WebSocket connection should be established
      And user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | shown         | written        |
        | Alice's token | nothing        |
        | nothing       | Alice's token  |
        | Alice's token | Alice's token  |

    Scenario Outline: Where there are both, the header counts: <shown> there and <written> in the address
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "/chat?user=Zoe" with <shown> in the header and <written> in the query
      Then the WebSocket connection should be established
      And user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | shown         | written        |
        | Alice's token | Carol's token  |
        | Alice's token | a forged token |

    Scenario: A forged one there is not made good by a better one in the address
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "/chat?user=Alice" with a forged token in the header and Alice's token in the query
      Then the WebSocket connection should be rejected with status 401
      And user "Bob" should not receive anything

    Scenario Outline: At <path>, <shown> in the header and <written> in the address
      When I connect to WebSocket at "<path>" with <shown> in the header and <written> in the query
      Then the WebSocket connection should be established

      Examples:
        | path         | shown         | written       |
        | /ws          | Alice's token | nothing       |
        | /ws          | nothing       | Alice's token |
        | /rooms/lobby | Alice's token | nothing       |
        | /rooms/lobby | nothing       | Alice's token |
