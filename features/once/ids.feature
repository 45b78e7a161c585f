@promise.rooms @promise.once @dialect.events @socket.ids
Feature: The ids of messages that may be repeated

  @promise.messages @promise.own-messages
  Rule: Two ids are the same only if they are equal to the character
    Apps choose their ids in many ways, and one that is taken for another costs a message.

    Scenario Outline: Two ids that differ only in <difference>
      Given users "Alice" and "Bob" connect to room "<room>"
      When user "Alice" sends messages "One" and "Other" with ids that differ only in <difference>
      Then users "Alice" and "Bob" should receive message from "Alice" saying "One"
      And users "Alice" and "Bob" should receive message from "Alice" saying "Other"
      When user "Alice" sends messages "One" and "Other" with ids that differ only in <difference>
      Then user "Alice" should receive message from "Alice" saying "One"
      And user "Alice" should receive message from "Alice" saying "Other"
      And user "Bob" should not receive any message

      Examples:
        | difference                            | room           |
        | the case of a letter                  | case           |
        | a space at the end                    | end            |
        | a space in front                      | front          |
        | a leading zero                        | zero           |
        | the sign of a number                  | sign           |
        | the spelling of an accent             | accent         |
        | the width of a letter                 | width          |
        | an invisible character                | invisible      |
        | an emoji                              | emoji          |
        | what follows NUL                      | nul            |
        | the last of 128 characters            | last-character |
        | the last of 128 emoji                 | last-emoji     |
        | their lengths, 127 and 128 characters | length         |
        | the 17th character                    | seventeenth    |

  @promise.messages
  Rule: A message with an invalid id is rejected, and its sender can go on
    Half an answer, such as a message without its id, would be delivered twice.

    Scenario Outline: A message with <kind>
      Given users "Alice" and "Bob" connect to room "<room>"
      When user "Alice" sends the invalid frame: <kind>
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive anything
      When user "Alice" sends message "Better" with the id "better"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Better"

      Examples:
        | kind                            | room       |
        | a client id that is a number    | number     |
        | a client id that is true        | true       |
        | a client id that is a list      | list       |
        | a client id that is an object   | object     |
        | a client id that is empty       | empty      |
        | a client id of 129 characters   | characters |
        | a client id of 129 emoji        | emoji-129  |
        | a client id of half a character | half       |

      @promise.private
      Examples: Private messages
        | kind                                                | room           |
        | a private message with a client id that is a number | private-number |

  @promise.private
  Rule: The id of a private message belongs to its text and its recipient
    Whoever learns or guesses an id must not learn what was said in private.

    Scenario: A private message is repeated with another text
      Given users "Alice" and "Bob" connect to room "secret-text"
      When user "Alice" sends private message "One" to "Bob" with the id "secret"
      Then user "Bob" should receive private message from "Alice" saying "One"
      When user "Alice" sends private message "Other" to "Bob" with the used id "secret"
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive any private message

    Scenario: A private message is repeated to another recipient
      Given users "Alice", "Bob" and "Carol" connect to room "secret-recipient"
      When user "Alice" sends private message "One" to "Bob" with the id "secret"
      Then user "Bob" should receive private message from "Alice" saying "One"
      When user "Alice" sends private message "One" to "Carol" with the used id "secret"
      Then user "Alice" should be told that the message is invalid
      And user "Carol" should not receive any private message
      And user "Bob" should not receive any private message

    Scenario: A private message is repeated as a message to everybody
      Given users "Alice" and "Bob" connect to room "secret-for-all"
      When user "Alice" sends private message "One" to "Bob" with the id "secret"
      Then user "Bob" should receive private message from "Alice" saying "One"
      When user "Alice" sends message "One" with the used id "secret"
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive any message

    @promise.shared-names
    Scenario: Another user of the same name repeats a private message with another text
      Given user "Bob" connects to room "secret-namesake"
      And users "Alice" and "the other Alice" connect to room "secret-namesake" as "Alice"
      When user "Alice" sends private message "One" to "Bob" with the id "secret"
      Then user "Bob" should receive private message from "Alice" saying "One"
      When user "the other Alice" sends private message "What did I say?" to "Bob" with the used id "secret"
      Then user "the other Alice" should be told that the message is invalid
      And user "the other Alice" should not receive any private message
      And user "Bob" should not receive any private message

    @promise.shared-names
    Scenario: A private message is repeated on another connection
      Given user "Bob" connects to room "secret-phone"
      And users "Alice's laptop" and "Alice's phone" connect to room "secret-phone" as "Alice"
      When user "Alice's laptop" sends private message "One" to "Bob" with the id "secret"
      Then users "Bob" and "Alice's laptop" should receive private message from "Alice" saying "One"
      When user "Alice's phone" sends private message "One" to "Bob" with the id "secret"
      Then user "Alice's phone" should receive private message from "Alice" saying "One"
      And user "Alice's laptop" should not receive any private message
      And user "Bob" should not receive any private message

    Scenario: Two users use the same id for private messages
      Given users "Alice", "Bob" and "Carol" connect to room "secret-two"
      When user "Alice" sends private message "From Alice" to "Carol" with the id "the same"
      And user "Bob" sends private message "From Bob" to "Carol" with the id "the same"
      Then user "Carol" should receive private message from "Alice" saying "From Alice"
      And user "Carol" should receive private message from "Bob" saying "From Bob"

  @promise.messages
  Rule: A message is recognised wherever its user is connected in the room
    The phone goes on where the laptop had to stop.

    @promise.shared-names
    Scenario: A user has a connection in each of two rooms, and uses the same id in both
      Given user "Bob" connects to room "bakery"
      And user "Carol" connects to room "mill"
      And user "Alice's laptop" connects to room "bakery" as "Alice"
      And user "Alice's phone" connects to room "mill" as "Alice"
      When user "Alice's laptop" sends message "I am here" with the id "here"
      And user "Alice's phone" sends message "I am here" with the id "here"
      Then user "Bob" should receive message from "Alice" saying "I am here"
      And user "Carol" should receive message from "Alice" saying "I am here"
      When user "Alice's laptop" sends message "I am here" with the id "here"
      Then user "Alice's laptop" should receive message from "Alice" saying "I am here"
      And user "Alice's laptop" should receive message from "Alice" saying "I am here"
      And user "Bob" should not receive any message

    @promise.shared-names
    Scenario: A message is repeated on each of three connections
      Given user "Bob" connects to room "once-phone"
      And users "Alice's laptop", "Alice's phone" and "Alice's tablet" connect to room "once-phone" as "Alice"
      When user "Alice's laptop" sends message "Once" with the id "once"
      Then users "Bob", "Alice's laptop", "Alice's phone" and "Alice's tablet" should receive message from "Alice" saying "Once"
      When user "Alice's phone" sends message "Once" with the id "once"
      And user "Alice's tablet" sends message "Once" with the id "once"
      Then users "Alice's phone" and "Alice's tablet" should receive message from "Alice" saying "Once"
      And user "Bob" should not receive any message
      And user "Alice's laptop" should not receive any message

    @promise.own-messages
    Scenario: A message is repeated after its user left in good order and came back
      Given users "Alice" and "Bob" connect to room "see-you"
      When user "Alice" sends message "See you" with the id "see-you"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "See you"
      When user "Alice" leaves
      And user "Alice" connects to room "see-you"
      And user "Alice" sends message "See you" with the id "see-you"
      Then user "Alice" should receive message from "Alice" saying "See you"
      And user "Bob" should not receive any message

    @promise.own-messages
    Scenario: A message is repeated after everybody has left the room
      Given user "Alice" connects to room "empty-for-a-moment"
      When user "Alice" sends message "Hello?" with the id "hello"
      And user "Alice" receives message from "Alice" saying "Hello?"
      And user "Alice" leaves
      And users "Bob" and "Alice" connect to room "empty-for-a-moment"
      And user "Alice" sends message "Hello?" with the id "hello"
      Then user "Alice" should receive message from "Alice" saying "Hello?"
      And user "Bob" should not receive any message
