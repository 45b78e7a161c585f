Feature: Arriving

  @promise.arrivals
  Rule: Everybody in the room is notified when a user joins
    People behave differently when somebody new is listening.

    Scenario: Two users are notified of a third
      Given users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then users "Alice" and "Bob" should receive "joined" notification for "Carol"

    @promise.messages
    Scenario: A large crowd is notified before the newcomer's first message
      Given 105 readers connect to the chat
      When user "Bob" connects to the chat
      Then users "Reader 1" and "Reader 105" should receive "joined" notification for "Bob"
      When user "Carol" connects to the chat
      And user "Carol" sends message "What a crowd"
      Then every reader should receive message from "Carol" saying "What a crowd"

    Scenario: The first user in a room receives nothing
      When user "Alice" connects to the chat
      Then user "Alice" should not receive anything

    @only.plain
    Scenario: Users are not notified of their own arrival
      Given user "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Bob" should not receive "joined" notification for "Bob"

    Scenario: A newcomer is not notified of the users who joined before
      Given users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then user "Carol" should not receive "joined" notification for "Alice"
      And user "Carol" should not receive "joined" notification for "Bob"

    Scenario: Users are notified of an arrival once
      Given user "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob"
      And user "Alice" should not receive "joined" notification for "Bob"

  Rule: A user who has joined hears everything from that moment on
    People who have joined expect to miss nothing.

    @promise.arrivals
    Scenario: Five users join one after another, and each is notified of those who follow
      Given users "Alice", "Bob", "Carol", "Dave" and "Eve" connect to the chat
      Then users "Alice", "Bob", "Carol" and "Dave" should receive "joined" notification for "Eve"
      And users "Alice", "Bob" and "Carol" should receive "joined" notification for "Dave"
      And user "Alice" should receive "joined" notification for "Bob"

    @promise.messages
    Scenario: Eight users join at the same moment
      When users "Alice", "Bob", "Carol", "Dave", "Eve", "Frank", "Grace" and "Heidi" connect at the same moment
      And user "Heidi" sends message "What a crowd"
      Then users "Alice", "Bob", "Carol", "Dave", "Eve", "Frank", "Grace" and "Heidi" should receive message from "Heidi" saying "What a crowd"

    @promise.messages @promise.own-messages @promise.departures
    Scenario: A user hears two hundred visitors come and go
      Given user "Alice" connects to the chat
      When 200 visitors connect, say hello and leave, one after another
      And user "Alice" sends message "Busy today"
      Then user "Alice" should receive message from "Alice" saying "Busy today"
      And user "Alice" should receive "left" notification for "Visitor 200"

  @promise.shared-names
  Rule: Two users may have the same name
    People called Alice should not have to look for another name.

    @promise.arrivals
    Scenario: Two users with the same name are both announced
      Given users "Carol" and "Alice" connect to the chat
      When a second "Alice" connects to the chat
      Then user "Carol" should receive "joined" notification for "Alice"
      And user "Carol" should receive "joined" notification for "Alice"
      And user "Alice" should receive "joined" notification for "Alice"

    @promise.messages @promise.departures
    Scenario: Names that differ only in case belong to different users
      Given users "Carol", "Alice" and "alice" connect to the chat
      When user "alice" leaves
      And user "Alice" sends message "I am the tall one"
      Then user "Carol" should receive "left" notification for "alice"
      And user "Carol" should receive message from "Alice" saying "I am the tall one"

    @promise.messages @promise.departures
    Scenario: One of two users with the same name leaves
      Given users "Carol" and "Alice" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" leaves
      Then user "Carol" should receive "left" notification for "Alice"
      And user "Carol" should not receive "left" notification for "Alice"
      When user "the second Alice" sends message "I am still here"
      Then users "Carol" and "the second Alice" should receive message from "Alice" saying "I am still here"

    @promise.messages @promise.departures
    Scenario: One of two users with the same name loses the connection
      Given users "Carol" and "Alice" connect to the chat
      And a second "Alice" connects to the chat
      When the connection of user "the second Alice" is lost
      Then user "Carol" should receive "left" notification for "Alice"
      When user "Alice" sends message "It was not me"
      Then users "Carol" and "Alice" should receive message from "Alice" saying "It was not me"
