@promise.presence @dialect.events
Feature: Who is here, while people come and go

  Rule: Every notice tells how many are here now
    A list that is out of date as soon as one has it is of no use.

    Scenario: The count grows and shrinks with each notice
      Given users "Alice", "Bob" and "Carol" connect to the chat
      Then user "Alice" should receive "joined" notification for "Bob", with 2 people in the room
      And user "Alice" should receive "joined" notification for "Carol", with 3 people in the room
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob", with 2 people in the room
      When user "Carol" leaves
      Then user "Alice" should receive "left" notification for "Carol", with 1 person in the room

    Scenario: Other rooms do not count
      Given user "Alice" connects to room "garden"
      And users "Carol" and "Dave" connect to room "kitchen"
      When user "Bob" connects to room "garden"
      Then user "Alice" should receive "joined" notification for "Bob", with 2 people in the room
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob", with 1 person in the room

  Rule: Whoever is gone is not here, however they went
    One does not wait for an answer of somebody who cannot hear.

    Scenario Outline: <departure>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When <departure>
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" in the room

      Examples:
        | departure                            | dialect  |
        | user "Bob" leaves                    | events   |
        | user "Bob" asks to leave             | events   |
        | user "Bob" disconnects abruptly      | events   |
        | the connection of user "Bob" is lost | events   |
        | user "Bob" leaves                    | plain    |
        | the connection of user "Bob" is lost | plain    |
        | user "Bob" asks to leave             | envelope |
        | the connection of user "Bob" is lost | envelope |

    @breaks.line
    Scenario: Somebody who was shown out
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends binary data
      And user "Alice" receives "left" notification for "Mallory"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room

    Scenario: Somebody who was turned away was never here
      Given user "Alice" connects to the chat
      When user "Mallory" tries to connect under a name with NUL
      Then user "Mallory" should be rejected
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room

  Rule: In a throng, too, the list fits the notices
    When many come and go at once, one looks at the list most of all.

    Scenario: Many come at the same moment
      Given user "Alice" connects to the chat
      When users "Bob", "Carol", "Dave", "Eve", "Frank" and "Grace" connect at the same moment
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice", "Bob", "Carol", "Dave", "Eve", "Frank" and "Grace" in the room

    Scenario: Many go at the same moment
      Given users "Alice", "Bob", "Carol", "Dave", "Eve" and "Frank" connect to the chat
      When users "Bob", "Carol", "Dave" and "Eve" leave at the same moment
      And user "Alice" receives "left" notification for "Bob"
      And user "Alice" receives "left" notification for "Carol"
      And user "Alice" receives "left" notification for "Dave"
      And user "Alice" receives "left" notification for "Eve"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Frank" in the room, in this order

    Scenario: Many come and go, again and again
      Given user "Alice" connects to the chat
      When users "Bob", "Carol", "Dave" and "Eve" join and leave 6 times each, all at once
      Then user "Alice" should have seen each of "Bob", "Carol", "Dave" and "Eve" leave 6 times
      When user "Frank" connects to the chat
      Then user "Frank" should see exactly "Alice" in the room
      And user "Alice" should receive "joined" notification for "Frank", with 2 people in the room

    Scenario: Namesakes and people of other dialects do so, too
      Given user "Bob" speaks "plain"
      And user "Carol" speaks "envelope"
      And users "Alice" and "Dave" connect to the chat
      When users "the second Alice", "Bob" and "Carol" join and leave 6 times each, all at once
      Then user "Dave" should have seen each of "Alice", "Bob" and "Carol" leave 6 times
      When user "Dave" asks who is in the room
      Then user "Dave" should see exactly "Alice" and "Dave" in the room, in this order
      And user "Dave" should see "Alice" with 1 connection
