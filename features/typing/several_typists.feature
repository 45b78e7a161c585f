@promise.typing @dialect.events
Feature: Several typists

  Rule: The typing of one user ends without that of the others
    Each of them is waited for.

    @socket.traffic
    Scenario: Three users type, and end it in three ways
      Given users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When users "Alice", "Bob" and "Carol" start typing
      Then user "Dave" should see that each of "Alice", "Bob" and "Carol" is typing
      When user "Alice" sends message "Done"
      Then user "Dave" should see that "Alice" is no longer typing
      And user "Dave" should not see that "Bob" is no longer typing
      And user "Dave" should not see that "Carol" is no longer typing
      When user "Bob" stops typing
      Then user "Dave" should see that "Bob" is no longer typing
      And user "Dave" should not see that "Carol" is no longer typing
      When the connection of user "Carol" is lost
      Then user "Dave" should see that "Carol" is no longer typing
      And user "Dave" should not see anybody typing

    @socket.traffic
    Scenario: A second user starts and stops while the first goes on
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Carol" should see that "Alice" is typing
      When user "Bob" starts typing
      And user "Bob" stops typing
      Then user "Carol" should see that "Bob" is typing
      And user "Carol" should see that "Bob" is no longer typing
      And user "Carol" should not see that "Alice" is no longer typing
      When user "Alice" stops typing
      Then user "Carol" should see that "Alice" is no longer typing

    @promise.messages @socket.traffic
    Scenario: A user stops typing that only another has started
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Carol" should see that "Alice" is typing
      When user "Bob" stops typing
      And user "Bob" sends message "I was not typing"
      Then user "Carol" should receive message from "Bob" saying "I was not typing"
      And user "Carol" should not see anybody typing

    @socket.traffic
    Scenario: Two users whose names differ only in case type
      Given users "Carol", "Alice" and "alice" connect to the chat
      When users "Alice" and "alice" start typing
      And user "alice" sends message "I am the short one"
      Then user "Carol" should see that "alice" is no longer typing
      And user "Carol" should not see that "Alice" is no longer typing

    @socket.traffic
    Scenario: Ten users type at once, and send their messages
      Given 10 readers connect to the chat
      And user "Alice" connects to the chat
      When all 10 readers start typing
      And all 10 readers send a message
      Then user "Alice" should see each of the 10 readers start typing, stop typing and send a message

  Rule: Users who come and go do not end the typing of others
    The message is still on its way.

    @promise.arrivals @promise.departures @socket.traffic
    Scenario: Others join, leave and are lost while a user types
      Given users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Erin" connects to the chat
      And user "Carol" leaves
      And the connection of user "Dave" is lost
      Then user "Bob" should receive "joined" notification for "Erin"
      And user "Bob" should receive "left" notification for "Carol"
      And user "Bob" should receive "left" notification for "Dave"
      And user "Bob" should not see that "Alice" is no longer typing

    @socket.traffic
    Scenario Outline: A newcomer sees the end of typing that began before: <end>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Carol" connects to the chat
      And <end>
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Carol" should not see anybody typing

      Examples:
        | end                                    |
        | user "Alice" sends message "Finally"   |
        | user "Alice" stops typing              |
        | user "Alice" leaves                    |
        | the connection of user "Alice" is lost |

    @promise.messages @promise.departures @socket.traffic
    Scenario: A user who types, is lost and comes back is not typing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When the connection of user "Alice" is lost
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive "left" notification for "Alice"
      When user "Alice" comes back
      And user "Alice" stops typing
      And user "Alice" sends message "Back"
      Then user "Bob" should receive message from "Alice" saying "Back"
      And user "Bob" should not see anybody typing

  @promise.shared-names
  Rule: Each connection of a user types by itself
    The text on the laptop is not finished when the phone has sent something.

    @socket.traffic
    Scenario: The user's other connection sees the typing, and its end
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's laptop" starts typing
      And user "Alice's laptop" stops typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Alice's phone" should see that "Alice" is typing
      And user "Alice's phone" should see that "Alice" is no longer typing
      And user "Alice's laptop" should not see anybody typing

    @promise.messages @socket.traffic
    Scenario: A message from the phone does not end the typing on the laptop
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's laptop" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice's phone" sends message "A long answer follows"
      Then user "Bob" should receive message from "Alice" saying "A long answer follows"
      And user "Bob" should not see anybody typing
      When user "Alice's laptop" sends message "The long answer"
      Then user "Bob" should see that "Alice" is no longer typing

    @promise.departures @socket.traffic
    Scenario: The phone is lost while the user types on the laptop
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's laptop" starts typing
      Then user "Bob" should see that "Alice" is typing
      When the connection of user "Alice's phone" is lost
      Then user "Bob" should receive "left" notification for "Alice"
      And user "Bob" should not see anybody typing
      When user "Alice's laptop" stops typing
      Then user "Bob" should see that "Alice" is no longer typing

    @promise.departures
    Scenario: The laptop is lost while the user types on it
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Alice's laptop" starts typing
      Then users "Bob" and "Alice's phone" should see that "Alice" is typing
      When the connection of user "Alice's laptop" is lost
      Then users "Bob" and "Alice's phone" should see that "Alice" is no longer typing
      And user "Bob" should receive "left" notification for "Alice"

  @promise.shared-names @promise.rooms
  Rule: Typing in one room has nothing to do with another room
    The others in each room wait for another message.

    @socket.traffic
    Scenario: A user types in two rooms, and sends a message in one of them
      Given user "Bob" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      And user "Alice's laptop" connects to room "garden" as "Alice"
      And user "Alice's phone" connects to room "kitchen" as "Alice"
      When user "Alice's laptop" starts typing
      And user "Alice's phone" starts typing
      Then user "Bob" should see that "Alice" is typing
      And user "Carol" should see that "Alice" is typing
      When user "Alice's phone" sends message "Soup"
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Bob" should not see anybody typing
      When the connection of user "Alice's laptop" is lost
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Carol" should not see anybody typing
