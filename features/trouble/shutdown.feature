@promise.shutdown @setting.own
Feature: Shutdown

  Rule: When the server shuts down, it tells all users immediately
    A client that knows why its connection was closed knows whether to reconnect.

    @breaks.connection @socket.end
    Scenario: Everybody is told that the server is shutting down
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the server is shut down
      Then the connection of user "Alice" should be closed with code 1001
      And the connection of user "Bob" should be closed with code 1001
      And the connection of user "Carol" should be closed with code 1001
      And the server should have exited cleanly

    @promise.messages @promise.own-messages @promise.sender-order @breaks.connection @promise.bursts @socket.end
    Scenario: Messages sent before the shutdown are still delivered
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 200 messages in a row
      Then user "Alice" should receive all 200 messages from "Alice" in order
      When the server is shut down
      Then user "Bob" should receive all 200 messages from "Alice" in order
      And the connection of user "Bob" should be closed with code 1001

    @breaks.connection @socket.reading
    Scenario: A user who has stopped reading does not hold up the others
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And the server is shut down
      Then the connection of user "Alice" should be closed with code 1001
      And the server should have exited cleanly

    Scenario: A server without users just exits
      Given the server is running
      When the server is shut down
      Then the server should have exited cleanly

    @breaks.connection @socket.reading
    Scenario: Nobody can connect during the shutdown
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And the server is shut down
      Then the connection of user "Alice" should be closed with code 1001
      When user "Dave" tries to connect while the server is shutting down
      Then user "Dave" should be rejected

    @promise.messages @promise.order @promise.dialects @breaks.connection
    Scenario: A shutdown during a burst of messages leaves everybody with the same messages
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When the server is shut down while users "Alice", "Bob" and "Carol" are sending messages
      Then users "Alice", "Bob" and "Carol" should have heard the same messages in the same order
      And the connection of user "Alice" should be closed with code 1001
      And the connection of user "Bob" should be closed with code 1001
      And the connection of user "Carol" should be closed with code 1001
      And the server should have exited cleanly
