@promise.limits @setting.small
Feature: A full house

  Rule: When the house is full, newcomers are turned away, and those who are in never notice
    It is better to say "come back later" at the door than to fail everybody inside.

    Scenario: A fourth person at a table for three
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When "Dave" tries to connect
      Then "Dave" should be turned away
      And user "Alice" should not receive "joined" notification for "Dave"
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"

    Scenario: When somebody leaves, there is a seat again
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"
      When user "Dave" connects to the chat
      Then user "Alice" should receive "joined" notification for "Dave"
      When user "Dave" leaves
      Then user "Alice" should receive "left" notification for "Dave"
