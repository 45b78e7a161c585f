@promise.persistence @setting.sqlite_history @breaks.line
Feature: A goodbye that is not for ever

  Rule: Whoever comes back after the server was stopped finds all that was heard
    A new version of the program is no reason to forget.

    @dialect.events
    Scenario: Stopped in the middle of a burst, and started again
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the server is shut down while users "Alice", "Bob" and "Carol" are sending messages
      Then users "Alice", "Bob" and "Carol" should have heard the same messages in the same order
      And the server should have exited cleanly
      When the server is started again
      And user "Dave" connects to the chat
      And user "Dave" asks for the last 1,000 messages
      Then user "Dave" should see all that "Alice" heard in the history
