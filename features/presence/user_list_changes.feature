@promise.presence @dialect.events
Feature: Changes to the user list

  @promise.arrivals @promise.departures
  Rule: Every joined or left notification says how many people are in the room now
    A number that is only sent once is soon out of date.

    @socket.unshown
    Scenario: The number goes up and down with each notification
      Given users "Alice", "Bob" and "Carol" connect to the chat
      Then user "Alice" should receive "joined" notification for "Bob", with 2 people in the room
      And user "Alice" should receive "joined" notification for "Carol", with 3 people in the room
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob", with 2 people in the room
      When user "Carol" leaves
      Then user "Alice" should receive "left" notification for "Carol", with 1 person in the room

    @promise.rooms @socket.unshown
    Scenario: People in other rooms are not counted
      Given user "Alice" connects to room "garden"
      And users "Carol" and "Dave" connect to room "kitchen"
      When user "Bob" connects to room "garden"
      Then user "Alice" should receive "joined" notification for "Bob", with 2 people in the room
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob", with 1 person in the room

  Rule: A user who is gone is not on the list, no matter how they left
    People should not wait for an answer from somebody who cannot hear them.

    @promise.departures @socket.unshown
    Scenario Outline: A user is off the list after <departure>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When <departure>
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" in the room

      Examples:
        | departure                            | dialect |
        | user "Bob" leaves                    | events  |
        | user "Bob" asks to leave             | events  |
        | user "Bob" disconnects abruptly      | events  |
        | the connection of user "Bob" is lost | events  |

      @promise.dialects
      Examples: Other dialects
        | departure                            | dialect  |
        | user "Bob" leaves                    | plain    |
        | the connection of user "Bob" is lost | plain    |
        | user "Bob" asks to leave             | envelope |
        | the connection of user "Bob" is lost | envelope |

    @promise.departures @breaks.connection
    Scenario: A user disconnected for an error is not on the list
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends binary data
      And user "Alice" receives "left" notification for "Mallory"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room

    Scenario: A user who was rejected was never on the list
      Given user "Alice" connects to the chat
      When user "Mallory" tries to connect under a name with NUL
      Then user "Mallory" should be rejected
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room

  Rule: The list matches the notifications, even when many users join and leave at once
    People look at the list most of all when many come and go.

    Scenario: Six users join at the same moment
      Given user "Alice" connects to the chat
      When users "Bob", "Carol", "Dave", "Eve", "Frank" and "Grace" connect at the same moment
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice", "Bob", "Carol", "Dave", "Eve", "Frank" and "Grace" in the room

    @promise.departures
    Scenario: Four users leave at the same moment
      Given users "Alice", "Bob", "Carol", "Dave", "Eve" and "Frank" connect to the chat
      When users "Bob", "Carol", "Dave" and "Eve" leave at the same moment
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" receives "left" notification for "Carol"
      And user "Alice" receives "left" notification for "Dave"
      And user "Alice" receives "left" notification for "Eve"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Frank" in the room, in this order

    @promise.arrivals @promise.departures @socket.unshown
    Scenario: Four users join and leave again and again
      Given user "Alice" connects to the chat
      When users "Bob", "Carol", "Dave" and "Eve" join and leave 6 times each, all at once
      Then user "Alice" should have seen each of "Bob", "Carol", "Dave" and "Eve" leave 6 times
      When user "Frank" connects to the chat
      Then user "Frank" should see exactly "Alice" in the room
      And user "Alice" should receive "joined" notification for "Frank", with 2 people in the room

    @promise.departures @promise.dialects @socket.unshown
    Scenario: Users with the same name or another dialect join and leave again and again
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "envelope"
      And users "Alice" and "Dave" connect to the chat
      When users "the second Alice", "Bob" and "Carol" join and leave 6 times each, all at once
      Then user "Dave" should have seen each of "Alice", "Bob" and "Carol" leave 6 times
      When user "Dave" asks who is in the room
      Then user "Dave" should see exactly "Alice" and "Dave" in the room, in this order
      And user "Dave" should see "Alice" with 1 connection
