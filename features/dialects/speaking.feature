@promise.dialects
Feature: Three dialects, one room

  Rule: Users of different dialects hear each other
    What program somebody talks with is nobody else's business.

    Scenario Outline: Alice speaks <one>, Bob speaks <other>
      Given user "Alice" speaks "<one>"
      And user "Bob" speaks "<other>"
      When users "Alice" and "Bob" connect to the chat
      Then user "Alice" should receive "joined" notification for "Bob"
      When user "Alice" sends message "Bonjour"
      And user "Bob" sends message "Guten Tag"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Bonjour"
      And users "Alice" and "Bob" should receive message from "Bob" saying "Guten Tag"
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"

      Examples:
        | one      | other    |
        | plain    | events   |
        | plain    | envelope |
        | events   | plain    |
        | events   | envelope |
        | envelope | plain    |
        | envelope | events   |

    Scenario: A burst of three dialects is heard in one order
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      When users "Alice", "Bob" and "Carol" connect to the chat
      And users "Alice", "Bob" and "Carol" send 100 messages each, all at once
      Then everybody should have heard the same 300 messages in the same order

  Rule: Where a dialect has a word for coming and going, it does what connecting does
    Whoever has not said who they are hears nothing yet, and nobody hears of them.

    Scenario Outline: Somebody stands at the door, then comes in, then says that they leave
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" stands at the door
      Then user "Alice" should not receive anything
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should be in
      And user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" says that they leave
      Then user "Alice" should receive "left" notification for "Bob"

      Examples:
        | dialect  |
        | events   |
        | envelope |
