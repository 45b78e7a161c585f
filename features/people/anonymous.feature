@promise.arrivals @promise.anonymous @only.plain @only.events @only.described
Feature: Guests without a name

  Rule: A user who gives no name is called Anonymous
    Nobody should have to make up a name just to say hello.

    @promise.messages
    Scenario: A guest gives no name
      Given user "Alice" connects to the chat
      When guest "Gus" connects without a name
      Then user "Alice" should receive "joined" notification for "Anonymous"
      When user "Gus" sends message "Guess who"
      Then user "Alice" should receive message from "Anonymous" saying "Guess who"

    Scenario: A guest gives an empty name
      Given user "Alice" connects to the chat
      When guest "Gus" connects with an empty name
      Then user "Alice" should receive "joined" notification for "Anonymous"

    Scenario: A guest gives a blank name
      Given user "Alice" connects to the chat
      When guest "Gus" connects with a blank name
      Then user "Alice" should receive "joined" notification for "Anonymous"

  @promise.messages @promise.departures @promise.shared-names
  Rule: Guests without a name are still separate users
    People should know that one guest is still there after another has left.

    Scenario: Two guests join, and one of them leaves
      Given user "Alice" connects to the chat
      When guest "Gus" connects without a name
      And guest "Gil" connects without a name
      Then user "Alice" should receive "joined" notification for "Anonymous"
      And user "Alice" should receive "joined" notification for "Anonymous"
      And user "Gus" should receive "joined" notification for "Anonymous"
      When user "Gus" leaves
      Then user "Alice" should receive "left" notification for "Anonymous"
      And user "Gil" should receive "left" notification for "Anonymous"
      When user "Gil" sends message "Still here"
      Then user "Alice" should receive message from "Anonymous" saying "Still here"
