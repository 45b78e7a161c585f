Feature: Leaving

  @promise.departures
  Rule: Everybody else in the room is notified when a user leaves
    Nobody should talk to somebody who is no longer there.

    Scenario: A user leaves
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"

    Scenario: Users are notified of a departure once
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"

    Scenario: The first user to join is the first to leave
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" leaves
      Then users "Bob" and "Carol" should receive "left" notification for "Alice"

  @promise.departures
  Rule: The others are notified, no matter how a user left
    Trains enter tunnels and laptops are closed; the others need to know all the same.

    Scenario: A user disconnects abruptly
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" disconnects abruptly
      Then user "Alice" should receive "left" notification for "Bob"

    Scenario: The connection of a user is lost
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"

    @socket.frames
    Scenario: The connection of a user is lost in the middle of a message
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends only half of a frame
      And the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"

    Scenario: The connections of two users are lost at once
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the connection of user "Bob" is lost
      And meanwhile the connection of user "Carol" is lost
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should receive "left" notification for "Carol"

  @promise.messages
  Rule: The others can go on chatting when a user leaves
    One user's departure should not disturb the conversation of the others.

    Scenario: A user sends a message after another has left
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      And user "Alice" sends message "Where were we?"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Where were we?"

    @promise.own-messages @promise.sender-order
    Scenario: A user sends messages just as another's connection is lost
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When the connection of user "Carol" is lost
      And user "Alice" sends 20 messages in a row
      Then user "Alice" should receive all 20 messages from "Alice" in order
      And user "Bob" should receive all 20 messages from "Alice" in order

    @promise.sender-order @promise.departures @promise.bursts
    Scenario: The connection of a user is lost during a burst of messages
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends 200 messages in a row
      And meanwhile the connection of user "Carol" is lost
      Then user "Bob" should receive all 200 messages from "Alice" in order
      And user "Bob" should receive "left" notification for "Carol"

    @promise.own-messages
    Scenario: The last user leaves, and another joins the empty room
      Given user "Alice" connects to the chat
      When user "Alice" leaves
      And user "Bob" connects to the chat
      And user "Bob" sends message "Empty, and mine"
      Then user "Bob" should receive message from "Bob" saying "Empty, and mine"

  @promise.messages @promise.departures
  Rule: A user who comes back is announced again
    The others should know who is in the room now, however short the absence was.

    @promise.arrivals
    Scenario: A user leaves and comes back
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" leaves
      And user "Bob" comes back
      Then user "Alice" should receive "joined" notification for "Bob"
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" sends message "Forgot my umbrella"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Forgot my umbrella"

    Scenario: A user reconnects before anybody has noticed their absence
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      And user "Bob" comes back
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Alice" sends message "Did you say something?"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Did you say something?"

    Scenario: A user loses the connection and comes back
      Given users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Bob" comes back
      And user "Alice" sends message "There you are"
      Then user "Bob" should receive message from "Alice" saying "There you are"
