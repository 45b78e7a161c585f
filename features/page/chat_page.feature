@promise.core
Feature: The page

  Rule: One address is all that a visitor needs
    Nothing to install, nothing to sign.

    Scenario: The page asks for a name
      When I open the page
      Then the page should say "Enter your name"

    Scenario: Everything that the page needs comes with it
      When I open the page
      Then every script and style sheet of the page should load

    Scenario: The page is there while people chat
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 100 messages in a row
      And I open the page
      Then the page should say "Enter your name"
      And user "Bob" should receive all 100 messages from "Alice" in order
