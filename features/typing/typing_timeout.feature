@promise.deadlines @setting.short_timeouts @dialect.events
Feature: Typing that comes to its end

  Rule: Typing ends by itself
    Somebody who was called away is not still typing.

    Scenario: Typing, and then nothing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Alice" should not see anybody typing

    Scenario: Two type, and then neither
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Carol" should see that "Bob" is no longer typing

    Scenario: What has ended by itself does not end again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is no longer typing
      When user "Alice" sends message "I am back"
      Then user "Bob" should receive message from "Alice" saying "I am back"
      And user "Bob" should not see that "Alice" is no longer typing

    Scenario: Whoever goes on typing is typing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" goes on typing, and "Bob" sees no end of it
      Then user "Bob" should see that "Alice" is no longer typing
