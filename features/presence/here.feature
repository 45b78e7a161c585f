@promise.presence @dialect.events
Feature: Who is here

  Rule: A newcomer is told who is here, and everybody may ask
    One speaks otherwise to two people than to twenty.

    Scenario: The list when one comes, and when one asks
      Given users "Alice" and "Bob" connect to room "parlour"
      When user "Carol" connects to room "parlour"
      Then user "Carol" should see exactly "Alice" and "Bob" in the room
      When user "Bob" leaves
      And user "Carol" receives "left" notification for "Bob"
      And user "Carol" asks who is here
      Then user "Carol" should see exactly "Alice" and "Carol" in the room

    Scenario: People of other dialects are here, too
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "envelope"
      And users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" and "Bob" in the room

    Scenario: One name on two lines is one name
      Given user "Alice" connects to the chat
      And a second "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Bob" should see "Alice" with 2 connections
