@promise.presence @dialect.events
Feature: Who is here

  Rule: A newcomer is told who is here, and everybody may ask
    One speaks otherwise to two people than to twenty.

    Scenario: The list when one comes, and when one asks
      Given users "Alice" and "Bob" connect to room "parlour"
      When user "Carol" connects to room "parlour"
      Then user "Carol" should see exactly "Alice" and "Bob" in the room
      When user "Bob" leaves
      And user "Carol" receives "left" notification for "Bob"
      And user "Carol" asks who is in the room
      Then user "Carol" should see exactly "Alice" and "Carol" in the room

    Scenario: The first to come sees nobody
      When user "Alice" connects to the chat
      Then user "Alice" should see nobody in the room
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room

    Scenario: Whoever asks is answered, and nobody else
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Bob" in the room
      And user "Bob" should not receive another user list

    Scenario: People stand in the order of their coming
      Given users "Carol", "Alice", "Dave" and "Bob" connect to the chat
      Then user "Bob" should see exactly "Carol", "Alice" and "Dave" in the room, in this order
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Carol", "Alice", "Dave" and "Bob" in the room, in this order

    Scenario: Whoever comes back stands last
      Given users "Carol", "Alice" and "Bob" connect to the chat
      When user "Carol" leaves
      And user "Bob" receives "left" notification for "Carol"
      And user "Carol" comes back
      And user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Alice", "Bob" and "Carol" in the room, in this order

    Scenario: A list has the people of its own room
      Given users "Alice" and "Bob" connect to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Dave" connects to room "kitchen"
      Then user "Dave" should see exactly "Carol" in the room
      When user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Bob" in the room

    Scenario: A crowd is listed to the last
      Given 20 readers connect to the chat
      When user "Alice" connects to the chat
      And user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob", with 22 people in the room

  Rule: Whatever program somebody talks with, they are here
    Who is not on the list may be listening all the same.

    Scenario: People of other dialects are here, too
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "envelope"
      And users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then user "Carol" should see exactly "Alice" and "Bob" in the room

    Scenario Outline: Somebody who speaks <dialect> comes and goes
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
        | dialect        |
        | plain          |
        | events         |
        | events by word |
        | envelope       |

    Scenario: Guests without a name are here as one
      Given users "Gus" and "Gil" speak "plain"
      And guest "Gus" connects without a name
      And guest "Gil" connects without a name
      When user "Alice" connects to the chat
      Then user "Alice" should see "Anonymous" with 2 connections

    Scenario Outline: Whoever stands at the door is not here yet, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" in the room
      When user "Bob" asks to join as "Bob"
      And user "Alice" asks who is in the room
      Then user "Alice" should see exactly "Alice" and "Bob" in the room

      Examples:
        | dialect  |
        | events   |
        | envelope |

  Rule: One name on two lines is one name
    A telephone and a computer are not two people.

    Scenario: One name on two lines is listed once, with both
      Given user "Alice" connects to the chat
      And a second "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Bob" should see "Alice" with 2 connections
      And user "Bob" should see exactly "Alice" in the room

    Scenario: The count of people stays when a second line comes and goes
      Given users "Bob" and "Alice" connect to the chat
      Then user "Bob" should receive "joined" notification for "Alice", with 2 people in the room
      When a second "Alice" connects to the chat
      Then user "Bob" should receive "joined" notification for "Alice", with 2 people in the room
      When user "Alice" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 2 people in the room
      When user "the second Alice" leaves
      Then user "Bob" should receive "left" notification for "Alice", with 1 person in the room

    Scenario: When one of two lines ends, the name is still here
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When the connection of user "Alice" is lost
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" asks who is in the room
      Then user "Bob" should see "Alice" with 1 connection

    Scenario: When both have ended, it is not
      Given users "Alice" and "Bob" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" leaves
      And user "the second Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" receives "left" notification for "Alice"
      And user "Bob" asks who is in the room
      Then user "Bob" should see exactly "Bob" in the room

    Scenario: Two dialects under one name are one name, too
      Given user "Alice" speaks "plain"
      And user "the second Alice" speaks "envelope"
      And user "Alice" connects to the chat
      And a second "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Bob" should see "Alice" with 2 connections
