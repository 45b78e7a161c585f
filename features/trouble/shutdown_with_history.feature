@promise.messages @promise.order @promise.history @promise.persistence @promise.shutdown @setting.sqlite_history
@breaks.connection
Feature: Shutdown with a stored history

  Rule: After a restart, users find every delivered message in the history
    Installing a new version of the server must not erase conversations.

    @dialect.events
    Scenario: The server is shut down during a burst of messages and started again
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the server is shut down while users "Alice", "Bob" and "Carol" are sending messages
      Then users "Alice", "Bob" and "Carol" should have heard the same messages in the same order
      And the server should have exited cleanly
      When the server is started again
      And user "Dave" connects to the chat
      And user "Dave" asks for the last 1,000 messages
      Then user "Dave" should see in the history all messages that "Alice" heard
