@promise.presence @dialect.events
Feature: User list

  Rule: A newcomer sees who is in the room, and everybody can ask
    People speak differently to two listeners than to twenty.

    @promise.departures @promise.rooms @socket.unshown
    Scenario: A newcomer sees the list, and asks again later
      Given users "Alice" and "Bob" connect to room "parlour"
      When user "Carol" connects to room "parlour"
      Then user "Carol" should see exactly "Alice" and "Bob" in the room
      When user "Bob" leaves
      And user "Carol" receives "left" notification for "Bob"
      And user "Carol" asks who is in the room
      Then user "Carol" should see exactly "Alice" and "Carol" in the room

    @socket.unshown
    Scenario: The first user in a room sees nobody else
      When user "Alice" connects to the chat
      Then user "Alice" should see nobody in the room
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room

    @dialect.described
    Scenario: Those who have joined are on the list
      Given users "Alice", "Bob" and "Carol" connect to the chat
      Then user "Carol" can see "Alice" and "Bob" in the room
      And user "Alice" can see "Bob" and "Carol" in the room

    @promise.departures @dialect.described
    Scenario: Those who have left are no longer on the list
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Bob" leaves
      And user "Alice" receives "left" notification for "Bob"
      Then user "Alice" can see "Carol" in the room, and not "Bob"

    @promise.rooms @dialect.described
    Scenario: People in other rooms are not on the list
      Given users "Alice" and "Bob" connect to room "garden"
      And user "Carol" connects to room "kitchen"
      Then user "Alice" can see "Bob" in the room, and not "Carol"

    @socket.unshown
    Scenario: Only the user who asks receives the list
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Bob" in the room
      And user "Bob" should not receive another user list

    @socket.unshown
    Scenario: The list is in the order in which people joined
      Given users "Carol", "Alice", "Dave" and "Bob" connect to the chat
      Then user "Bob" should see exactly "Carol", "Alice" and "Dave" in the room, in this order
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Carol", "Alice", "Dave" and "Bob" in the room, in this order

    @promise.departures
    Scenario: A user who comes back is last on the list
      Given users "Carol", "Alice" and "Bob" connect to the chat
      When user "Carol" leaves
      And user "Bob" receives "left" notification for "Carol"
      And user "Carol" comes back
      And user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Alice", "Bob" and "Carol" in the room, in this order

    @promise.rooms @socket.unshown
    Scenario: The list shows only people in the same room
      Given users "Alice" and "Bob" connect to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Dave" connects to room "kitchen"
      Then user "Dave" should see exactly "Carol" in the room
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Bob" in the room

    @promise.arrivals @socket.unshown
    Scenario: A crowd is counted in full
      Given 20 readers connect to the chat
      When user "Alice" connects to the chat
      And user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob", with 22 people in the room

  Rule: Users of every dialect are on the list
    Nobody should be able to listen without being on the list.

    @promise.dialects @socket.unshown
    Scenario: Users of other dialects are on the list
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "envelope"
      And users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" and "Bob" in the room

    @promise.arrivals @promise.departures @socket.unshown
    Scenario Outline: A user who speaks <dialect> joins and leaves
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob", with 2 people in the room
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Bob" in the room
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob", with 1 person in the room
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room

      Examples:
        | dialect |
        | events  |

      @promise.dialects
      Examples: Other dialects
        | dialect                    |
        | plain                      |
        | events with a join message |
        | envelope                   |

    @promise.shared-names @promise.anonymous @promise.dialects @socket.unshown
    Scenario: Guests without a name share one entry in the list
      Given users "Gus" and "Gil" speak "plain"
      And guest "Gus" connects without a name
      And guest "Gil" connects without a name
      When user "Alice" connects to the chat
      Then user "Alice" should see "Anonymous" with 2 connections

    Scenario Outline: A user who has not joined yet is not on the list, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room
      When user "Bob" asks to join as "Bob"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Bob" in the room

      Examples:
        | dialect |
        | events  |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | envelope |

  @promise.shared-names
  Rule: A user with several connections is on the list once
    A phone and a computer are not two people.

    @socket.unshown
    Scenario: A user with two connections is listed once, with both counted
      Given user "Alice" connects to the chat
      And a second "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Bob" should see "Alice" with 2 connections
      And user "Bob" should see exactly "Alice" in the room

    @promise.arrivals @promise.departures @socket.unshown
    Scenario: A second connection does not change the number of people
      Given users "Bob" and "Alice" connect to the chat
      Then user "Bob" should receive "joined" notification for "Alice", with 2 people in the room
      When a second "Alice" connects to the chat
      Then user "Bob" should receive "joined" notification for "Alice", with 2 people in the room
      When user "Alice" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 2 people in the room
      When user "the second Alice" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 1 person in the room

    @promise.departures @socket.unshown
    Scenario: A user who loses one of two connections is still on the list
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When the connection of user "Alice" is lost
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 1 connection

    @promise.departures
    Scenario: A user who leaves on both connections is no longer on the list
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" leaves
      And user "the second Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Bob" in the room

    @promise.dialects @socket.unshown
    Scenario: Two connections in different dialects under one name are listed once
      Given user "Alice" speaks "plain"
      And user "the second Alice" speaks "envelope"
      And user "Alice" connects to the chat
      And a second "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Bob" should see "Alice" with 2 connections
