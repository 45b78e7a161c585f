@promise.nodes
Feature: One chat on several servers

  @promise.messages @promise.order
  Rule: Users on different servers have one conversation
    Nobody chooses the machine to which a chat connects them.

    @promise.own-messages
    Scenario: A message reaches users on every server
      Given user "Bob" is on another server than "Alice"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends message "Can you hear me over there?"
      Then users "Alice", "Bob" and "Carol" should receive message from "Alice" saying "Can you hear me over there?"
      When user "Bob" sends message "As if you were here"
      Then users "Alice", "Bob" and "Carol" should receive message from "Bob" saying "As if you were here"

    @promise.bursts
    Scenario: Users on two servers send a burst of messages at the same moment
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on the same server as "Alice"
      And user "Dave" is on the same server as "Bob"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When users "Alice" and "Bob" send 200 messages each, all at once
      Then everybody should have heard the same 400 messages in the same order

    @promise.bursts @promise.sender-order
    Scenario: Everybody on all servers sends a burst of messages
      Given 8 readers connect to the chat
      When users "Reader 1", "Reader 2", "Reader 3", "Reader 4", "Reader 5" and "Reader 6" send 60 messages each, all at once
      Then everybody should have heard the same 360 messages in the same order

    @promise.bursts
    Scenario: A user joins on one server in the middle of a burst on the other
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends 200 messages in a row
      And meanwhile user "Carol" connects to the chat
      And meanwhile user "Alice" sends message "Welcome, Carol"
      Then users "Alice", "Bob" and "Carol" should receive message from "Alice" saying "Welcome, Carol"

    @promise.rooms @promise.history @dialect.events
    Scenario: Newcomers on all servers miss nothing while users on two servers talk
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to room "two-halls"
      When users "Alice" and "Bob" keep sending messages while 10 newcomers connect
      Then everybody should have the latest messages that "Alice" heard, without a gap

    @promise.exact
    Scenario: A text arrives unchanged on another server
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends every character of the basic plane as a message
      Then users "Alice" and "Bob" should receive every character of the basic plane from "Alice", unchanged

    @promise.rooms
    Scenario: Rooms are apart on all servers
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on another server than "Alice"
      And user "Alice" connects to room "garden"
      And user "Bob" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Alice" sends message "Only for the garden"
      Then user "Bob" should receive message from "Alice" saying "Only for the garden"
      And user "Carol" should not receive anything

  @promise.arrivals @promise.departures
  Rule: Users learn who comes and goes on the other servers, once
    People look at who is there before they speak.

    Scenario: A user joins and leaves on another server
      Given user "Bob" is on another server than "Alice"
      And user "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob"
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"

    Scenario: A connection to another server is lost
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"

    Scenario: Twenty readers join on each server at once
      Given user "Alice" connects to the chat
      When 20 readers connect on each server at the same moment
      Then user "Alice" should receive "joined" notification for "Reader 1"
      And user "Alice" should receive "joined" notification for "Reader 40"

    @promise.presence @dialect.events
    Scenario: The list of users has those of all servers
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" and "Bob" in the room
      When user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Alice", "Bob" and "Carol" in the room

    @promise.presence @promise.shared-names @dialect.events
    Scenario: A user has a connection to each of two servers
      Given user "Alice's phone" is on another server than "Alice's laptop"
      And user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 2 connections
      When user "Alice's phone" leaves
      And user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 1 connection

  Rule: Whatever else users do reaches the other servers, too
    A chat that is whole for messages only is not whole.

    @promise.private @dialect.events
    Scenario: A private message goes from one server to another, and to nobody else
      Given user "Bob" is on another server than "Alice"
      And user "Carol" is on the same server as "Bob"
      And users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends private message "Between us" to "Bob"
      Then users "Alice" and "Bob" should receive private message from "Alice" saying "Between us"
      And user "Carol" should not receive any private message

    @promise.private @dialect.events
    Scenario: A private message reaches the recipient on both servers
      Given user "Bob's phone" is on another server than "Bob's laptop"
      And users "Bob's laptop" and "Bob's phone" connect to the chat as "Bob"
      And user "Alice" connects to the chat
      When user "Alice" sends private message "Are you here?" to "Bob"
      Then users "Bob's laptop" and "Bob's phone" should receive private message from "Alice" saying "Are you here?"

    @promise.private @dialect.events
    Scenario: A private message for a user who is on no server is rejected
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      And user "Bob" leaves
      When user "Alice" sends private message "Still there?" to "Bob"
      Then user "Alice" should be told that no user has that name

    @promise.typing @dialect.events
    Scenario: Users see who is typing on another server
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      Then user "Bob" should see that "Alice" is typing
      When user "Alice" stops typing
      Then user "Bob" should see that "Alice" is no longer typing

    @promise.typing @dialect.events
    Scenario: A user who was typing leaves another server
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" starts typing
      And user "Alice" leaves
      Then user "Bob" should see that "Alice" is no longer typing

    @promise.once @promise.messages @promise.own-messages @dialect.events
    Scenario: A message that is repeated on another server is delivered once
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Only once" with the id "a-1"
      Then user "Bob" should receive message from "Alice" saying "Only once"
      When the connection of user "Alice" is lost
      And user "Alice" is on the same server as "Bob"
      And user "Alice" reconnects where they left off
      And user "Alice" sends message "Only once" with the id "a-1"
      Then user "Bob" should not receive message from "Alice" saying "Only once"

    @promise.history @promise.messages @promise.own-messages @promise.sender-order @dialect.events
    Scenario: A user comes back to another server, and misses nothing
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      And user "Alice" sends message "Before the tunnel"
      And user "Bob" receives message from "Alice" saying "Before the tunnel"
      When the connection of user "Bob" is lost
      And user "Alice" sends 60 messages in a row
      Then user "Alice" should receive all 60 messages from "Alice" in order
      When user "Bob" is on the same server as "Alice"
      And user "Bob" reconnects where they left off
      Then user "Bob" should see the last 60 messages from "Alice" in the history
      And user "Bob" should know that no messages are missing

    @promise.announcements @setting.announced
    Scenario: An announcement reaches users on every server
      Given user "Bob" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When the operator announces "We close at ten"
      Then users "Alice" and "Bob" should receive announcement "We close at ten"

  @promise.unique @setting.unique
  Rule: A name is unique on all servers together
    People know each other by name, whatever machine is between them.

    Scenario: A name that is in use on another server is rejected
      Given user "the second Alice" is on another server than "Alice"
      And user "Alice" connects to the chat
      When user "the second Alice" tries to connect as "Alice"
      Then user "the second Alice" should be rejected

    Scenario: Of two users who take a name on two servers at the same moment, one joins
      Given user "the second Alice" is on another server than "Alice"
      And user "Bob" connects to the chat
      When users "Alice" and "the second Alice" try to connect as "Alice" at the same moment
      Then exactly one of "Alice" and "the second Alice" should have joined

    Scenario: Of six users who take a name on all servers at the same moment, one joins
      Given user "Bob" connects to the chat
      When users "Ann", "Ben", "Cleo", "Dan", "Eva" and "Finn" try to connect as "Alice" at the same moment
      Then exactly one of "Ann", "Ben", "Cleo", "Dan", "Eva" and "Finn" should have joined

    @promise.arrivals @promise.departures
    Scenario: A name that became free on one server can be taken on another
      Given user "the second Alice" is on another server than "Alice"
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" leaves
      Then user "Bob" should receive "left" notification for "Alice"
      When user "the second Alice" connects to the chat as "Alice"
      Then user "Bob" should receive "joined" notification for "Alice"
