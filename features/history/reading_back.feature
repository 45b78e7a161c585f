@promise.rooms @promise.history @dialect.events @socket.asking
Feature: Reading back

  Rule: Users can choose how many messages of the history they receive, and before which message
    People read backwards from what they know to what they missed.

    Scenario Outline: Alice asks for the last <asked> of sixty messages
      Given user "Alice" connects to room "index-<asked>"
      When user "Alice" sends 60 messages in a row
      And user "Alice" asks for the last <asked> messages
      Then user "Alice" should see the last <told> messages from "Alice" in the history
      And user "Alice" should know that no messages are missing

      Examples:
        | asked | told |
        | 1     | 1    |
        | 59    | 59   |
        | 60    | 60   |
        | 61    | 60   |
        | 1000  | 60   |

    Scenario: A user who gives no number receives fifty messages
      Given user "Alice" connects to room "index"
      When user "Alice" sends 60 messages in a row
      And user "Alice" asks for the history
      Then user "Alice" should see the last 50 messages from "Alice" in the history

    @promise.messages @promise.own-messages @promise.sender-order
    Scenario: The history ends before the message that a user names
      Given user "Alice" connects to room "bookmark"
      When user "Alice" sends 3 messages in a row
      Then user "Alice" should receive all 3 messages from "Alice" in order
      When user "Alice" asks for 1 message before "message 3 of Alice"
      Then user "Alice" should see 1 message from "Alice" in the history, ending with number 2
      When user "Alice" asks for 10 messages before "message 3 of Alice"
      Then user "Alice" should see 2 messages from "Alice" in the history, ending with number 2

    @promise.messages @promise.own-messages
    Scenario: Nothing comes before the first message
      Given user "Alice" connects to room "first-page"
      When user "Alice" sends message "In the beginning"
      And user "Alice" receives message from "Alice" saying "In the beginning"
      And user "Alice" asks for 10 messages before "In the beginning"
      Then user "Alice" should see an empty history
      And user "Alice" should know that no messages are missing

    Scenario: The history includes a message that was sent just before
      Given user "Alice" connects to room "margin"
      When user "Alice" sends message "A note to myself"
      And user "Alice" asks for the history
      Then user "Alice" should see "A note to myself" from "Alice" in the history

    @promise.messages
    Scenario: Only the user who asks for the history receives it
      Given users "Alice" and "Bob" connect to room "reading-room"
      When user "Alice" sends message "Silence"
      And user "Alice" asks for the history
      Then user "Alice" should see "Silence" from "Alice" in the history
      And user "Bob" should receive message from "Alice" saying "Silence"
      And user "Bob" should not receive message from "Alice" saying "Silence"

  Rule: Users can read back, page by page, to the first message
    However long a conversation is, all messages that are kept can be read.

    Scenario Outline: A long conversation, <page> messages at a time
      Given user "Alice" connects to room "chronicle-<page>"
      When user "Alice" sends 130 messages in a row
      And user "Bob" connects to room "chronicle-<page>"
      Then user "Bob" should find all 130 messages from "Alice", reading back <page> at a time

      Examples:
        | page |
        | 7    |
        | 13   |
        | 65   |
        | 1000 |

    Scenario: The pages stay the same while others keep sending messages
      Given users "Alice" and "Carol" connect to room "minutes"
      When user "Alice" sends 60 messages in a row
      And user "Bob" connects to room "minutes"
      Then user "Bob" should find all 60 messages from "Alice", reading back 10 at a time, while "Carol" keeps sending messages

    @promise.long
    Scenario: A conversation that is too big for a single answer
      Given users "Alice" and "Carol" connect to room "encyclopedia"
      When user "Alice" sends 20 long messages, waiting for "Carol" to receive each
      And user "Bob" connects to room "encyclopedia"
      Then user "Bob" should find all 20 messages from "Alice", reading back 50 at a time
