@promise.outage @promise.nodes @promise.messages @setting.failing_nodes @dialect.events
Feature: A store that is away

  Rule: While the store is away, nobody is disconnected, and nothing is said that is not kept
    A refused message can be sent again; one that some have heard and others never will cannot.

    Scenario: A message that cannot be kept is refused
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the store of the servers is killed
      And user "Alice" sends message "Into the void"
      Then user "Alice" should be told that the server has no capacity left
      When the store of the servers is started again
      And user "Alice" speaks until the chat goes on
      Then user "Bob" should not receive message from "Alice" saying "Into the void"

    @promise.order @promise.bursts
    Scenario: The store is cut off for a while in the middle of a conversation
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on another server than "Alice"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice" and "Bob" keep sending messages while the store is cut off for a while
      Then users "Alice", "Bob" and "Carol" should have received the same messages, whatever happened

    @promise.order @promise.bursts @promise.persistence
    Scenario: The store is killed and started again in the middle of a conversation
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on another server than "Alice"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice" and "Bob" keep sending messages while the store is killed and started again
      Then users "Alice", "Bob" and "Carol" should have received the same messages, whatever happened

  @promise.presence
  Rule: When the store is back, everybody knows again who is there
    People who left in the meantime should not stay in the list for ever.

    @promise.departures
    Scenario: A user leaves while the store is away
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on another server than "Alice"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the store of the servers is killed
      And user "Carol" disconnects abruptly
      And the store of the servers is started again
      And user "Alice" speaks until the chat goes on
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"

    @promise.departures
    Scenario: A user leaves while the store is cut off
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on another server than "Alice"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the store of the servers is cut off
      And user "Carol" disconnects abruptly
      And the store of the servers is restored
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"
      When user "Dave" connects to the chat
      Then user "Dave" should see exactly "Alice" and "Bob" in the room

  @promise.history @breaks.connection
  Rule: Users are told when the store has forgotten what they missed
    It is better to know that messages are missing than to believe that nobody spoke.

    Scenario: The store is started again, and has forgotten everything
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      And user "Alice" sends message "Do you remember?"
      And user "Bob" receives message from "Alice" saying "Do you remember?"
      When the store of the servers is killed
      And the store of the servers is started again, and has forgotten everything
      Then the connection of user "Bob" should be closed with code 1012
      And the connection of user "Alice" should be closed with code 1012
      When user "Bob" reconnects where they left off
      Then user "Bob" should know that messages are missing
