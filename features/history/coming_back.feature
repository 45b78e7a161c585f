@promise.rooms @promise.history @dialect.events @socket.asking
Feature: Coming back

  @promise.messages
  Rule: Users who reconnect receive the messages they missed
    A train ride through a tunnel should not cost anybody the conversation.

    @promise.own-messages @promise.sender-order
    Scenario Outline: A user reconnects after missing <missed> messages
      Given users "Alice" and "Bob" connect to room "tunnel-<missed>"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends <missed> messages in a row
      Then user "Alice" should receive all <missed> messages from "Alice" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should see the last <missed> messages from "Alice" in the history
      And user "Bob" should not see "Before the tunnel" from "Alice" in the history
      And user "Bob" should know that no messages are missing

      Examples:
        | missed |
        | 1      |
        | 51     |
        | 150    |

    @promise.own-messages @promise.sender-order
    Scenario: A user reconnects who joined before anybody had said anything
      Given users "Alice" and "Bob" connect to room "silent-tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends 150 messages in a row
      Then user "Alice" should receive all 150 messages from "Alice" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should see the last 150 messages from "Alice" in the history
      And user "Bob" should know that no messages are missing

    Scenario: A user reconnects after missing nothing
      Given users "Alice" and "Bob" connect to room "short-tunnel"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Bob" reconnects where they left off
      Then user "Bob" should see an empty history
      And user "Bob" should know that no messages are missing

    Scenario: A user reconnects after everybody else has left
      Given users "Alice" and "Bob" connect to room "long-tunnel"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends message "Are you there?"
      And user "Alice" leaves
      And user "Bob" reconnects where they left off
      Then user "Bob" should see "Are you there?" from "Alice" in the history
      And user "Bob" should not see "Before the tunnel" from "Alice" in the history

    @promise.own-messages
    Scenario: A user reconnects twice, each time where they left off
      Given users "Alice" and "Bob" connect to room "mountain-railway"
      And user "Alice" sends message "First valley"
      And user "Bob" should receive message from "Alice" saying "First valley"
      When the connection of user "Bob" is lost
      And user "Alice" sends message "First tunnel"
      And user "Alice" receives message from "Alice" saying "First tunnel"
      And user "Bob" reconnects where they left off
      Then user "Bob" should see "First tunnel" from "Alice" in the history
      When the connection of user "Bob" is lost
      And user "Alice" sends message "Second tunnel"
      And user "Alice" receives message from "Alice" saying "Second tunnel"
      And user "Bob" reconnects where they left off
      Then user "Bob" should see "Second tunnel" from "Alice" in the history
      And user "Bob" should not see "First tunnel" from "Alice" in the history

    @promise.own-messages @promise.shared-names
    Scenario: One of two connections reconnects, and receives what the other has heard and said
      Given user "Bob" connects to room "ferry-boat"
      And users "Alice's laptop" and "Alice's phone" connect to room "ferry-boat" as "Alice"
      And user "Bob" sends message "Before the tunnel"
      And user "Alice's phone" should receive message from "Bob" saying "Before the tunnel"
      When the connection of user "Alice's phone" is lost
      And user "Bob" sends message "Lost your phone?"
      And user "Bob" receives message from "Bob" saying "Lost your phone?"
      And user "Alice's laptop" sends message "I have the laptop"
      Then users "Bob" and "Alice's laptop" should receive message from "Alice" saying "I have the laptop"
      When user "Alice's phone" reconnects where they left off
      Then user "Alice's phone" should see "Lost your phone?" from "Bob" in the history
      And user "Alice's phone" should see "I have the laptop" from "Alice" in the history
      And user "Alice's phone" should not see "Before the tunnel" from "Bob" in the history
      And user "Alice's phone" should know that no messages are missing

    @promise.own-messages
    Scenario: A user who reconnects does not receive messages of other rooms
      Given users "Alice" and "Bob" connect to room "dining-car"
      And user "Carol" connects to room "sleeping-car"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Carol" sends message "Good night"
      And user "Carol" receives message from "Carol" saying "Good night"
      And user "Bob" reconnects where they left off
      Then user "Bob" should see an empty history

  @promise.messages @promise.own-messages @promise.sender-order @promise.history-limits @setting.forgetful
  Rule: Users are told when messages they missed are no longer kept
    People can ask about a gap that they know of; a hidden gap misleads them.

    @promise.bursts
    Scenario: A user missed far more messages than are kept
      Given users "Alice" and "Bob" connect to room "long-night"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends 200 messages in a row
      Then user "Alice" should receive all 200 messages from "Alice" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should see the last 60 messages from "Alice" in the history
      And user "Bob" should know that messages are missing

    Scenario: A user missed one message more than is kept
      Given users "Alice" and "Bob" connect to room "one-too-many"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends 61 messages in a row
      Then user "Alice" should receive all 61 messages from "Alice" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should see the last 60 messages from "Alice" in the history
      And user "Bob" should know that messages are missing

    Scenario: A user missed exactly as many messages as are kept
      Given users "Alice" and "Bob" connect to room "just-enough"
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends 60 messages in a row
      Then user "Alice" should receive all 60 messages from "Alice" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should see the last 60 messages from "Alice" in the history
      And user "Bob" should know that no messages are missing

    Scenario: A user who reads back is told that older messages are missing
      Given user "Alice" connects to room "torn-book"
      When user "Alice" sends 100 messages in a row
      Then user "Alice" should receive all 100 messages from "Alice" in order
      When user "Bob" connects to room "torn-book"
      Then user "Bob" should find all 60 messages from "Alice", reading back 25 at a time
      When user "Bob" asks for the last 100 messages
      Then user "Bob" should see the last 60 messages from "Alice" in the history
      And user "Bob" should know that messages are missing

    Scenario: A user who receives all they asked for is not told of missing messages
      Given user "Alice" connects to room "worn-book"
      When user "Alice" sends 100 messages in a row
      Then user "Alice" should receive all 100 messages from "Alice" in order
      When user "Bob" connects to room "worn-book"
      Then user "Bob" should see the last 50 messages from "Alice" in the history
      And user "Bob" should know that no messages are missing

    Scenario: A busy room takes nothing from the history of a quiet room
      Given user "Carol" connects to room "quiet-book"
      And user "Alice" connects to room "thick-book"
      When user "Carol" sends message "Only this"
      And user "Alice" sends 100 messages in a row
      Then user "Alice" should receive all 100 messages from "Alice" in order
      When user "Bob" connects to room "quiet-book"
      Then user "Bob" should see "Only this" from "Carol" in the history
      And user "Bob" should know that no messages are missing

  @promise.long @promise.history-limits @setting.small_history
  Rule: A full history forgets the oldest messages, and those of the largest rooms first
    A server has a place for so much, and a quiet room should not pay for a busy one.

    Scenario: A room has sent more than the history can hold
      Given user "Alice" connects to room "long-letters"
      When user "Alice" sends 40 long messages, waiting for "Alice" to receive each
      And user "Bob" connects to room "long-letters"
      Then user "Bob" should find only the newest messages from "Alice", at most 17, reading back 5 at a time

    Scenario: A room that fills the history takes nothing from a quiet room
      Given user "Carol" connects to room "postcard"
      And user "Alice" connects to room "love-letters"
      When user "Carol" sends message "Only this"
      And user "Alice" sends 40 long messages, waiting for "Alice" to receive each
      And user "Bob" connects to room "postcard"
      Then user "Bob" should see "Only this" from "Carol" in the history
      And user "Bob" should know that no messages are missing
