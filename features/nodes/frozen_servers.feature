@promise.failover @promise.nodes @setting.failing_nodes @dialect.events
Feature: Servers that stand still

  @promise.departures
  Rule: The users of a server that stands still leave once, and never speak again
    A machine that hangs and wakes up must not confuse those who went on without it.

    Scenario: The users of other servers are told once
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the server of user "Bob" stands still
      Then user "Alice" should receive "left" notification for "Bob"
      When the server of user "Bob" goes on
      Then the connection of user "Bob" should be closed with code 1012
      And user "Alice" should not receive "left" notification for "Bob"

    @promise.messages
    Scenario: What a user said into a server that stood still too long reaches nobody twice
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the server of user "Bob" stands still
      And user "Bob" sends message "Is anybody there?"
      Then user "Alice" should receive "left" notification for "Bob"
      When the server of user "Bob" goes on
      Then the connection of user "Bob" should be closed with code 1012
      And user "Alice" should not receive message from "Bob" saying "Is anybody there?"

    @promise.presence @promise.history
    Scenario: A user leaves a server that stands still for another one
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the server of user "Bob" stands still
      And the connection of user "Bob" is lost
      And user "Bob" reconnects to another server, where they left off
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" and "Bob" in the room
