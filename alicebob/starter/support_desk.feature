@promise.core
Feature: Our support desk
  Write down what users may expect of your chat. 'alicebob steps' lists the sentences.

  Rule: A customer and an agent can talk while others join
    Customers do not wait until the room is quiet.

    Scenario: A colleague joins in the middle of a conversation
      Given users "Customer" and "Agent" connect to the chat
      When user "Customer" sends message "My order has not arrived."
      And user "Colleague" connects to the chat
      And user "Agent" sends message "Let me look."
      Then user "Customer" should receive message from "Agent" saying "Let me look."
      And user "Colleague" should not receive message from "Customer" saying "My order has not arrived."
