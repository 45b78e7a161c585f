@promise.heartbeat @setting.impatient
Feature: Dead connections in every dialect

  @promise.dialects
  Rule: Dead connections are announced and closed, whatever their dialect
    A tunnel is as dark in any dialect.

    @promise.departures @promise.presence
    Scenario: Three connections of three dialects stop responding
      Given users "Alice" and "Dave" speak "plain"
      And users "Bob" and "Dora" speak "events"
      And users "Carol" and "Dennis" speak "envelope"
      And users "Alice", "Bob", "Carol", "Dave", "Dora" and "Dennis" connect to the chat
      When user "Dave" stops responding
      And user "Dora" stops responding
      And user "Dennis" stops responding
      Then user "Alice" should have seen each of "Dave", "Dora" and "Dennis" leave 1 time
      And user "Bob" should have seen each of "Dave", "Dora" and "Dennis" leave 1 time
      And user "Carol" should have seen each of "Dave", "Dora" and "Dennis" leave 1 time
      When user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Alice", "Bob" and "Carol" in the room
      When user "Dave" starts reading again
      And user "Dora" starts reading again
      And user "Dennis" starts reading again
      Then the connection of user "Dave" should be closed
      And the connection of user "Dora" should be closed
      And the connection of user "Dennis" should be closed

    @promise.messages @promise.sender-order
    Scenario: Users of three dialects only listen for a long time
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And user "Dave" speaks "events with a join message"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When user "Alice" answers 6 pings from the server
      And user "Bob" answers 6 pings from the server
      And user "Carol" answers 6 pings from the server
      And user "Dave" answers 6 pings from the server
      Then user "Alice" should not receive "left" notification for "Bob"
      When users "Bob", "Carol" and "Dave" send 2 messages each, all at once
      Then user "Alice" should receive all 2 messages from "Bob" in order
      And user "Alice" should receive all 2 messages from "Carol" in order
      And user "Alice" should receive all 2 messages from "Dave" in order

    @promise.departures @promise.shared-names @promise.presence @promise.private @promise.typing
    Scenario: One of two connections stops responding while its user types on it
      Given user "Bob" speaks "events"
      And users "Dave's laptop" and "Dave's phone" speak "events"
      And user "Bob" connects to the chat
      And users "Dave's laptop" and "Dave's phone" connect to the chat as "Dave"
      When user "Dave's phone" starts typing
      Then user "Bob" should see that "Dave" is typing
      When user "Dave's phone" stops responding
      Then user "Bob" should see that "Dave" is no longer typing
      And users "Bob" and "Dave's laptop" should receive "left" notification for "Dave"
      When user "Bob" asks who is in the room
      Then user "Bob" should see "Dave" with 1 connection
      When user "Bob" sends private message "Your phone is dead" to "Dave"
      Then user "Dave's laptop" should receive private message from "Bob" saying "Your phone is dead"

  @promise.messages @promise.arrivals @promise.departures
  Rule: Others come, talk and go before a dead connection is noticed
    Nobody waits for what nobody knows.

    Scenario: Others come, talk and go while a connection is dead
      Given users "Alice", "Bob" and "Dave" connect to the chat
      When user "Dave" stops responding
      And user "Carol" connects to the chat
      Then users "Alice" and "Bob" should receive "joined" notification for "Carol"
      When user "Carol" sends message "Hello"
      Then users "Alice", "Bob" and "Carol" should receive message from "Carol" saying "Hello"
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"
      And users "Alice" and "Bob" should receive "left" notification for "Dave"
      When user "Alice" sends message "He was tired"
      Then user "Bob" should receive message from "Alice" saying "He was tired"
