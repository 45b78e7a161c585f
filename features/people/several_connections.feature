@promise.shared-names
Feature: Several connections of one user

  @promise.messages
  Rule: Every connection of a user receives the whole conversation
    People put the laptop down and read on with the phone.

    Scenario: Both connections receive what others say
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Bob" sends message "Lunch?"
      Then users "Alice's laptop" and "Alice's phone" should receive message from "Bob" saying "Lunch?"
      And user "Alice's laptop" should not receive message from "Bob" saying "Lunch?"
      And user "Alice's phone" should not receive message from "Bob" saying "Lunch?"

    Scenario: Each connection receives what the user says on the other
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's laptop" sends message "At my desk"
      And user "Alice's phone" sends message "On my way"
      Then users "Bob", "Alice's laptop" and "Alice's phone" should receive message from "Alice" saying "At my desk"
      And users "Bob", "Alice's laptop" and "Alice's phone" should receive message from "Alice" saying "On my way"

    @promise.order @promise.bursts
    Scenario: A user talks on three connections at once
      Given user "Bob" connects to the chat
      And users "Alice's laptop", "Alice's phone" and "Alice's tablet" connect to the chat as "Alice"
      When users "Alice's laptop", "Alice's phone", "Alice's tablet" and "Bob" send 60 messages each, all at once
      Then everybody should have heard the same 240 messages in the same order

    Scenario: The same text from two connections is two messages
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's laptop" sends message "Hello?"
      And user "Alice's phone" sends message "Hello?"
      Then user "Bob" should receive message from "Alice" saying "Hello?"
      And user "Bob" should receive message from "Alice" saying "Hello?"
      And user "Bob" should not receive message from "Alice" saying "Hello?"

  @promise.departures
  Rule: The others are notified of every connection, and so are the user's other connections
    A notification is about a connection: whoever reads it can tell that one came or went.

    @promise.arrivals
    Scenario: A user connects and leaves on three connections
      Given user "Bob" connects to the chat
      When user "Alice's laptop" connects to the chat as "Alice"
      Then user "Bob" should receive "joined" notification for "Alice"
      When user "Alice's phone" connects to the chat as "Alice"
      Then users "Bob" and "Alice's laptop" should receive "joined" notification for "Alice"
      When user "Alice's tablet" connects to the chat as "Alice"
      Then users "Bob", "Alice's laptop" and "Alice's phone" should receive "joined" notification for "Alice"
      When user "Alice's laptop" leaves
      Then users "Bob", "Alice's phone" and "Alice's tablet" should receive "left" notification for "Alice"
      When user "Alice's tablet" leaves
      Then users "Bob" and "Alice's phone" should receive "left" notification for "Alice"
      When user "Alice's phone" leaves
      Then user "Bob" should receive "left" notification for "Alice"
      And user "Bob" should not receive "left" notification for "Alice"

    @promise.arrivals
    Scenario: A user's other connection is notified once
      Given users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's phone" leaves
      Then user "Alice's laptop" should receive "joined" notification for "Alice"
      And user "Alice's laptop" should receive "left" notification for "Alice"
      And user "Alice's laptop" should not receive "joined" notification for "Alice"
      And user "Alice's laptop" should not receive "left" notification for "Alice"

    @promise.messages
    Scenario: Both connections of a user are lost at once
      Given users "Bob" and "Carol" connect to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When the connection of user "Alice's laptop" is lost
      And the connection of user "Alice's phone" is lost
      Then user "Bob" should have seen each of "Alice" leave 2 times
      And user "Carol" should have seen each of "Alice" leave 2 times
      When user "Bob" sends message "They are gone"
      Then users "Bob" and "Carol" should receive message from "Bob" saying "They are gone"

  @promise.messages @promise.departures
  Rule: The loss of one connection does not affect the others
    A phone without reception must not end the conversation on the laptop.

    Scenario Outline: One of two connections ends: <ending>
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When <ending>
      Then users "Bob" and "Alice's laptop" should receive "left" notification for "Alice"
      When user "Alice's laptop" sends message "I am still here"
      And user "Bob" sends message "Good"
      Then users "Bob" and "Alice's laptop" should receive message from "Alice" saying "I am still here"
      And users "Bob" and "Alice's laptop" should receive message from "Bob" saying "Good"

      Examples:
        | ending                                         |
        | user "Alice's phone" leaves                    |
        | user "Alice's phone" disconnects abruptly      |
        | the connection of user "Alice's phone" is lost |

    Scenario: The connection that came first is lost, and comes back
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When the connection of user "Alice's laptop" is lost
      Then users "Bob" and "Alice's phone" should receive "left" notification for "Alice"
      When user "Alice's laptop" connects to the chat as "Alice"
      And user "Bob" sends message "Both again?"
      Then users "Alice's laptop" and "Alice's phone" should receive message from "Bob" saying "Both again?"

    @promise.sender-order
    Scenario: One of three connections is lost during a burst of messages
      Given user "Bob" connects to the chat
      And users "Alice's laptop", "Alice's phone" and "Alice's tablet" connect to the chat as "Alice"
      When user "Bob" sends 100 messages in a row
      And the connection of user "Alice's phone" is lost
      Then user "Alice's laptop" should receive all 100 messages from "Bob" in order
      And user "Alice's tablet" should receive all 100 messages from "Bob" in order
      And users "Bob", "Alice's laptop" and "Alice's tablet" should receive "left" notification for "Alice"

  @promise.messages @promise.departures @promise.rooms
  Rule: In two rooms, a user has two separate conversations
    What is said in one room is not meant for the other, even if the same person is in both.

    Scenario: A user is in two rooms at once, and leaves one of them
      Given user "Bob" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      And user "Alice's laptop" connects to room "garden" as "Alice"
      And user "Alice's phone" connects to room "kitchen" as "Alice"
      When user "Bob" sends message "Roses"
      And user "Alice's phone" sends message "Soup"
      Then users "Bob" and "Alice's laptop" should receive message from "Bob" saying "Roses"
      And users "Carol" and "Alice's phone" should receive message from "Alice" saying "Soup"
      And user "Alice's laptop" should not receive message from "Alice" saying "Soup"
      When user "Alice's laptop" leaves
      Then user "Bob" should receive "left" notification for "Alice"
      And user "Carol" should not receive "left" notification for "Alice"
      When user "Carol" sends message "More soup?"
      Then user "Alice's phone" should receive message from "Carol" saying "More soup?"

  @promise.messages @promise.departures @promise.dialects
  Rule: A user may speak another dialect on each connection
    The program on the phone is rarely that on the laptop.

    Scenario Outline: One connection speaks <one>, the other <other>
      Given user "Alice's laptop" speaks "<one>"
      And user "Alice's phone" speaks "<other>"
      And user "Bob" speaks "<one>"
      And user "Carol" speaks "<other>"
      And users "Bob" and "Carol" connect to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's laptop" sends message "At my desk"
      And user "Alice's phone" sends message "On my way"
      And user "Bob" sends message "Which?"
      Then users "Bob", "Carol", "Alice's laptop" and "Alice's phone" should receive message from "Alice" saying "At my desk"
      And users "Bob", "Carol", "Alice's laptop" and "Alice's phone" should receive message from "Alice" saying "On my way"
      And users "Alice's laptop" and "Alice's phone" should receive message from "Bob" saying "Which?"
      When the connection of user "Alice's phone" is lost
      Then users "Bob", "Carol" and "Alice's laptop" should receive "left" notification for "Alice"
      When user "Carol" sends message "Lost?"
      Then user "Alice's laptop" should receive message from "Carol" saying "Lost?"

      Examples:
        | one      | other    |
        | plain    | events   |
        | plain    | envelope |
        | events   | plain    |
        | events   | events   |
        | events   | envelope |
        | envelope | plain    |
        | envelope | events   |
        | envelope | envelope |
