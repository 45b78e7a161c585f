@promise.page
Feature: Chat page

  Rule: Visitors need nothing but the address of the page
    People should be able to chat without installing anything or creating an account.

    Scenario: The page asks for a name
      When I open the page
      Then the page should say "Enter your name"

    Scenario: All parts of the page load
      When I open the page
      Then every script and style sheet of the page should load

    @promise.messages @promise.sender-order
    Scenario: The page opens while people chat
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 100 messages in a row
      And I open the page
      Then the page should say "Enter your name"
      And user "Bob" should receive all 100 messages from "Alice" in order
