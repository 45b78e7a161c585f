@promise.texts
Feature: What cannot be said is refused kindly

  Rule: A blank message is not passed on
    An empty bubble says nothing and makes everybody wonder.

    Scenario: An empty message
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends an empty message
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive anything

    Scenario: A refusal does not overtake what was said before
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Wait" and an empty message in a single write
      Then user "Alice" should receive message from "Alice" saying "Wait"
      And user "Alice" should be told that the message is invalid

    Scenario Outline: A message of nothing but <blanks>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends a message containing only <blanks>
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive any error
      And user "Bob" should not receive any message

      Examples:
        | blanks      |
        | spaces      |
        | line breaks |
        | tabs        |
        | wide spaces |

  Rule: A message that is too long is refused, and its sender stays
    The sender can cut it and try again; the room never notices.

    Scenario: One character too long
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends a message that is one character too long
      Then user "Alice" should be told that the message is too long
      And user "Bob" should not receive anything
      When user "Alice" sends message "Then shorter"
      Then user "Bob" should receive message from "Alice" saying "Then shorter"

    @breaks.line
    Scenario: Far beyond any limit, the line is ended before it arrives
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends a message far beyond the size limit
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
