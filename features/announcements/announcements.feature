@promise.announcements @setting.announced
Feature: The operator speaks

  Rule: The operator can say something to everybody, and nobody else can
    Before a server goes down for the night, people should hear of it.

    Scenario: Everybody hears it, in every dialect
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the operator announces "We close at ten"
      Then users "Alice", "Bob" and "Carol" should receive announcement "We close at ten"

    Scenario: One room only
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      When the operator announces "The roses are for sale" in room "garden"
      Then user "Alice" should receive announcement "The roses are for sale"
      And user "Bob" should not receive anything

    Scenario Outline: Not with <token>
      Given user "Alice" connects to the chat
      When somebody announces "Free beer" with <token>
      Then the announcement should be refused with status 401
      And user "Alice" should not receive anything

      Examples:
        | token     |
        | no token  |
        | a bad one |
