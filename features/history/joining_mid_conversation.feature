@promise.history @dialect.events
Feature: Where the past meets the present

  Rule: What a newcomer is told and what they hear then is one talk
    Nothing is told twice, and nothing falls through the gap.

    Scenario: Two newcomers in the middle of a burst
      Given users "Alice" and "Bob" connect to room "weir"
      When user "Alice" sends 200 messages in a row
      And user "Carol" connects to room "weir"
      And user "Dave" connects to room "weir"
      Then user "Bob" should receive all 200 messages from "Alice" in order
      And everybody should have the latest messages that "Alice" heard, without a gap

    Scenario: Many newcomers in the middle of a talk of many
      Given users "Alice", "Bob" and "Carol" connect to room "market-hall"
      When users "Alice", "Bob" and "Carol" keep sending messages while 6 newcomers connect
      Then everybody should have the latest messages that "Alice" heard, without a gap

    Scenario: People of all dialects talk while newcomers arrive
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to room "harbour"
      When users "Bob" and "Carol" keep sending messages while 3 newcomers connect
      Then everybody should have the latest messages that "Alice" heard, without a gap

    Scenario: Whoever comes back in the middle of a talk has missed nothing
      Given users "Alice", "Bob" and "Carol" connect to room "ferry"
      When users "Alice" and "Carol" keep sending messages while the connection of user "Bob" is lost and restored 4 times
      Then user "Bob" should have received each message that "Alice" heard exactly once
