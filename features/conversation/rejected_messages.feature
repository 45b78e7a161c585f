@promise.texts
Feature: Rejected messages

  Rule: A blank message is rejected and not passed on
    An empty message says nothing and leaves everybody guessing.

    Scenario: An empty message
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends an empty message
      Then user "Alice" should be told that the message is invalid
      And user "Bob" should not receive anything

    @promise.messages @promise.own-messages
    Scenario: A rejection does not overtake an earlier message
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Wait" and an empty message in a single write
      Then user "Alice" should receive message from "Alice" saying "Wait"
      And user "Alice" should be told that the message is invalid

    Scenario Outline: A message containing only <blanks>
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

  Rule: A message that is too long is rejected, and nobody else is affected
    Senders should be able to shorten a message and try again.

    @promise.messages
    Scenario: A message that is one character too long
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends a message that is one character too long
      Then user "Alice" should be told that the message is too long
      And user "Bob" should not receive anything
      When user "Alice" sends message "Then shorter"
      Then user "Bob" should receive message from "Alice" saying "Then shorter"

    @promise.departures @breaks.connection
    Scenario: A message far beyond the size limit ends the connection
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends a message far beyond the size limit
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
