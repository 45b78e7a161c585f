@promise.signin @setting.signed
Feature: Tokens in the handshake

  Rule: A handshake without a valid token is rejected with 401
    RFC 9110 §15.5.2: the response also says how to authenticate, so that a client knows what to do.

    @promise.strict-handshake
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

      @promise.dialects
      Examples: Other dialects
        | path       |
        | /ws        |
        | /rooms/tea |

      @promise.echo-endpoint
      Examples: The echo endpoint
        | path  |
        | /echo |

    @promise.strict-handshake
    Scenario: The response says what is wrong
      When I connect to WebSocket at "/chat?user=Alice"
      Then the WebSocket connection should be rejected with status 401
      And the rejection should contain "error"

    Scenario Outline: At <path>, with <in header> in the header and <in query> in the query
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "<path>" with <in header> in the header and <in query> in the query
      Then the WebSocket connection should be rejected with status 401
      And user "Bob" should not receive anything

      Examples:
        | path             | in header                                 | in query         |
        | /chat?user=Alice | a forged token                            | nothing          |
        | /chat?user=Alice | nothing                                   | a forged token   |
        | /chat?user=Alice | an expired token                          | nothing          |
        | /chat?user=Alice | an unsigned token with the algorithm none | nothing          |
        | /chat?user=Alice | three letters instead of a token          | nothing          |
        | /chat?user=Alice | a forged token                            | an expired token |

      @promise.dialects
      Examples: In other dialects
        | path         | in header      | in query       |
        | /ws          | a forged token | nothing        |
        | /ws          | nothing        | a forged token |
        | /rooms/lobby | a forged token | nothing        |
        | /rooms/lobby | nothing        | a forged token |

      @promise.echo-endpoint
      Examples: At the echo endpoint
        | path  | in header        | in query |
        | /echo | a forged token   | nothing  |
        | /echo | an expired token | nothing  |

      Examples: Every kind at every path, in the header and in the query
        | path             | in header                                    | in query                                     |
        | /chat?user=Alice | a forged token                               | nothing                                      |
        | /chat?user=Alice | nothing                                      | a forged token                               |
        | /chat?user=Alice | a token that expired a second ago            | nothing                                      |
        | /chat?user=Alice | nothing                                      | a token that expired a second ago            |
        | /chat?user=Alice | a token that is not valid for another minute | nothing                                      |
        | /chat?user=Alice | nothing                                      | a token that is not valid for another minute |
        | /chat?user=Alice | a token without a signature                  | nothing                                      |
        | /chat?user=Alice | nothing                                      | a token without a signature                  |
        | /chat?user=Alice | an unsigned token with the algorithm none    | nothing                                      |
        | /chat?user=Alice | nothing                                      | an unsigned token with the algorithm none    |
        | /chat?user=Alice | a signed token with the algorithm none       | nothing                                      |
        | /chat?user=Alice | nothing                                      | a signed token with the algorithm none       |
        | /chat?user=Alice | a token with another algorithm               | nothing                                      |
        | /chat?user=Alice | nothing                                      | a token with another algorithm               |
        | /chat?user=Alice | a token without a name                       | nothing                                      |
        | /chat?user=Alice | nothing                                      | a token without a name                       |

      @promise.dialects
      Examples: Every kind at every path, in the header and in the query, in other dialects
        | path         | in header                                    | in query                                     |
        | /ws          | a forged token                               | nothing                                      |
        | /ws          | nothing                                      | a forged token                               |
        | /ws          | a token that expired a second ago            | nothing                                      |
        | /ws          | nothing                                      | a token that expired a second ago            |
        | /ws          | a token that is not valid for another minute | nothing                                      |
        | /ws          | nothing                                      | a token that is not valid for another minute |
        | /ws          | a token without a signature                  | nothing                                      |
        | /ws          | nothing                                      | a token without a signature                  |
        | /ws          | an unsigned token with the algorithm none    | nothing                                      |
        | /ws          | nothing                                      | an unsigned token with the algorithm none    |
        | /ws          | a signed token with the algorithm none       | nothing                                      |
        | /ws          | nothing                                      | a signed token with the algorithm none       |
        | /ws          | a token with another algorithm               | nothing                                      |
        | /ws          | nothing                                      | a token with another algorithm               |
        | /ws          | a token without a name                       | nothing                                      |
        | /ws          | nothing                                      | a token without a name                       |
        | /rooms/lobby | a forged token                               | nothing                                      |
        | /rooms/lobby | nothing                                      | a forged token                               |
        | /rooms/lobby | a token that expired a second ago            | nothing                                      |
        | /rooms/lobby | nothing                                      | a token that expired a second ago            |
        | /rooms/lobby | a token that is not valid for another minute | nothing                                      |
        | /rooms/lobby | nothing                                      | a token that is not valid for another minute |
        | /rooms/lobby | a token without a signature                  | nothing                                      |
        | /rooms/lobby | nothing                                      | a token without a signature                  |
        | /rooms/lobby | an unsigned token with the algorithm none    | nothing                                      |
        | /rooms/lobby | nothing                                      | an unsigned token with the algorithm none    |
        | /rooms/lobby | a signed token with the algorithm none       | nothing                                      |
        | /rooms/lobby | nothing                                      | a signed token with the algorithm none       |
        | /rooms/lobby | a token with another algorithm               | nothing                                      |
        | /rooms/lobby | nothing                                      | a token with another algorithm               |
        | /rooms/lobby | a token without a name                       | nothing                                      |
        | /rooms/lobby | nothing                                      | a token without a name                       |

      @promise.echo-endpoint
      Examples: Every kind at every path, in the header and in the query, at the echo endpoint
        | path  | in header                                    | in query                                     |
        | /echo | a forged token                               | nothing                                      |
        | /echo | nothing                                      | a forged token                               |
        | /echo | a token that expired a second ago            | nothing                                      |
        | /echo | nothing                                      | a token that expired a second ago            |
        | /echo | a token that is not valid for another minute | nothing                                      |
        | /echo | nothing                                      | a token that is not valid for another minute |
        | /echo | a token without a signature                  | nothing                                      |
        | /echo | nothing                                      | a token without a signature                  |
        | /echo | an unsigned token with the algorithm none    | nothing                                      |
        | /echo | nothing                                      | an unsigned token with the algorithm none    |
        | /echo | a signed token with the algorithm none       | nothing                                      |
        | /echo | nothing                                      | a signed token with the algorithm none       |
        | /echo | a token with another algorithm               | nothing                                      |
        | /echo | nothing                                      | a token with another algorithm               |
        | /echo | a token without a name                       | nothing                                      |
        | /echo | nothing                                      | a token without a name                       |

  Rule: A token can be sent in the header or in the query
    Programs can send the token in a header (RFC 6750 §2.1); pages in browsers cannot.

    @promise.arrivals
    Scenario Outline: With <in header> in the header and <in query> in the query
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "/chat?user=Zoe" with <in header> in the header and <in query> in the query
      Then the WebSocket connection should be established
      And user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | in header     | in query      |
        | Alice's token | nothing       |
        | nothing       | Alice's token |
        | Alice's token | Alice's token |

    @promise.arrivals
    Scenario Outline: The header takes precedence: <in header> in the header and <in query> in the query
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "/chat?user=Zoe" with <in header> in the header and <in query> in the query
      Then the WebSocket connection should be established
      And user "Bob" should receive "joined" notification for "Alice"

      Examples:
        | in header     | in query       |
        | Alice's token | Carol's token  |
        | Alice's token | a forged token |

    Scenario: A valid token in the query does not make up for a forged one in the header
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "/chat?user=Alice" with a forged token in the header and Alice's token in the query
      Then the WebSocket connection should be rejected with status 401
      And user "Bob" should not receive anything

    @promise.dialects
    Scenario Outline: A valid token at <path>: <in header> in the header and <in query> in the query
      When I connect to WebSocket at "<path>" with <in header> in the header and <in query> in the query
      Then the WebSocket connection should be established

      Examples:
        | path         | in header     | in query      |
        | /ws          | Alice's token | nothing       |
        | /ws          | nothing       | Alice's token |
        | /rooms/lobby | Alice's token | nothing       |
        | /rooms/lobby | nothing       | Alice's token |

    @promise.echo-endpoint
    Scenario Outline: A valid token at /echo: <in header> in the header and <in query> in the query
      When I connect to WebSocket at "/echo" with <in header> in the header and <in query> in the query
      Then the WebSocket connection should be established
      When I send WebSocket text "Is anybody there?"
      Then the echo should be the text "Is anybody there?"

      Examples:
        | in header     | in query      |
        | Alice's token | nothing       |
        | nothing       | Alice's token |

  @promise.echo-endpoint
  Rule: The echo endpoint closes a connection whose token expires, too
    It shares the connections of the server with the chat.

    Scenario: A connection at /echo
      When I connect to WebSocket at "/echo" with nothing in the header and Alice's short-lived token in the query
      Then the WebSocket connection should be established
      And the WebSocket connection should be closed because the token has expired
