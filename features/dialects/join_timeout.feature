@promise.dialects @promise.deadlines @setting.short_timeouts
Feature: Join timeout

  Rule: A user who does not join in time is disconnected
    An idle connection takes the place of a user who wants to join.

    Scenario: Users who send nothing are disconnected
      Given user "Alice" connects to the chat
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      When user "Bob" connects without joining
      And user "Carol" connects without joining
      Then the connection of user "Bob" should be closed with code 1008
      And the connection of user "Carol" should be closed with code 1008
      And user "Alice" should not receive anything

    Scenario: Users who ask only for invalid names are disconnected
      Given user "Alice" connects to the chat
      And user "Mallory" speaks "events"
      And user "Mal" speaks "envelope"
      When user "Mallory" connects without joining
      And user "Mal" connects without joining
      And user "Mallory" asks to join under a name with NUL
      And user "Mal" asks to join under a name with NUL
      Then the connection of user "Mallory" should be closed with code 1008
      And the connection of user "Mal" should be closed with code 1008
      And user "Alice" should not receive anything

    @promise.messages
    Scenario: Users who have joined stay connected
      Given user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And user "Dave" speaks "events"
      And users "Alice" and "Carol" connect to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join as "Bob"
      And user "Dave" connects without joining
      Then the connection of user "Dave" should be closed with code 1008
      When user "Bob" sends message "We are still here"
      Then users "Alice", "Bob" and "Carol" should receive message from "Bob" saying "We are still here"
