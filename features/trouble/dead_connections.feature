@promise.heartbeat @setting.impatient
Feature: Dead connections

  @promise.departures
  Rule: A user whose connection no longer responds is announced as left
    A phone in a tunnel cannot say goodbye, and the others should not wait for ever.

    @promise.messages
    Scenario: A connection stops responding
      Given users "Alice", "Bob" and "Dave" connect to the chat
      When user "Dave" stops responding
      Then users "Alice" and "Bob" should receive "left" notification for "Dave"
      When user "Alice" sends message "He was tired"
      Then user "Bob" should receive message from "Alice" saying "He was tired"

    Scenario: A connection that responds again too late has been closed
      Given users "Alice" and "Dave" connect to the chat
      When user "Dave" stops responding
      Then user "Alice" should receive "left" notification for "Dave"
      When user "Dave" starts reading again
      Then the connection of user "Dave" should be closed

  @promise.messages
  Rule: A user who only listens stays connected
    Listening is a way of taking part.

    Scenario: Bob says nothing for a long time, then speaks
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" answers 6 pings from the server
      Then user "Alice" should not receive "left" notification for "Bob"
      When user "Bob" sends message "I was listening"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "I was listening"
