@promise.page @promise.messages
Feature: The page and other clients

  Rule: A user on the page and a user of another client have one conversation
    Whoever opens the page sees what the others say, as they said it, and is heard by them.

    @promise.own-messages @promise.arrivals @promise.departures
    Scenario: Alice is on the page, and Bob is not
      Given user "Alice" uses a browser
      And users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Hi Bob"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Hi Bob"
      When user "Bob" sends message "two  blanks, and <b>no</b> markup"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "two  blanks, and <b>no</b> markup"
      When user "Bob" leaves
      Then user "Alice" should receive "left" notification for "Bob"

    @promise.arrivals @promise.departures
    Scenario: Bob is told when Alice comes to the page and leaves
      Given user "Bob" connects to the chat
      And user "Alice" uses a browser
      When user "Alice" connects to the chat
      Then user "Bob" should receive "joined" notification for "Alice"
      When user "Alice" leaves
      Then user "Bob" should receive "left" notification for "Alice"
