@promise.messages @promise.packed @dialect.described @only.described
Feature: Separators

  Rule: All messages of a frame are received
    A client that gathers what its user says loses nothing.

    @promise.sender-order
    Scenario: Three messages come in a single frame
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends messages "One", "Two" and "Three" in a single frame
      Then user "Bob" should have heard "One", "Two" and "Three", in this order

    Scenario: Two users send several messages in a single frame each
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends messages "Good morning" and "Did you sleep well?" in a single frame
      And user "Bob" sends messages "No" and "The owls" in a single frame
      Then user "Carol" should receive message from "Alice" saying "Did you sleep well?"
      And user "Carol" should receive message from "Bob" saying "The owls"
