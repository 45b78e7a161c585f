@promise.goodbye @setting.own
Feature: A polite goodbye

  Rule: A server that stops says so to everybody, at once
    A client that knows why the line ended knows whether to come back.

    @breaks.line
    Scenario: Everybody is told that the server goes away
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the server is told to stop
      Then the line of user "Alice" should end with code 1001
      And the line of user "Bob" should end with code 1001
      And the line of user "Carol" should end with code 1001
      And the server should have ended well

    @breaks.line
    Scenario: What was said before is still delivered
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 200 messages in a row
      Then user "Alice" should receive all 200 messages of "Alice" in order
      When the server is told to stop
      Then user "Bob" should receive all 200 messages of "Alice" in order
      And the line of user "Bob" should end with code 1001

    @breaks.line
    Scenario: Somebody stuck does not hold up the rest
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And the server is told to stop
      Then the line of user "Alice" should end with code 1001
      And the server should have ended well

    Scenario: With nobody in, it just ends
      Given the server is running
      When the server is told to stop
      Then the server should have ended well

    @breaks.line
    Scenario: Nobody new is let in
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And the server is told to stop
      Then the line of user "Alice" should end with code 1001
      When "Dave" comes to a server that goes away
      Then "Dave" should be turned away

    @breaks.line @promise.dialects
    Scenario: In the middle of a burst, nothing that was answered is lost
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When users "Alice", "Bob" and "Carol" all talk at once, and the server is told to stop in the middle of it
      Then users "Alice", "Bob" and "Carol" should have heard the same messages in the same order
      And the line of user "Alice" should end with code 1001
      And the line of user "Bob" should end with code 1001
      And the line of user "Carol" should end with code 1001
      And the server should have ended well
