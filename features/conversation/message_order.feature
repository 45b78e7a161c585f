@promise.messages
Feature: Message order

  @promise.sender-order
  Rule: The messages of one sender arrive in the order in which they were sent
    A story told out of order is a different story.

    @promise.own-messages @promise.bursts
    Scenario: Many messages in a row arrive in order
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 300 messages in a row
      Then user "Bob" should receive all 300 messages from "Alice" in order
      And user "Alice" should receive all 300 messages from "Alice" in order

    @promise.bursts @socket.frames
    Scenario: Many messages in a single write arrive in order
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 1,500 messages in a single write
      Then user "Bob" should receive all 1,500 messages from "Alice" in order

    @promise.long @promise.texts
    Scenario: Long and short messages do not overtake each other
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 65,536 characters as a message
      And user "Alice" sends one character as a message
      And user "Alice" sends 4,096 bytes as a message
      Then everybody should have heard the same 3 messages in the same order

  @promise.order
  Rule: Everybody receives all messages in the same order
    Two people who read the same conversation must agree on who said what first.

    @promise.bursts
    Scenario: Two people send a burst of messages
      Given users "Alice" and "Bob" connect to the chat
      When users "Alice" and "Bob" send 200 messages each, all at once
      Then everybody should have heard the same 400 messages in the same order

    @promise.sender-order @promise.bursts
    Scenario: Five people send a burst of messages while a sixth listens
      Given users "Alice", "Bob", "Carol", "Dave", "Eve" and "Frank" connect to the chat
      When users "Alice", "Bob", "Carol", "Dave" and "Eve" send 100 messages each, all at once
      Then everybody should have heard the same 500 messages in the same order
      And user "Frank" should receive all 100 messages from "Eve" in order

    Scenario: Three of fifteen readers send a burst of messages
      Given 15 readers connect to the chat
      When users "Reader 1", "Reader 8" and "Reader 15" send 60 messages each, all at once
      Then everybody should have heard the same 180 messages in the same order

    Scenario: One user joins and another leaves during a burst of messages
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends 150 messages in a row
      And meanwhile user "Dave" connects to the chat
      And meanwhile user "Carol" leaves
      And meanwhile user "Alice" sends message "Welcome, and goodbye"
      Then users "Alice", "Bob" and "Dave" should receive message from "Alice" saying "Welcome, and goodbye"
