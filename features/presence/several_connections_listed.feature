@promise.shared-names @promise.presence @dialect.events
Feature: Several connections on the user list

  Rule: A user is listed once, with the number of their connections now
    People count people; the number of connections tells them where somebody can be reached.

    @promise.arrivals @promise.departures @socket.unshown
    Scenario: A user connects and leaves on three connections
      Given user "Bob" connects to the chat
      And users "Alice's laptop", "Alice's phone" and "Alice's tablet" connect to the chat as "Alice"
      Then user "Bob" should receive "joined" notification for "Alice", with 2 people in the room
      And user "Bob" should receive "joined" notification for "Alice", with 2 people in the room
      And user "Bob" should receive "joined" notification for "Alice", with 2 people in the room
      When user "Carol" connects to the chat
      Then user "Carol" should see "Alice" with 3 connections
      And user "Carol" should see exactly "Bob" and "Alice" in the room, in this order
      When user "Alice's phone" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 3 people in the room
      When user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 2 connections
      When user "Alice's laptop" leaves
      And user "Alice's tablet" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 3 people in the room
      And user "Bob" should receive "left" notification for "Alice", with 2 people in the room
      When user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Bob" and "Carol" in the room

    @promise.arrivals @socket.unshown
    Scenario: A user has a dozen connections
      Given user "Bob" connects to the chat
      And user "Alice" connects to the chat 12 times
      When user "Carol" connects to the chat
      Then user "Carol" should see "Alice" with 12 connections
      And user "Carol" should see exactly "Bob" and "Alice" in the room, in this order
      And user "Bob" should receive "joined" notification for "Carol", with 3 people in the room

    @promise.departures @socket.unshown
    Scenario: One of two connections is lost, and comes back
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When the connection of user "Alice's phone" is lost
      Then user "Bob" should receive "left" notification for "Alice", with 2 people in the room
      When user "Carol" connects to the chat
      Then user "Carol" should see "Alice" with 1 connection
      When user "Alice's phone" connects to the chat as "Alice"
      And user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 2 connections
      And user "Bob" should see exactly "Bob", "Alice" and "Carol" in the room, in this order

    @promise.departures @socket.unshown
    Scenario: Both connections are lost at once
      Given user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When the connection of user "Alice's laptop" is lost
      And the connection of user "Alice's phone" is lost
      Then user "Bob" should receive "left" notification for "Alice", with 2 people in the room
      And user "Bob" should receive "left" notification for "Alice", with 1 person in the room
      When user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Bob" in the room

    @promise.departures @socket.unshown
    Scenario: A user who keeps one connection keeps their position
      Given user "Alice's laptop" connects to the chat as "Alice"
      And user "Bob" connects to the chat
      And user "Alice's phone" connects to the chat as "Alice"
      When user "Alice's laptop" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Alice" and "Bob" in the room, in this order
      And user "Bob" should see "Alice" with 1 connection

    @socket.unshown
    Scenario: A second connection receives the list with the first one on it
      Given user "Alice's laptop" connects to the chat as "Alice"
      When user "Alice's phone" connects to the chat as "Alice"
      Then user "Alice's phone" should see exactly "Alice" in the room
      And user "Alice's phone" should see "Alice" with 1 connection
      When user "Alice's laptop" asks who is in the room
      Then user "Alice's laptop" should see "Alice" with 2 connections

  @promise.departures @promise.rooms
  Rule: Each room counts its own connections
    A list that shows who is elsewhere, too, is of no use.

    @socket.unshown
    Scenario: A user is in two rooms at once
      Given user "Bob" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      And user "Alice's laptop" connects to room "garden" as "Alice"
      And user "Alice's phone" connects to room "kitchen" as "Alice"
      When user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 1 connection
      When user "Alice's laptop" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 1 person in the room
      When user "Carol" asks who is in the room
      Then user "Carol" should see exactly "Carol" and "Alice" in the room
      And user "Carol" should see "Alice" with 1 connection

  @promise.departures @promise.dialects
  Rule: Connections count alike, whatever their dialect
    A program that cannot show the list must not make its user invisible.

    @socket.unshown
    Scenario Outline: The connection that is lost speaks <dialect>
      Given user "Alice's phone" speaks "<dialect>"
      And user "Bob" connects to the chat
      And users "Alice's laptop" and "Alice's phone" connect to the chat as "Alice"
      When user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 2 connections
      When the connection of user "Alice's phone" is lost
      Then user "Bob" should receive "left" notification for "Alice", with 2 people in the room
      When user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 1 connection
      When user "Alice's laptop" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 1 person in the room

      Examples:
        | dialect                    |
        | plain                      |
        | events with a join message |
        | envelope                   |
