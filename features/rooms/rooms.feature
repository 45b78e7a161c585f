@promise.rooms
Feature: Rooms

  Rule: People hear only those in their own room
    People speak freely only if they know who can hear them.

    @promise.messages
    Scenario: A message stays in its room
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Alice" sends message "Smell the roses"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Smell the roses"
      And user "Carol" should not receive message from "Alice" saying "Smell the roses"

    @promise.arrivals @promise.departures
    Scenario: Users who join and leave are announced only in their own room
      Given user "Alice" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Bob" connects to room "garden"
      And user "Bob" leaves
      Then user "Alice" should receive "joined" notification for "Bob"
      And user "Alice" should receive "left" notification for "Bob"
      And user "Carol" should not receive anything

    @promise.departures
    Scenario: A user whose connection is lost is announced only in their own room
      Given user "Alice" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      And user "Bob" connects to room "garden"
      When the connection of user "Bob" is lost
      Then user "Alice" should receive "left" notification for "Bob"
      And user "Carol" should not receive "left" notification for "Bob"

    @promise.messages
    Scenario: Users who name no room meet in the lobby
      Given user "Alice" connects to the chat
      And user "Bob" connects to room "lobby"
      And user "Carol" connects to room "garden"
      When user "Alice" sends message "Meet you here"
      Then user "Bob" should receive message from "Alice" saying "Meet you here"
      And user "Carol" should not receive any message

    @promise.arrivals
    Scenario: The same name in two rooms belongs to two people
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "kitchen"
      And user "Carol" connects to room "kitchen"
      When user "Alice" leaves
      And user "Alice" connects to room "kitchen"
      Then users "Bob" and "Carol" should receive "joined" notification for "Alice"

    Scenario: Rooms whose names differ in case are different rooms
      Given user "Alice" connects to room "Garden"
      And user "Bob" connects to room "garden"
      When user "Alice" sends message "Upper class"
      Then user "Bob" should not receive anything

    Scenario: Rooms with similar names are different rooms
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "garden2"
      And user "Carol" connects to room "gard"
      And user "Dave" connects to room "garden.party"
      When user "Alice" sends message "Only roses here"
      Then user "Bob" should not receive anything
      And user "Carol" should not receive anything
      And user "Dave" should not receive anything

    @promise.messages @promise.own-messages
    Scenario: A busy room does not disturb a quiet one
      Given user "Alice" connects to room "market"
      And user "Bob" connects to room "market"
      And user "Carol" connects to room "library"
      When users "Alice" and "Bob" send 100 messages each, all at once
      And meanwhile user "Carol" sends message "Silence, please"
      Then user "Carol" should receive message from "Carol" saying "Silence, please"
      And user "Carol" should not receive any message

    Scenario: Nothing reaches another room during a long conversation
      Given user "Alice" connects to room "garden"
      And user "Bob" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      When user "Dave" connects to room "garden"
      And user "Dave" sends message "Only for the garden"
      And user "Dave" leaves
      And users "Alice" and "Bob" have a long conversation
      Then user "Carol" should not receive anything

  @promise.names
  Rule: A room must have a valid name
    People must be able to write down the name of a room, read it aloud and put it into a link.

    Scenario Outline: The room name "<room>" is rejected
      When user "Alice" tries to connect to room "<room>"
      Then user "Alice" should be rejected

      Examples:
        | room                                                              |
        | a room with spaces                                                |
        | up/down                                                           |
        | ünder                                                             |
        | ..%2F                                                             |
        | room1234567890123456789012345678901234567890123456789012345678901 |
        |                                                                   |
