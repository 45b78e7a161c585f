@promise.typing @promise.deadlines @setting.short_timeouts @dialect.events
Feature: Typing timeout

  Rule: Typing ends by itself after a while
    A user who was called away is no longer typing.

    @socket.traffic
    Scenario: A user starts typing and does not go on
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Alice" should not see anybody typing

    Scenario: Two users start typing and do not go on
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Carol" should see that "Bob" is no longer typing

    @promise.messages @socket.traffic
    Scenario: Typing that has ended by itself does not end again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is no longer typing
      When user "Alice" sends message "I am back"
      Then user "Bob" should receive message from "Alice" saying "I am back"
      And user "Bob" should not see that "Alice" is no longer typing

    @socket.traffic
    Scenario: A user who goes on typing is shown as typing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" keeps typing, and "Bob" does not see it end
      Then user "Bob" should see that "Alice" is no longer typing
