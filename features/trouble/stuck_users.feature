@promise.long @promise.backpressure
Feature: Stuck users

  @setting.large_send_buffer
  Rule: While one user is stuck, all others go on as before
    One program that hangs must not be noticed by anybody else.

    @promise.messages @promise.arrivals @promise.departures
    Scenario: Others come, talk and go while a user does not read
      Given users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" sends 100 long messages, waiting for "Bob" to receive each
      And user "Carol" connects to the chat
      Then users "Alice" and "Bob" should receive "joined" notification for "Carol"
      When user "Carol" sends message "Hello"
      Then users "Alice", "Bob" and "Carol" should receive message from "Carol" saying "Hello"
      When the connection of user "Carol" is lost
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"

    @promise.messages @promise.order @promise.arrivals
    Scenario: A user who reads again in time has missed nothing
      Given users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" sends 100 long messages, waiting for "Bob" to receive each
      And user "Bob" sends message "Are you asleep?"
      Then user "Alice" should receive message from "Bob" saying "Are you asleep?"
      When user "Carol" connects to the chat
      Then user "Alice" should receive "joined" notification for "Carol"
      When user "Stan" starts reading again
      Then user "Stan" should receive message from "Bob" saying "Are you asleep?"
      And user "Stan" should receive "joined" notification for "Carol"
      And users "Alice", "Bob" and "Stan" should have heard the same messages in the same order
      When user "Stan" sends message "I am awake"
      Then users "Alice", "Bob", "Carol" and "Stan" should receive message from "Stan" saying "I am awake"

    @promise.messages @promise.departures
    Scenario: A user who does not read can still send messages and leave
      Given users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" sends 100 long messages, waiting for "Bob" to receive each
      And user "Stan" sends message "I can still write"
      Then users "Alice" and "Bob" should receive message from "Stan" saying "I can still write"
      When user "Stan" disconnects abruptly
      Then users "Alice" and "Bob" should receive "left" notification for "Stan"
      When user "Alice" sends message "Poor Stan"
      Then user "Bob" should receive message from "Alice" saying "Poor Stan"

    @promise.dialects @promise.presence @promise.private @promise.typing
    Scenario: Users type and talk in private while others of two dialects are stuck
      Given users "Alice", "Bob", "Stan" and "Steve" speak "events"
      And user "Stella" speaks "plain"
      And users "Alice", "Bob", "Stan", "Stella" and "Steve" connect to the chat
      When user "Stan" stops reading
      And user "Stella" stops reading
      And user "Alice" sends 100 long messages, waiting for "Bob" to receive each
      And user "Alice" starts typing
      Then users "Bob" and "Steve" should see that "Alice" is typing
      When user "Alice" sends private message "psst" to "Bob"
      Then user "Bob" should receive private message from "Alice" saying "psst"
      And users "Bob" and "Steve" should see that "Alice" is no longer typing
      And user "Steve" should not receive any private message
      When user "Alice" sends private message "Wake up" to "Stan"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice", "Bob", "Stan", "Stella" and "Steve" in the room, in this order
      When user "Stan" starts reading again
      Then user "Stan" should see that "Alice" is typing
      And user "Stan" should see that "Alice" is no longer typing
      And user "Stan" should receive private message from "Alice" saying "Wake up"
      And user "Stan" should not receive private message from "Alice" saying "psst"

    @promise.messages @promise.own-messages @promise.sender-order @promise.order @promise.dialects
    Scenario Outline: A user of <dialect> who reads again in time has missed nothing
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And user "Stan" speaks "<dialect>"
      And users "Alice", "Bob", "Carol" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" sends 100 long messages, waiting for "Bob" to receive each
      And users "Alice", "Bob" and "Carol" send 30 messages each, all at once
      Then user "Alice" should receive all 30 messages from "Alice" in order
      And user "Alice" should receive all 30 messages from "Bob" in order
      And user "Alice" should receive all 30 messages from "Carol" in order
      When user "Stan" starts reading again
      Then everybody should have heard the same 190 messages in the same order

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

  @promise.messages @promise.departures @setting.small_send_buffer
  Rule: Only the connection that is stuck is disconnected
    Everybody else can read, and reads on.

    @promise.shared-names
    Scenario: One of two connections of a user is stuck until it is disconnected
      Given users "Alice" and "Bob" connect to the chat
      And users "Stan's laptop" and "Stan's phone" connect to the chat as "Stan"
      When user "Stan's phone" stops reading
      And user "Alice" keeps sending messages until a connection of "Stan" is disconnected
      And user "Stan's laptop" sends message "It was only my phone"
      Then users "Alice", "Bob" and "Stan's laptop" should receive message from "Stan" saying "It was only my phone"

    Scenario: Several users are stuck, and are disconnected
      Given users "Alice", "Bob", "Stan", "Stella" and "Steve" connect to the chat
      When user "Stan" stops reading
      And user "Stella" stops reading
      And user "Steve" stops reading
      And user "Alice" keeps sending messages until each of "Stan", "Stella" and "Steve" is disconnected
      And user "Bob" sends message "Three at once"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Three at once"

  @promise.departures @promise.dialects @setting.small_send_buffer
  Rule: A stuck user is treated alike, whatever their dialect
    The others suffer from a stuck program, not from its dialect.

    @promise.messages
    Scenario Outline: A user of each dialect sees a stuck user of <dialect> disconnected
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "events"
      And user "Carol" speaks "envelope"
      And user "Stan" speaks "<dialect>"
      And users "Alice", "Bob", "Carol" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" keeps sending messages until "Stan" is disconnected
      And user "Bob" sends message "Poor Stan"
      And user "Carol" sends message "Poor us"
      Then users "Alice", "Bob" and "Carol" should receive message from "Bob" saying "Poor Stan"
      And users "Alice", "Bob" and "Carol" should receive message from "Carol" saying "Poor us"
      And users "Bob" and "Carol" should receive "left" notification for "Stan"
      When user "Stan" starts reading again
      Then the connection of user "Stan" should be closed with code 1013

      Examples:
        | dialect                    |
        | plain                      |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.presence @promise.private @promise.typing
    Scenario: A stuck user who was typing is disconnected
      Given users "Alice", "Bob" and "Stan" speak "events"
      And users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" starts typing
      Then user "Bob" should see that "Stan" is typing
      When user "Stan" stops reading
      And user "Alice" keeps sending messages until "Stan" is disconnected
      Then user "Bob" should see that "Stan" is no longer typing
      And user "Bob" should receive "left" notification for "Stan"
      When user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Alice" and "Bob" in the room
      When user "Bob" sends private message "Still there?" to "Stan"
      Then user "Bob" should be told that no user has that name
