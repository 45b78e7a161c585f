@promise.once @dialect.events @socket.ids
Feature: Own messages

  @promise.messages @promise.own-messages
  Rule: The user who sent a message under an id receives it with that id, and nobody else does
    Two people may have one name, and say the same. Each of their apps must know which words are its own.

    Scenario: A message comes back with its id
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Mine" with the id "mine"
      Then user "Alice" should receive "Mine" as the message with the id "mine"
      And user "Bob" should receive message from "Alice" saying "Mine"

    Scenario: A repeated message comes back with its id
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Mine again" with the id "mine again"
      Then user "Alice" should receive "Mine again" as the message with the id "mine again"
      When user "Alice" sends message "Mine again" with the id "mine again"
      Then user "Alice" should receive "Mine again" as the message with the id "mine again"
      And user "Bob" should receive message from "Alice" saying "Mine again"

    @promise.private
    Scenario: A private message comes back with its id
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends private message "For Bob" to "Bob" with the id "whisper"
      Then user "Alice" should receive "For Bob" as the message with the id "whisper"
