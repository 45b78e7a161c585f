@promise.messages
Feature: Messages

  Rule: Everybody in the room receives a message, including its sender
    Senders who see their own message among the others know that it arrived, and where.

    Scenario: Two people talk to each other
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Hi Bob"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Hi Bob"
      When user "Bob" sends message "Hi Alice"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Hi Alice"

    @promise.own-messages
    Scenario: A user who is alone receives their own message
      Given user "Alice" connects to the chat
      When user "Alice" sends message "Anybody there?"
      Then user "Alice" should receive message from "Alice" saying "Anybody there?"

    Scenario: Three people receive a message
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Bob" sends message "Three is company"
      Then users "Alice", "Bob" and "Carol" should receive message from "Bob" saying "Three is company"

    Scenario: Fifteen people receive a message
      Given 15 readers connect to the chat
      When user "Reader 1" sends message "Can you hear me at the back?"
      Then every reader should receive message from "Reader 1" saying "Can you hear me at the back?"
      When user "Reader 15" sends message "Loud and clear"
      Then every reader should receive message from "Reader 15" saying "Loud and clear"

    Scenario: Forty people receive a message
      Given 40 readers connect to the chat
      When user "Reader 40" sends message "It is getting full"
      Then every reader should receive message from "Reader 40" saying "It is getting full"

    Scenario: A user who has just joined can send a message at once
      Given user "Alice" connects to the chat
      When user "Bob" connects to the chat
      And user "Bob" sends message "First word"
      Then user "Alice" should receive message from "Bob" saying "First word"

  Rule: Everybody receives each message exactly once
    A message that arrives twice is as wrong as a message that never arrives.

    Scenario: A message that is sent twice arrives twice
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Hello?"
      And user "Alice" sends message "Hello?"
      Then user "Bob" should receive message from "Alice" saying "Hello?"
      And user "Bob" should receive message from "Alice" saying "Hello?"
      And user "Bob" should not receive message from "Alice" saying "Hello?"

    Scenario: Two people send the same text
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Jinx"
      And user "Bob" sends message "Jinx"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Jinx"
      And users "Alice" and "Bob" should receive message from "Bob" saying "Jinx"

    @promise.own-messages
    Scenario: No message is repeated during a long conversation
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Dave" connects to the chat
      And user "Dave" leaves
      And user "Carol" sends message "Do not mind me"
      And users "Alice" and "Bob" have a long conversation
      Then user "Carol" should receive message from "Carol" saying "Do not mind me"
      And user "Carol" should not receive message from "Carol" saying "Do not mind me"

  Rule: Without a history, nobody hears what was said before they joined or after they left
    A conversation belongs to the people who were there.

    @promise.no-replay @only.plain @only.envelope @only.described
    Scenario: A newcomer does not receive earlier messages
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Just between us"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Just between us"
      When user "Carol" connects to the chat
      Then user "Carol" should not receive anything

    @promise.no-replay @only.plain @only.envelope @only.described
    Scenario: A user who comes back does not receive messages sent in the meantime
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      And user "Alice" sends message "Is she gone?"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Is she gone?"
      When user "Carol" comes back
      Then user "Carol" should not receive message from "Alice" saying "Is she gone?"

    @promise.sender-order @promise.departures
    Scenario: The last messages of a user who leaves arrive
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 5 messages and leaves immediately
      Then user "Alice" should receive all 5 messages from "Bob" in order
      And user "Alice" should receive "left" notification for "Bob"

  @promise.sender-order
  Rule: A user who pauses misses nothing
    A busy phone takes in nothing for a moment. What is said meanwhile waits for it.

    Scenario: A user on a narrow line pauses, and reads on
      Given users "Alice" and "Bob" connect to the chat
      And user "Stan" connects to the chat on a narrow line
      When user "Stan" stops reading
      And user "Alice" sends 20 messages, waiting for "Bob" to receive each
      And user "Stan" starts reading again
      Then user "Stan" should receive all 20 messages from "Alice" in order
