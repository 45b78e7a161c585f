@promise.core
Feature: Arriving

  Rule: Whoever arrives is announced to the others
    People behave differently when somebody new is listening.

    Scenario: Those who are in are told
      Given users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then users "Alice" and "Bob" should receive "joined" notification for "Carol"

    Scenario: A large crowd is told, too, and before the newcomer speaks
      Given 105 readers connect to the chat
      When user "Bob" connects to the chat
      Then users "Reader 1" and "Reader 105" should receive "joined" notification for "Bob"
      When user "Carol" connects to the chat
      And user "Carol" sends message "What a crowd"
      Then every reader should receive message from "Carol" saying "What a crowd"

    Scenario: The first to come is told nothing
      When user "Alice" connects to the chat
      Then user "Alice" should not receive anything

    @only.plain
    Scenario: Nobody is told of their own arrival
      Given user "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Bob" should not receive "joined" notification for "Bob"

    Scenario: A newcomer is not told of those who were there before
      Given users "Alice" and "Bob" connect to the chat
      When user "Carol" connects to the chat
      Then user "Carol" should not receive "joined" notification for "Alice"
      And user "Carol" should not receive "joined" notification for "Bob"

    Scenario: An arrival is told once
      Given user "Alice" connects to the chat
      When user "Bob" connects to the chat
      Then user "Alice" should receive "joined" notification for "Bob"
      And user "Alice" should not receive "joined" notification for "Bob"

  Rule: Whoever is in has missed nothing since
    The moment the door opens is the moment from which one hears.

    Scenario: One after the other, each hears all who come later
      Given users "Alice", "Bob", "Carol", "Dave" and "Eve" connect to the chat
      Then users "Alice", "Bob", "Carol" and "Dave" should receive "joined" notification for "Eve"
      And users "Alice", "Bob" and "Carol" should receive "joined" notification for "Dave"
      And user "Alice" should receive "joined" notification for "Bob"

    Scenario: Many come at the same moment
      When users "Alice", "Bob", "Carol", "Dave", "Eve", "Frank", "Grace" and "Heidi" connect at the same moment
      And user "Heidi" sends message "What a crowd"
      Then users "Alice", "Bob", "Carol", "Dave", "Eve", "Frank", "Grace" and "Heidi" should receive message from "Heidi" saying "What a crowd"

    Scenario: Visitors come and go, and the room stays the same
      Given user "Alice" connects to the chat
      When 40 visitors connect, say hello and leave, one after another
      And user "Alice" sends message "Busy today"
      Then user "Alice" should receive message from "Alice" saying "Busy today"
      And user "Alice" should receive "left" notification for "Visitor 40"

  Rule: A name is no identity
    Two people may choose the same name; they are still two.

    Scenario: Two people of one name are both announced
      Given users "Carol" and "Alice" connect to the chat
      When a second "Alice" connects to the chat
      Then user "Carol" should receive "joined" notification for "Alice"
      And user "Carol" should receive "joined" notification for "Alice"
      And user "Alice" should receive "joined" notification for "Alice"

    Scenario: Names that differ only in case are two names
      Given users "Carol", "Alice" and "alice" connect to the chat
      When user "alice" leaves
      And user "Alice" sends message "I am the tall one"
      Then user "Carol" should receive "left" notification for "alice"
      And user "Carol" should receive message from "Alice" saying "I am the tall one"

    Scenario: When one of them leaves, the other stays
      Given users "Carol" and "Alice" connect to the chat
      And a second "Alice" connects to the chat
      When user "Alice" leaves
      Then user "Carol" should receive "left" notification for "Alice"
      And user "Carol" should not receive "left" notification for "Alice"
      When user "the second Alice" sends message "I am still here"
      Then users "Carol" and "the second Alice" should receive message from "Alice" saying "I am still here"

    Scenario: When the line of one of them is lost, the other stays
      Given users "Carol" and "Alice" connect to the chat
      And a second "Alice" connects to the chat
      When the connection of user "the second Alice" is lost
      Then user "Carol" should receive "left" notification for "Alice"
      When user "Alice" sends message "It was not me"
      Then users "Carol" and "Alice" should receive message from "Alice" saying "It was not me"
