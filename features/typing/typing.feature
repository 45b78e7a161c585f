@promise.typing @dialect.events
Feature: Somebody is typing

  Rule: The others see that somebody types, until they have said it
    Whoever sees that an answer is on its way does not ask again.

    Scenario: Typing, and then the words
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" sends message "There"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive message from "Alice" saying "There"
      And user "Alice" should not see anybody typing

    Scenario: Typing, and then a change of mind
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" stops typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is no longer typing

    Scenario: Typing, and then gone
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When the line of user "Alice" is lost
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive "left" notification for "Alice"

  @promise.deadlines @setting.hasty
  Rule: Typing ends by itself
    Somebody who was called away is not still typing.

    Scenario: Typing, and then nothing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is no longer typing
