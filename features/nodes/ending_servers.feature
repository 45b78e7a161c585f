@promise.failover @promise.nodes @setting.failing_nodes @breaks.connection
Feature: Servers that end

  @promise.departures
  Rule: The users of a server that is killed leave once
    Nobody should wait for an answer from somebody who is no longer there.

    Scenario: The users of other servers are told once
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on the same server as "Bob"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the server of user "Bob" is killed
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should receive "left" notification for "Carol"
      And user "Alice" should not receive "left" notification for "Bob"

    @promise.messages @promise.own-messages
    Scenario: The other servers go on
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on the same server as "Alice"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the server of user "Bob" is killed
      And user "Alice" sends message "What was that?"
      Then users "Alice" and "Carol" should receive message from "Alice" saying "What was that?"
      And users "Alice" and "Carol" should receive "left" notification for "Bob"

    @promise.presence @dialect.events
    Scenario: Nobody of a killed server is still listed
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the server of user "Bob" is killed
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" in the room

    @promise.typing @dialect.events
    Scenario: Nobody of a killed server is still typing
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" starts typing
      Then user "Alice" should see that "Bob" is typing
      When the server of user "Bob" is killed
      Then user "Alice" should see that "Bob" is no longer typing
      And user "Alice" should receive "left" notification for "Bob"

  @promise.history @promise.messages @dialect.events
  Rule: Users of a server that ends can come back to another one, and miss nothing
    A machine that fails should cost nobody the conversation.

    Scenario: A user of a killed server comes back to another one
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      And user "Alice" sends message "Before the crash"
      And user "Bob" receives message from "Alice" saying "Before the crash"
      When the server of user "Bob" is killed
      And user "Alice" sends 30 messages in a row
      And user "Bob" reconnects where they left off
      Then user "Bob" should see the last 30 messages from "Alice" in the history
      And user "Bob" should know that no messages are missing

    Scenario: A server is killed in the middle of a conversation
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on the same server as "Alice"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice", "Bob" and "Carol" keep sending messages, and the server of "Bob" is killed once that user has heard 100 messages
      And user "Bob" reconnects where they left off
      Then users "Alice", "Bob" and "Carol" should have received the same messages, whatever happened

    @promise.shutdown
    Scenario: All servers are replaced one after the other while people talk
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice", "Bob" and "Carol" keep sending messages while each server is shut down and started again in turn
      Then users "Alice", "Bob" and "Carol" should have received the same messages, whatever happened

    @promise.departures
    Scenario: A killed server is started again
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on the same server as "Bob"
      And users "Alice" and "Bob" connect to the chat
      When the server of user "Bob" is killed
      Then user "Alice" should receive "left" notification for "Bob"
      When the servers that have ended are started again
      And user "Carol" connects to the chat
      And user "Carol" sends message "Where is everybody?"
      Then user "Alice" should receive message from "Carol" saying "Where is everybody?"
