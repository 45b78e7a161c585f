@promise.typing @dialect.events
Feature: Typing

  Rule: The others see that a user is typing until the message is sent
    People who see that an answer is on its way do not ask again.

    @promise.messages
    Scenario: A user types, then sends the message
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" sends message "There"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive message from "Alice" saying "There"

    @promise.private
    Scenario: A user types, then sends a private message
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Alice" sends private message "Psst" to "Bob"
      Then user "Carol" should see that "Alice" is typing
      And user "Carol" should see that "Alice" is no longer typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive private message from "Alice" saying "Psst"

    @dialect.described
    Scenario: A user types, then changes their mind
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" stops typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is no longer typing

    @socket.traffic
    Scenario: Every sign of typing is passed on
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      And user "Bob" should see that "Alice" is typing
      And user "Bob" should not see that "Alice" is no longer typing
      When user "Alice" stops typing
      Then user "Bob" should see that "Alice" is no longer typing

    @promise.messages @socket.traffic
    Scenario: A user types and sends a message, then does both again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" sends message "First"
      And user "Alice" starts typing
      And user "Alice" sends message "Second"
      Then user "Bob" should receive message from "Alice" saying "Second"
      And user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should not see that "Alice" is no longer typing

    @promise.messages @socket.traffic
    Scenario: Typing that has not started does not end
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" stops typing
      And user "Alice" sends message "Just so"
      Then user "Bob" should receive message from "Alice" saying "Just so"
      And user "Bob" should not see anybody typing

    @socket.traffic
    Scenario: Typing that has ended does not end again
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" stops typing
      And user "Alice" stops typing
      And user "Alice" sends message "Never mind"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should not see that "Alice" is no longer typing

    @promise.dialects
    Scenario: A user who joined with a message starts typing
      Given user "Alice" speaks "events with a join message"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Bob" starts typing
      Then user "Alice" should see that "Bob" is typing

  @promise.departures
  Rule: Leaving ends typing
    Nobody should wait for a message from somebody who has left.

    Scenario Outline: Typing ends when <departure>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When <departure>
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should receive "left" notification for "Alice"

      Examples:
        | departure                              |
        | user "Alice" leaves                    |
        | user "Alice" asks to leave             |
        | user "Alice" disconnects abruptly      |
        | the connection of user "Alice" is lost |

    @socket.traffic
    Scenario: A user is lost while typing, and comes back
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When the connection of user "Alice" is lost
      Then user "Bob" should receive "left" notification for "Alice"
      When user "Alice" comes back
      And user "Alice" sends message "A tunnel"
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Bob" should not see that "Alice" is no longer typing

  Rule: Only the others in the room see who is typing, if their dialect can show it
    People should see only what concerns them.

    @socket.traffic
    Scenario: Users do not see their own typing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" stops typing
      Then user "Bob" should see that "Alice" is typing
      And user "Alice" should not see anybody typing

    @dialect.described
    Scenario: Everybody else in the room sees that a user is typing
      Given users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When user "Carol" starts typing
      Then user "Alice" should see that "Carol" is typing
      And user "Bob" should see that "Carol" is typing
      And user "Dave" should see that "Carol" is typing

    @promise.rooms @dialect.described
    Scenario: Users in other rooms do not see that a user is typing
      Given users "Alice" and "Bob" connect to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Alice" starts typing
      And user "Alice" sends message "Roses"
      Then user "Bob" should see that "Alice" is typing
      And user "Carol" should not see anybody typing

    @socket.traffic
    Scenario: A newcomer does not see who started typing before
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Carol" connects to the chat
      Then user "Carol" should not see anybody typing

    Scenario: A newcomer sees the next sign of typing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Carol" connects to the chat
      And user "Alice" starts typing
      Then user "Carol" should see that "Alice" is typing

    @promise.dialects
    Scenario Outline: Users who speak <dialect> do not see that a user is typing
      Given user "Carol" speaks "<dialect>"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" stops typing
      Then user "Bob" should see that "Alice" is no longer typing
      And user "Carol" should not receive anything but notifications

      Examples:
        | dialect  |
        | plain    |
        | envelope |

  Rule: Several users can type at once
    One user may stop typing while another goes on.

    @socket.traffic
    Scenario: Two users type, and one of them sends a message
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      And user "Alice" sends message "I was first"
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Carol" should see that "Bob" is typing
      And user "Carol" should not see that "Bob" is no longer typing
      When user "Bob" sends message "So be it"
      Then user "Carol" should see that "Bob" is no longer typing

    @promise.departures @socket.traffic
    Scenario: Two users type, and one of them leaves
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      And user "Alice" leaves
      Then user "Carol" should see that "Alice" is no longer typing
      And user "Carol" should receive "left" notification for "Alice"
      And user "Carol" should not see that "Bob" is no longer typing

    @socket.traffic
    Scenario: Two users see each other typing
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Bob" starts typing
      Then user "Alice" should see that "Bob" is typing
      And user "Bob" should see that "Alice" is typing
      And user "Alice" should not see anybody typing

    @promise.messages @promise.sender-order @socket.traffic
    Scenario: One user types while another sends messages
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" starts typing
      Then user "Carol" should see that "Alice" is typing
      When user "Bob" sends 20 messages in a row
      Then user "Carol" should receive all 20 messages from "Bob" in order
      And user "Carol" should not see that "Alice" is no longer typing
