@promise.history @dialect.events
Feature: What was said before

  Rule: A newcomer sees the last fifty messages of the room
    Whoever comes late can still follow.

    Scenario: Fifty of sixty
      Given user "Alice" connects to room "archive"
      When user "Alice" sends 60 messages in a row
      Then user "Alice" should receive all 60 messages of "Alice" in order
      When user "Bob" connects to room "archive"
      Then user "Bob" should see the last 50 messages of "Alice"
      When user "Bob" asks for 10 messages before "message 21 of Alice"
      Then user "Bob" should see 10 messages of "Alice", the last of them 20

    Scenario: Nothing is told twice or left out in the middle of a burst
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 300 messages in a row
      And user "Carol" connects to the chat
      And user "Dave" connects to the chat
      Then user "Bob" should receive all 300 messages of "Alice" in order

    Scenario: Somebody whose words came in another dialect
      Given user "Alice" speaks "plain"
      And user "Alice" connects to room "library"
      When user "Alice" sends message "Written down"
      Then user "Alice" should receive message from "Alice" saying "Written down"
      When user "Bob" connects to room "library"
      Then user "Bob" should see "Written down" from "Alice" in the history

  Rule: Whoever comes back is told what they missed
    A tunnel is no reason to lose the thread.

    Scenario: Lost and back
      Given users "Alice" and "Bob" connect to the chat
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" should receive message from "Alice" saying "Before the tunnel"
      When the line of user "Bob" is lost
      And user "Alice" sends 70 messages in a row
      Then user "Alice" should receive all 70 messages of "Alice" in order
      When user "Bob" comes back where they left
      Then user "Bob" should see the last 70 messages of "Alice"
      And user "Bob" should have missed nothing

  @promise.persistence @setting.kept
  Rule: What anyone has read survives the end of the process
    A crash of the server is not the users' fault.

    @breaks.line
    Scenario: Killed and started again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 30 messages in a row
      Then user "Bob" should receive all 30 messages of "Alice" in order
      When the server is killed
      And the server is started again
      And user "Carol" connects to the chat
      Then user "Carol" should see the last 30 messages of "Alice"
