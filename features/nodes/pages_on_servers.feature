@promise.page-in-browser @promise.history @promise.nodes
Feature: The page before several servers

  Rule: A page whose line leads to another server goes on there, and misses nothing
    Whoever keeps a chat open all day should not notice which machine is behind it.

    Background:
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat on another server, with a clock of their own

    Scenario: A page comes back to another server while the first one still believes in it
      When client "Bob" sends "before"
      Then visitor "Alice" should see message "before" from "Bob"
      When the line of visitor "Alice" goes silent
      And client "Bob" sends "meanwhile"
      And 11 seconds pass for visitor "Alice"
      Then the status of visitor "Alice" should be "No answer…"
      When the line of visitor "Alice" leads to another server
      And visitor "Alice" has another line
      And visitor "Alice" connects again
      Then visitor "Alice" should see the messages "before" and "meanwhile" and no others
      When visitor "Alice" opens the user list
      Then visitor "Alice" should see "Bob" and "Alice" in the user list

    @promise.unique @setting.unique
    Scenario: A page comes back to another server under its own name
      When the line of visitor "Alice" goes silent
      And 11 seconds pass for visitor "Alice"
      Then the status of visitor "Alice" should be "No answer…"
      When the line of visitor "Alice" leads to another server
      And visitor "Alice" has another line
      And visitor "Alice" connects again
      Then the status of visitor "Alice" should be "Connected"
      When visitor "Alice" sends "I am back"
      Then client "Bob" should have received "I am back" from "Alice"

    @promise.failover @setting.failing_nodes
    Scenario: The server of a page is killed
      When client "Bob" sends "before"
      Then visitor "Alice" should see message "before" from "Bob"
      When the server of visitor "Alice" is killed
      And client "Bob" sends "meanwhile"
      And the line of visitor "Alice" leads to another server
      And visitor "Alice" connects again
      Then visitor "Alice" should see the messages "before" and "meanwhile" and no others
      When visitor "Alice" opens the user list
      Then visitor "Alice" should see "Bob" and "Alice" in the user list

    @promise.failover @promise.shutdown @setting.failing_nodes
    Scenario: The server of a page is replaced by another one
      When client "Bob" sends "before"
      Then visitor "Alice" should see message "before" from "Bob"
      When the server of visitor "Alice" is shut down
      And client "Bob" sends "meanwhile"
      And the line of visitor "Alice" leads to another server
      And visitor "Alice" connects again
      Then visitor "Alice" should see the messages "before" and "meanwhile" and no others
      When visitor "Alice" sends "Here I am"
      Then client "Bob" should have received "Here I am" from "Alice"
