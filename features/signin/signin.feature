@promise.signin @setting.signed
Feature: Signing in

  Rule: Nobody can connect without a valid token for their name
    People must be able to trust that the others are who they say they are.

    @promise.messages
    Scenario: Two users with valid tokens talk to each other
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Is it really you?"
      Then user "Bob" should receive message from "Alice" saying "Is it really you?"

    @promise.messages @promise.dialects
    Scenario: Users of every dialect connect with valid tokens
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      When users "Alice", "Bob" and "Carol" connect to the chat
      And user "Carol" sends message "All of us"
      Then users "Alice", "Bob" and "Carol" should receive message from "Carol" saying "All of us"

    Scenario Outline: A user with <token> is rejected
      Given user "Alice" connects to the chat
      When user "Mallory" tries to connect with <token>
      Then user "Mallory" should be rejected
      And user "Alice" should not receive anything

      Examples:
        | token                                           |
        | no token at all                                 |
        | a forged token                                  |
        | a token signed with an empty secret             |
        | an expired token                                |
        | a token that expired a second ago               |
        | a token that is not valid before tomorrow       |
        | a token that is not valid for another minute    |
        | a token whose expiry is a word                  |
        | a token without a signature                     |
        | an unsigned token with the algorithm none       |
        | a signed token with the algorithm none          |
        | a token with another algorithm                  |
        | a token that names another algorithm            |
        | another user's token with this user's signature |
        | a token without a name                          |
        | a token for a number                            |
        | a token for a blank name                        |
        | a token for the name server                     |
        | a token for an invisible name                   |
        | a token of two parts                            |
        | three letters instead of a token                |

    Scenario Outline: A user with <token> is rejected, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" tries to connect with <token>
      Then user "Mallory" should be rejected
      And user "Alice" should not receive anything

      Examples:
        | token           | dialect |
        | no token at all | plain   |

      @promise.dialects
      Examples: Other dialects
        | token                                     | dialect  |
        | no token at all                           | events   |
        | no token at all                           | envelope |
        | a forged token                            | events   |
        | a forged token                            | envelope |
        | an expired token                          | events   |
        | an expired token                          | envelope |
        | an unsigned token with the algorithm none | events   |
        | an unsigned token with the algorithm none | envelope |

      @promise.dialects
      Examples: Where a join message follows
        | token                                        | dialect                    |
        | no token at all                              | events with a join message |
        | a forged token                               | events with a join message |
        | a token that expired a second ago            | events with a join message |
        | a token that is not valid for another minute | events with a join message |
        | an unsigned token with the algorithm none    | events with a join message |
        | a token with another algorithm               | events with a join message |

      @promise.dialects
      Examples: Tokens that are almost valid
        | token                                           | dialect  |
        | a token that expired a second ago               | events   |
        | a token that expired a second ago               | envelope |
        | a token that is not valid for another minute    | events   |
        | a token that is not valid for another minute    | envelope |
        | a signed token with the algorithm none          | events   |
        | a signed token with the algorithm none          | envelope |
        | a token with another algorithm                  | events   |
        | a token with another algorithm                  | envelope |
        | another user's token with this user's signature | events   |
        | another user's token with this user's signature | envelope |

  @promise.messages
  Rule: Users are known by the name in their token, whatever they claim
    A name that anybody could claim would prove nothing.

    @promise.arrivals
    Scenario Outline: Mallory claims to be Bob, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" connects with their own token, claiming to be "Bob"
      Then user "Alice" should receive "joined" notification for "Mallory"
      When user "Mallory" sends message "It is Bob"
      Then user "Alice" should receive message from "Mallory" saying "It is Bob"

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
    Scenario Outline: Mallory claims in a message to be Bob, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends message "It is Bob" claiming to be "Bob" in 1999
      Then users "Alice" and "Mallory" should receive message from "Mallory" saying "It is Bob"

      Examples:
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.arrivals
    Scenario Outline: Mallory claims the name "<name>", which nobody may have, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" connects with their own token, claiming to be "<name>"
      Then user "Alice" should receive "joined" notification for "Mallory"
      When user "Mallory" sends message "Only me"
      Then user "Alice" should receive message from "Mallory" saying "Only me"

      Examples:
        | name   | dialect |
        | server | plain   |
        |        | plain   |

      @promise.dialects
      Examples: Other dialects
        | name   | dialect                    |
        | server | events                     |
        | server | events with a join message |
        | server | envelope                   |
        |        | events                     |
        |        | events with a join message |
        |        | envelope                   |

  Rule: The server's log contains neither tokens nor messages
    More people can read the log than the chat, and the log is kept for longer.

    @promise.messages
    Scenario Outline: A user connects and sends a message, in <dialect>
      Given user "Alice" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "The pearls are in the piano"
      Then user "Bob" should receive message from "Alice" saying "The pearls are in the piano"
      And the server's log should not contain the token of "Alice"
      And the server's log should not contain "The pearls are in the piano"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @promise.private @dialect.events
    Scenario: A user sends a private message
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "The piano is locked" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "The piano is locked"
      And the server's log should not contain "The piano is locked"

    Scenario Outline: A user is rejected with <token>
      Given user "Alice" connects to the chat
      When user "Mallory" tries to connect with <token>
      Then user "Mallory" should be rejected
      And the server's log should not contain the token of "Mallory"

      Examples:
        | token                |
        | a forged token       |
        | an expired token     |
        | a token of two parts |

  @promise.departures @breaks.connection
  Rule: When a token expires, the connection is closed
    A stolen token must not work for ever.

    @promise.dialects
    Scenario: Tokens expire in every dialect
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "events"
      And user "Dave" speaks "envelope"
      And user "Erin" speaks "events with a join message"
      And user "Alice" connects to the chat
      When users "Bob", "Carol", "Dave" and "Erin" connect with tokens that soon expire
      Then the connection of user "Bob" should be closed because the token has expired
      And the connection of user "Carol" should be closed because the token has expired
      And the connection of user "Dave" should be closed because the token has expired
      And the connection of user "Erin" should be closed because the token has expired
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should receive "left" notification for "Carol"
      And user "Alice" should receive "left" notification for "Dave"
      And user "Alice" should receive "left" notification for "Erin"

    @promise.messages @promise.dialects
    Scenario: Users of every dialect talk to somebody until their token expires, and are told that they left
      Given user "Alice" speaks "plain"
      And user "Anna" speaks "events"
      And user "Ann" speaks "envelope"
      And users "Alice", "Anna" and "Ann" connect to the chat
      When users "Bob" connect with tokens that soon expire
      And user "Bob" sends message "Not for long"
      Then users "Alice", "Anna" and "Ann" should receive message from "Bob" saying "Not for long"
      And the connection of user "Bob" should be closed because the token has expired
      And users "Alice", "Anna" and "Ann" should receive "left" notification for "Bob"
      When user "Alice" sends message "As he said"
      Then users "Anna" and "Ann" should receive message from "Alice" saying "As he said"

    @promise.messages @promise.shared-names
    Scenario: Only the connection whose token has expired is closed, and a new token opens another
      Given users "Alice" and "Bob" connect to the chat
      When a second "Bob" connects with a token that soon expires
      Then the connection of user "the second Bob" should be closed because the token has expired
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"
      When user "Bob" sends message "My token is newer"
      Then user "Alice" should receive message from "Bob" saying "My token is newer"
      When a second "Bob" connects to the chat
      And user "the second Bob" sends message "Mine is the newest"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Mine is the newest"

  @promise.dialects
  Rule: A connection on which nobody has joined is closed, too, and nobody is told
    It takes a place, and nobody in the room knows of it.

    Scenario: Tokens expire before their users have joined
      Given user "Carol" speaks "events with a join message"
      And user "Dave" speaks "envelope"
      And user "Alice" connects to the chat
      When users "Carol" and "Dave" connect with tokens that soon expire, without joining
      Then the connection of user "Carol" should be closed because the token has expired
      And the connection of user "Dave" should be closed because the token has expired
      And user "Alice" should not receive anything

  @promise.messages
  Rule: A token without an expiry time stays valid
    Some users, such as bots, have to stay connected for good.

    Scenario: A user connects with a token that never expires
      Given user "Alice" connects to the chat
      When user "Bob" connects with a token that never expires
      And user "Bob" sends message "I live here"
      Then user "Alice" should receive message from "Bob" saying "I live here"

  @promise.rooms @promise.history @promise.private @dialect.events
  Rule: With sign-in, only sender and recipient can find a private message in the history
    A private message is their business and nobody else's.

    Scenario: The recipient finds a private message, and a third user does not
      Given users "Alice", "Bob" and "Carol" connect to room "vault"
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" asks for the history
      And user "Carol" asks for the history
      Then user "Bob" should see "psst" from "Alice" in the history
      And user "Carol" should not see "psst" from "Alice" in the history
