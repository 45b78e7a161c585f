@promise.private @dialect.events
Feature: Private messages

  Rule: Only the sender and the recipient receive a private message
    People must be able to talk in confidence.

    Scenario: Sender and recipient receive a private message, and a third user does not
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then users "Alice" and "Bob" should receive private message from "Alice" saying "psst"
      And user "Carol" should not receive private message from "Alice" saying "psst"

    @promise.dialects
    Scenario: Users of other dialects do not receive a private message
      Given user "Carol" speaks "plain"
      And user "Dave" speaks "envelope"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      And user "Carol" should not receive anything but notifications
      And user "Dave" should not receive anything but notifications

    @dialect.described
    Scenario: A user who joins during a private conversation receives none of it
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "Nobody is here" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Nobody is here"
      When user "Carol" connects to the chat
      And user "Bob" sends private message "Somebody comes" to "Alice"
      And user "Alice" sends private message "Never mind" to "Bob"
      Then user "Alice" should receive private message from "Bob" saying "Somebody comes"
      And user "Bob" should receive private message from "Alice" saying "Never mind"
      And user "Carol" should not receive any private message
      When user "Bob" leaves
      Then user "Carol" should not receive any private message

    @promise.shared-names
    Scenario: A recipient with two connections receives a private message on both
      Given users "Alice" and "Bob" connect to the chat
      And a second "Bob" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then users "Bob" and "the second Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Alice" sends private message "still there?" to "Bob"
      Then user "the second Bob" should receive private message from "Alice" saying "still there?"

    @promise.shared-names
    Scenario: A sender with two connections receives a private message only on the one that sent it
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should receive private message from "Alice" saying "psst"
      And user "Alice" should not receive private message from "Alice" saying "psst"
      And user "the second Alice" should not receive any private message

    @promise.shared-names @socket.person
    Scenario: A user who sends a private message to themselves receives it once per connection
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" sends private message "Do not forget the milk" to "Alice"
      Then users "Alice" and "the second Alice" should receive private message from "Alice" saying "Do not forget the milk"
      And user "Alice" should not receive any private message
      And user "Bob" should not receive any private message

    @dialect.described
    Scenario: Users with similar names do not receive a private message
      Given users "Alice", "Bob", "bob", "BOB", "Bobby", "Bo" and "Bob2" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      And user "bob" should not receive any private message
      And user "BOB" should not receive any private message
      And user "Bobby" should not receive any private message
      And user "Bo" should not receive any private message
      And user "Bob2" should not receive any private message

    @promise.shared-names @promise.rooms
    Scenario: A user with the same name in another room does not receive a private message
      Given users "Alice" and "Bob" connect to room "alcove"
      And a second "Bob" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      And user "the second Bob" should not receive any private message

    @promise.shared-names @promise.dialects
    Scenario: Only the connection whose dialect has private messages receives one
      Given user "Bob" speaks "plain"
      And users "Alice" and "Bob" connect to the chat
      And a second "Bob" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "the second Bob" should receive private message from "Alice" saying "psst"
      And user "Bob" should not receive anything but notifications

    @socket.person
    Scenario Outline: The recipient's name is written with <kind>
      Given users "Alice" and "Carol" connect to the chat
      And user "Bob" connects under a name written with <kind>
      When user "Carol" sends private message "psst" to a name written with <kind>
      Then user "Bob" should receive private message from "Carol" saying "psst"

      Examples:
        | kind               |
        | spaces around      |
        | a tab in front     |
        | decomposed accents |

  Rule: A private message arrives unchanged and in order
    People rely on private messages as much as on all others.

    @dialect.described @promise.exact
    Scenario Outline: A private message with <text>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends <text> to "Bob" as a private message
      Then user "Bob" should receive <text> from "Alice" as a private message

      Examples:
        | text                      |
        | spaces around and  inside |
        | JSON                      |

      @promise.texts
      Examples: The longest texts
        | text                               |
        | every character of the basic plane |
        | 65,536 characters of all kinds     |

    @promise.messages @promise.sender-order
    Scenario: A private message between two messages to the room
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends message "First to all"
      And user "Alice" sends private message "Then to you" to "Bob"
      And user "Alice" sends message "Last to all"
      Then user "Bob" should have heard "First to all", "Then to you" and "Last to all", in this order
      And user "Alice" should have heard "First to all", "Then to you" and "Last to all", in this order
      And user "Carol" should have heard "First to all" and "Last to all", in this order

  Rule: A private message shows its true sender and the time at which it was sent
    People answer in confidence, so they must know whom.

    @socket.frames
    Scenario: The sender and the time that a private message claims are ignored
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends private message "I owe you ten pounds" to "Bob" claiming to be "Alice" in 1999
      Then user "Bob" should receive private message "I owe you ten pounds" with the current time
      And user "Mallory" should receive private message from "Mallory" saying "I owe you ten pounds"
      And user "Alice" should not receive any private message

  Rule: The sender is told if a private message reaches nobody
    Silence could be mistaken for an answer.

    @promise.rooms @socket.person
    Scenario Outline: A private message to "<name>" is rejected
      Given users "Alice" and "Bob" connect to room "alcove"
      And user "Carol" connects to room "niche"
      When user "Alice" sends private message "psst" to "<name>"
      Then user "Alice" should be told that no user has that name
      And user "Bob" should not receive anything
      And user "Carol" should not receive anything

      Examples: Names that nobody has
        | name   |
        | Nobody |
        |        |
        | *      |

      Examples: Names that are not quite right
        | name      |
        | bob       |
        | Bo        |
        | Bobby     |
        | B*        |
        | Carol     |
        | Alice Bob |

    @promise.departures @socket.person
    Scenario: A private message to a user who has left is rejected
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Bob" leaves
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should be told that no user has that name
      And user "Carol" should not receive any private message
      When user "Bob" comes back
      Then user "Bob" should not receive any private message

    @promise.departures @socket.person
    Scenario: A private message to a user whose connection is lost is rejected
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should be told that no user has that name
      When user "Bob" comes back
      And user "Alice" sends private message "Now?" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Now?"

    @promise.dialects
    Scenario Outline: A private message to a user who speaks <dialect>, which has none, is rejected
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should be told that no user has that name
      And user "Bob" should not receive anything but notifications

      Examples:
        | dialect  |
        | plain    |
        | envelope |

    @socket.text
    Scenario: A blank private message is rejected
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "   " to "Bob"
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive any private message

    @promise.texts @socket.text
    Scenario: A private message that is too long is rejected
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends "Bob" a private message that is one character too long
      Then user "Alice" should be told that the message is too long
      And user "Bob" should not receive any private message
