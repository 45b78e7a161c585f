@promise.core
Feature: Leaving

  Rule: Whoever leaves is announced to those who stay
    Talking to somebody who is gone is talking to a wall.

    Scenario: Somebody says goodbye
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"

    Scenario: A departure is told once
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"

    Scenario: The first to come may be the first to go
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" leaves
      Then users "Bob" and "Carol" should receive "left" notification for "Alice"

  Rule: It does not matter how they left
    Trains enter tunnels and laptops are shut; those who stay deserve to know all the same.

    Scenario: A line that just ends
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" disconnects abruptly
      Then user "Alice" should receive "left" notification for "Bob"

    Scenario: A line that is lost
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"

    Scenario: A line that is lost in the middle of a message
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends only half of a frame
      And the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"

    Scenario: Two lines that are lost at once
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the connection of user "Bob" is lost
      And the connection of user "Carol" is lost
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should receive "left" notification for "Carol"

  Rule: The rest chat on
    One person's end is not the room's.

    Scenario: After a goodbye
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      And user "Alice" sends message "Where were we?"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Where were we?"

    Scenario: Somebody speaks at the very moment a neighbour's line is lost
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the connection of user "Carol" is lost
      And user "Alice" sends 20 messages in a row
      Then user "Alice" should receive all 20 messages from "Alice" in order
      And user "Bob" should receive all 20 messages from "Alice" in order

    Scenario: A line is lost while a burst is under way
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends 200 messages in a row
      And the connection of user "Carol" is lost
      Then user "Bob" should receive all 200 messages from "Alice" in order
      And user "Bob" should receive "left" notification for "Carol"

    Scenario: The last to leave, and the first to come again
      Given user "Alice" connects to the chat
      When user "Alice" leaves
      And user "Bob" connects to the chat
      And user "Bob" sends message "Empty, and mine"
      Then user "Bob" should receive message from "Bob" saying "Empty, and mine"

  Rule: Whoever comes back is announced again
    A short absence is still one.

    Scenario: Gone and back
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" leaves
      And user "Bob" comes back
      Then user "Alice" should receive "joined" notification for "Bob"
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" sends message "Forgot my umbrella"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Forgot my umbrella"

    Scenario: Back before anybody has noticed
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      And user "Bob" comes back
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Alice" sends message "Did you say something?"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Did you say something?"

    Scenario: Lost and back
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Bob" comes back
      And user "Alice" sends message "There you are"
      Then user "Bob" should receive message from "Alice" saying "There you are"
