@promise.metrics @setting.own
Feature: The server counts

  Rule: The server counts what happens
    Whoever runs it must see whether people can talk.

    Scenario: What was said and delivered is counted
      Given users "Alice" and "Bob" connect to the chat
      When I note what the server has counted
      And user "Alice" sends message "One"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "One"
      And the server should have counted 1 more of "chat_messages_total"
      And the server should have counted 2 more of "chat_deliveries_total"
      And the server should count 2 of "chat_connections"
      And the statistics should say that "connections" is 2
