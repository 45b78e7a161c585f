@promise.private @dialect.events
Feature: Words between two

  Rule: A private word reaches the one whom it is for, and nobody else
    What is whispered must not need to be regretted.

    Scenario: A whisper is heard by two
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then users "Alice" and "Bob" should receive private message from "Alice" saying "psst"
      And user "Carol" should not receive private message from "Alice" saying "psst"

    Scenario: A whisper in a room where other dialects are spoken
      Given user "Carol" speaks "plain"
      And user "Dave" speaks "envelope"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      And user "Carol" should not receive anything but notifications
      And user "Dave" should not receive anything but notifications

    Scenario: A third one comes while two are whispering
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

    Scenario: Somebody who is here on two lines hears it on both
      Given users "Alice" and "Bob" connect to the chat
      And a second "Bob" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then users "Bob" and "the second Bob" should receive private message from "Alice" saying "psst"
      When user "Bob" leaves
      And user "Alice" sends private message "still there?" to "Bob"
      Then user "the second Bob" should receive private message from "Alice" saying "still there?"

    Scenario: It comes back on the line on which it was said, once, and on no other
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should receive private message from "Alice" saying "psst"
      And user "Alice" should not receive private message from "Alice" saying "psst"
      And user "the second Alice" should not receive any private message

    Scenario: Whoever whispers to themselves hears it once
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" sends private message "Do not forget the milk" to "Alice"
      Then users "Alice" and "the second Alice" should receive private message from "Alice" saying "Do not forget the milk"
      And user "Alice" should not receive any private message
      And user "Bob" should not receive any private message

    Scenario: Whoever bears a similar name does not hear it
      Given users "Alice", "Bob", "bob", "BOB", "Bobby", "Bo" and "Bob2" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      And user "bob" should not receive any private message
      And user "BOB" should not receive any private message
      And user "Bobby" should not receive any private message
      And user "Bo" should not receive any private message
      And user "Bob2" should not receive any private message

    Scenario: Whoever bears the name in another room does not hear it
      Given users "Alice" and "Bob" connect to room "alcove"
      And a second "Bob" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      And user "the second Bob" should not receive any private message

    Scenario: Of two who bear the name, one in a dialect without a word for it, the other hears it
      Given user "Bob" speaks "plain"
      And users "Alice" and "Bob" connect to the chat
      And a second "Bob" connects to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "the second Bob" should receive private message from "Alice" saying "psst"
      And user "Bob" should not receive anything but notifications

    Scenario Outline: The name is written with <kind>
      Given users "Alice" and "Carol" connect to the chat
      And user "Bob" connects under a name written with <kind>
      When user "Carol" sends private message "psst" to a name written with <kind>
      Then user "Bob" should receive private message from "Carol" saying "psst"

      Examples:
        | kind               |
        | spaces around      |
        | a tab in front     |
        | decomposed accents |

  Rule: A private word is passed on as it was said, and when it was said
    It is a message like any other, but for those who hear it.

    Scenario Outline: <text> in a whisper
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends <text> to "Bob" as a private message
      Then user "Bob" should receive <text> from "Alice" as a private message

      Examples:
        | text                               |
        | every character of the basic plane |
        | 65,536 characters of all kinds     |
        | spaces around and  inside          |
        | JSON                               |

    Scenario: Between other words
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends message "First to all"
      And user "Alice" sends private message "Then to you" to "Bob"
      And user "Alice" sends message "Last to all"
      Then user "Bob" should have heard "First to all", "Then to you" and "Last to all", in this order
      And user "Alice" should have heard "First to all", "Then to you" and "Last to all", in this order
      And user "Carol" should have heard "First to all" and "Last to all", in this order

  Rule: A private word that reaches nobody is refused to its sender
    Silence would be taken for an answer.

    Scenario Outline: To "<name>"
      Given users "Alice" and "Bob" connect to room "alcove"
      And user "Carol" connects to room "niche"
      When user "Alice" sends private message "psst" to "<name>"
      Then user "Alice" should be told that nobody of that name is here
      And user "Bob" should not receive anything
      And user "Carol" should not receive anything

      Examples: nobody at all
        | name   |
        | Nobody |
        |        |
        | *      |

      Examples: who is not quite here
        | name      |
        | bob       |
        | Bo        |
        | Bobby     |
        | B*        |
        | Carol     |
        | Alice Bob |

    Scenario: To somebody who has left
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Bob" leaves
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should be told that nobody of that name is here
      And user "Carol" should not receive any private message
      When user "Bob" comes back
      Then user "Bob" should not receive any private message

    Scenario: To somebody whose line is lost
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should be told that nobody of that name is here
      When user "Bob" comes back
      And user "Alice" sends private message "Now?" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "Now?"

    Scenario Outline: To somebody who speaks <dialect>, which has no word for it
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Alice" should be told that nobody of that name is here
      And user "Bob" should not receive anything but notifications

      Examples:
        | dialect  |
        | plain    |
        | envelope |

    Scenario: Nothing at all cannot be whispered
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "   " to "Bob"
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive any private message

    Scenario: What is too long to be said is too long to be whispered
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends "Bob" a private message that is one character too long
      Then user "Alice" should be told that the message is too long
      And user "Bob" should not receive any private message
