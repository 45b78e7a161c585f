@promise.history @dialect.events @socket.asking
Feature: Server restart

  @promise.persistence @setting.sqlite_history @breaks.connection
  Rule: Every message that somebody has received survives a crash of the server
    A crash of the server should not cost users their conversation.

    @promise.messages @promise.sender-order @promise.rooms
    Scenario: A newcomer sees the history after a crash
      Given users "Alice" and "Bob" connect to room "attic"
      When user "Alice" sends 30 messages in a row
      Then user "Bob" should receive all 30 messages from "Alice" in order
      When the server is killed
      And the server is started again
      And user "Carol" connects to room "attic"
      Then user "Carol" should see the last 30 messages from "Alice" in the history
      And user "Carol" should know that no messages are missing
      When user "Dave" connects to room "cellar"
      Then user "Dave" should see an empty history

    Scenario: The server is killed in the middle of a conversation
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice" and "Carol" keep sending messages, and the server is killed once "Bob" has heard 100 messages
      And the server is started again
      And user "Dave" connects to the chat
      Then user "Dave" should find all messages that "Bob" heard, in the same order
      And user "Dave" should find all messages that "Alice" heard, in the same order

    @promise.messages @promise.own-messages @promise.sender-order
    Scenario: A conversation continues after a crash
      Given users "Alice" and "Bob" connect to the chat
      And user "Alice" sends message "Before the crash"
      And user "Bob" should receive message from "Alice" saying "Before the crash"
      When the server is killed
      And the server is started again
      And user "Carol" connects to the chat
      And user "Carol" sends 5 messages in a row
      Then user "Carol" should receive all 5 messages from "Carol" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should see the last 5 messages from "Carol" in the history
      And user "Bob" should not see "Before the crash" from "Alice" in the history
      And user "Bob" should know that no messages are missing
      When user "Dave" connects to the chat
      Then user "Dave" should see "Before the crash" from "Alice" in the history
      And user "Dave" should see the last 5 messages from "Carol" in the history

    @promise.messages @promise.own-messages @promise.once
    Scenario: A message repeated after a crash is delivered only once
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Only once" with the id "a-1"
      Then user "Bob" should receive message from "Alice" saying "Only once"
      When the server is killed
      And the server is started again
      And users "Bob" and "Alice" connect to the chat
      And user "Alice" sends message "Only once" with the id "a-1"
      Then user "Alice" should receive message from "Alice" saying "Only once"
      And user "Bob" should not receive message from "Alice" saying "Only once"

    @promise.messages @promise.exact @promise.texts @promise.shutdown
    Scenario: The history survives an orderly shutdown
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends every character of the basic plane as a message
      Then users "Alice" and "Bob" should receive every character of the basic plane from "Alice", unchanged
      When the server is shut down
      Then the server should have exited cleanly
      When the server is started again
      And user "Carol" connects to the chat
      Then user "Carol" should see every character of the basic plane from "Alice" in the history, unchanged

  @promise.messages @promise.shutdown @setting.own @breaks.connection
  Rule: If no history survives a restart, users who reconnect are told that messages are missing
    It is better to know that messages are missing than to believe that nobody spoke.

    Scenario: A server that keeps its history in memory is killed
      Given users "Alice" and "Bob" connect to the chat
      And user "Alice" sends message "Before the crash"
      And user "Bob" should receive message from "Alice" saying "Before the crash"
      When the server is killed
      And the server is started again
      And user "Bob" reconnects where they left off
      Then user "Bob" should see an empty history
      And user "Bob" should know that messages are missing
