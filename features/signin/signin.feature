@promise.signin @setting.signed
Feature: Signing in

  Rule: Nobody comes in without a proof of their name
    Who is spoken to must be who one thinks it is.

    Scenario: Two who have signed in
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Is it really you?"
      Then user "Bob" should receive message from "Alice" saying "Is it really you?"

    @promise.dialects
    Scenario: In every dialect
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      When users "Alice", "Bob" and "Carol" connect to the chat
      And user "Carol" sends message "All of us"
      Then users "Alice", "Bob" and "Carol" should receive message from "Carol" saying "All of us"

    Scenario Outline: With <token>
      Given user "Alice" connects to the chat
      When user "Mallory" tries to connect with <token>
      Then "Mallory" should be turned away
      And user "Alice" should not receive anything

      Examples:
        | token                                                |
        | no token at all                                      |
        | a forged token                                       |
        | a token that was signed with nothing                 |
        | a token that has run out                             |
        | a token that is good tomorrow                        |
        | a token that runs out at a word                      |
        | a token without a signature                          |
        | a token of no algorithm                              |
        | a signed token of no algorithm                       |
        | a token of another algorithm                         |
        | a token that says another algorithm                  |
        | a token for somebody else, with this one's signature |
        | a token without a name                               |
        | a token for a number                                 |
        | a token for a blank name                             |
        | a token for the name server                          |
        | a token for an invisible name                        |
        | a token of two parts                                 |
        | nonsense for a token                                 |

    @promise.dialects
    Scenario Outline: With <token>, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" tries to connect with <token>
      Then "Mallory" should be turned away
      And user "Alice" should not receive anything

      Examples:
        | token                    | dialect  |
        | no token at all          | plain    |
        | no token at all          | events   |
        | no token at all          | envelope |
        | a forged token           | events   |
        | a forged token           | envelope |
        | a token that has run out | events   |
        | a token that has run out | envelope |
        | a token of no algorithm  | events   |
        | a token of no algorithm  | envelope |

  Rule: The proof counts, not what one says
    A name that anybody could take would prove nothing.

    @promise.dialects
    Scenario Outline: Mallory says that they are Bob, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" connects with their own token, claiming to be "Bob"
      Then user "Alice" should receive "joined" notification for "Mallory"
      When user "Mallory" sends message "It is Bob"
      Then user "Alice" should receive message from "Mallory" saying "It is Bob"

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

  Rule: The log keeps the secrets
    It is read by more people than the chat, and for longer.

    @promise.dialects
    Scenario Outline: Somebody comes in and speaks, in <dialect>
      Given user "Alice" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "The pearls are in the piano"
      Then user "Bob" should receive message from "Alice" saying "The pearls are in the piano"
      And the server's log should not contain the token of "Alice"
      And the server's log should not contain "The pearls are in the piano"

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

    @dialect.events
    Scenario: What is said to one alone
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" whispers "The piano is locked" to "Bob"
      Then user "Bob" should receive whisper from "Alice" saying "The piano is locked"
      And the server's log should not contain "The piano is locked"

    Scenario Outline: Whoever is turned away with <token>
      Given user "Alice" connects to the chat
      When user "Mallory" tries to connect with <token>
      Then "Mallory" should be turned away
      And the server's log should not contain the token of "Mallory"

      Examples:
        | token                    |
        | a forged token           |
        | a token that has run out |
        | a token of two parts     |

  @breaks.line
  Rule: When the proof runs out, the line ends
    A key that was lost is no key for ever.

    @promise.dialects
    Scenario: A short visit, in every dialect
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "events"
      And user "Dave" speaks "envelope"
      And user "Alice" connects to the chat
      When users "Bob", "Carol" and "Dave" connect with tokens that soon expire
      Then the connection of user "Bob" should be closed because the token has expired
      And the connection of user "Carol" should be closed because the token has expired
      And the connection of user "Dave" should be closed because the token has expired
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should receive "left" notification for "Carol"
      And user "Alice" should receive "left" notification for "Dave"

  Rule: A proof may be good for ever
    Not every key needs to be given back.

    Scenario: A token that never runs out
      Given user "Alice" connects to the chat
      When user "Bob" connects with a token that never expires
      And user "Bob" sends message "I live here"
      Then user "Alice" should receive message from "Bob" saying "I live here"

  @dialect.events
  Rule: Where names are proven, a private word may be read again by its two
    It is theirs, and nobody else's.

    Scenario: Two read it again, a third does not
      Given users "Alice", "Bob" and "Carol" connect to room "vault"
      When user "Alice" whispers "psst" to "Bob"
      Then user "Bob" should receive whisper from "Alice" saying "psst"
      When user "Bob" asks what was said
      And user "Carol" asks what was said
      Then user "Bob" should see "psst" from "Alice" in the history
      And user "Carol" should not see "psst" from "Alice" in the history
