@promise.shared-names @promise.private @dialect.events
Feature: Private messages on several connections

  Rule: A private message reaches every connection of its recipient, once
    A secret that arrives only on the phone at home is not read in time.

    Scenario: A recipient has three connections
      Given users "Bob" and "Carol" connect to the chat
      And users "Alice's laptop", "Alice's phone" and "Alice's tablet" connect to the chat as "Alice"
      When user "Bob" sends private message "psst" to "Alice"
      Then users "Bob", "Alice's laptop", "Alice's phone" and "Alice's tablet" should receive private message from "Bob" saying "psst"
      And user "Alice's tablet" should not receive private message from "Bob" saying "psst"
      And user "Carol" should not receive any private message

    Scenario: A recipient connects once more during a private conversation
      Given user "Bob" connects to the chat
      And user "Alice's laptop" connects to the chat as "Alice"
      When user "Bob" sends private message "One" to "Alice"
      Then user "Alice's laptop" should receive private message from "Bob" saying "One"
      When user "Alice's phone" connects to the chat as "Alice"
      And user "Bob" sends private message "Two" to "Alice"
      Then users "Alice's laptop" and "Alice's phone" should receive private message from "Bob" saying "Two"
      And user "Alice's phone" should not receive any private message

    @promise.departures
    Scenario Outline: One of three connections ends: <ending>
      Given user "Bob" connects to the chat
      And users "Alice's laptop", "Alice's phone" and "Alice's tablet" connect to the chat as "Alice"
      When <ending>
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" sends private message "psst" to "Alice"
      Then users "Bob", "Alice's phone" and "Alice's tablet" should receive private message from "Bob" saying "psst"
      And user "Alice's phone" should not receive any private message

      Examples:
        | ending                                          |
        | user "Alice's laptop" leaves                    |
        | user "Alice's laptop" asks to leave             |
        | the connection of user "Alice's laptop" is lost |

    @promise.departures @socket.person
    Scenario: The connections of a recipient are lost one by one
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When the connection of user "Alice's laptop" is lost
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" sends private message "One left" to "Alice"
      Then user "Alice's phone" should receive private message from "Bob" saying "One left"
      When the connection of user "Alice's phone" is lost
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" sends private message "Anybody?" to "Alice"
      Then user "Bob" should be told that no user has that name

    Scenario: Both sides have two connections, and answer on the other one
      Given users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      And users "Bob's laptop" and "Bob's phone" connect to the chat as "Bob"
      When user "Alice's laptop" sends private message "Are you there?" to "Bob"
      Then users "Bob's laptop" and "Bob's phone" should receive private message from "Alice" saying "Are you there?"
      When user "Bob's phone" sends private message "On the train" to "Alice"
      Then users "Alice's laptop" and "Alice's phone" should receive private message from "Bob" saying "On the train"
      And user "Bob's laptop" should not receive any private message
      And user "Alice's phone" should not receive any private message

  @promise.departures @promise.rooms
  Rule: A connection in another room is not reached
    Who whispers in one room does not know who listens in the other.

    @socket.person
    Scenario: A recipient is in two rooms at once
      Given user "Bob" connects to room "alcove"
      And user "Carol" connects to room "niche"
      And user "Alice's laptop" connects to room "alcove" as "Alice"
      And user "Alice's phone" connects to room "niche" as "Alice"
      When user "Bob" sends private message "psst" to "Alice"
      Then users "Bob" and "Alice's laptop" should receive private message from "Bob" saying "psst"
      And user "Alice's phone" should not receive any private message
      When user "Alice's laptop" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" sends private message "psst?" to "Alice"
      Then user "Bob" should be told that no user has that name
      And user "Alice's phone" should not receive any private message
