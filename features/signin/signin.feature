@promise.signin @setting.signed
Feature: Signing in

  Rule: Nobody comes in without a proof of their name
    Who is spoken to must be who one thinks it is.

    Scenario: Two who have signed in
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Is it really you?"
      Then user "Bob" should receive message from "Alice" saying "Is it really you?"

    Scenario Outline: With <token>
      Given user "Alice" connects to the chat
      When "Mallory" tries to connect with <token>
      Then "Mallory" should be turned away
      And user "Alice" should not receive anything

      Examples:
        | token                                                |
        | no token at all                                      |
        | a forged token                                       |
        | a token that has run out                             |
        | a token without a signature                          |
        | a token of no algorithm                              |
        | a token of another algorithm                         |
        | a token for somebody else, with this one's signature |
        | a token without a name                               |
        | nonsense for a token                                 |

    Scenario: The proof counts, not what one says
      Given user "Alice" connects to the chat
      When user "Mallory" connects, and says that they are called "Bob"
      Then user "Alice" should receive "joined" notification for "Mallory"

    Scenario: The log keeps the secret
      Given user "Alice" connects to the chat
      Then the server's log should not contain the token of "Alice"

  @breaks.line
  Rule: When the proof runs out, the line ends
    A key that was lost is no key for ever.

    Scenario: A short visit
      Given user "Alice" connects to the chat
      When user "Bob" connects with a token that soon runs out
      Then the line of user "Bob" should end because the token has run out
      And user "Alice" should receive "left" notification for "Bob"

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
