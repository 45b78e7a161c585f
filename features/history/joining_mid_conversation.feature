@promise.history @dialect.events
Feature: Where the past meets the present

  Rule: What a newcomer is told and what they hear then is one talk
    Nothing is told twice, and nothing falls through the gap.

    Scenario: Two newcomers in the middle of a burst
      Given users "Alice" and "Bob" connect to room "weir"
      When user "Alice" sends 200 messages in a row
      And user "Carol" connects to room "weir"
      And user "Dave" connects to room "weir"
      Then user "Bob" should receive all 200 messages of "Alice" in order
      And everybody should know the latest that "Alice" heard, without a gap

    Scenario: Many newcomers in the middle of a talk of many
      Given users "Alice", "Bob" and "Carol" connect to room "market-hall"
      When users "Alice", "Bob" and "Carol" talk without a pause while 6 newcomers arrive
      Then everybody should know the latest that "Alice" heard, without a gap

    Scenario: People of all dialects talk while newcomers arrive
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to room "harbour"
      When users "Bob" and "Carol" talk without a pause while 3 newcomers arrive
      Then everybody should know the latest that "Alice" heard, without a gap

    Scenario: Whoever comes back in the middle of a talk has missed nothing
      Given users "Alice", "Bob" and "Carol" connect to room "ferry"
      When users "Alice" and "Carol" talk without a pause while user "Bob" is lost and comes back 4 times
      Then user "Bob" should have been told once each message that "Alice" heard
