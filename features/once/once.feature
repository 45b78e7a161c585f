@promise.once @dialect.events
Feature: Once only

  Rule: What bears the same mark twice is said once
    A phone that is not sure whether it was heard may say it again, without repeating itself.

    Scenario: Once and again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Only once" once and again
      Then user "Bob" should receive message from "Alice" saying "Only once"
      And user "Bob" should not receive message from "Alice" saying "Only once"
