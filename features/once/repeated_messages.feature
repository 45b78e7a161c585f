@promise.once @dialect.events @socket.ids
Feature: Repeated messages

  Rule: A message that is sent again with the same id is delivered only once
    An app that does not know whether a message arrived can safely send it again.

    @promise.messages
    Scenario: A message is repeated before the first one has arrived
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Only once" twice with the same id
      Then user "Bob" should receive message from "Alice" saying "Only once"
      And user "Bob" should not receive message from "Alice" saying "Only once"

    @promise.messages @promise.own-messages
    Scenario: A message is repeated after it has arrived
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Heard" with the id "heard"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Heard"
      When user "Alice" sends message "Heard" with the id "heard"
      Then user "Alice" should receive message from "Alice" saying "Heard"
      And user "Bob" should not receive message from "Alice" saying "Heard"

    @promise.messages @promise.own-messages
    Scenario: A message is repeated with a different text
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "I said this" with the id "words"
      And user "Alice" sends message "I never said this" with the id "words"
      Then user "Alice" should receive message from "Alice" saying "I said this"
      And user "Alice" should receive message from "Alice" saying "I said this"
      And user "Bob" should not receive message from "Alice" saying "I never said this"

    @promise.messages @promise.sender-order
    Scenario: A message is repeated after many other messages
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "First" with the id "first"
      And user "Alice" sends message "Second" with the id "second"
      And user "Alice" sends 30 messages in a row
      And user "Alice" sends message "First" with the id "first"
      Then user "Bob" should receive all 30 messages from "Alice" in order
      And user "Bob" should receive message from "Alice" saying "First"
      And user "Bob" should not receive message from "Alice" saying "First"

    @promise.messages @promise.own-messages
    Scenario: A message is repeated on a new connection
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Did it arrive?" with the id "tunnel"
      Then user "Bob" should receive message from "Alice" saying "Did it arrive?"
      When the connection of user "Alice" is lost
      And user "Alice" comes back
      And user "Alice" sends message "Did it arrive?" with the id "tunnel"
      Then user "Alice" should receive message from "Alice" saying "Did it arrive?"
      And user "Bob" should not receive message from "Alice" saying "Did it arrive?"

    @promise.messages
    Scenario: A message that may or may not have arrived is repeated on a new connection
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Who knows?" with the id "who-knows"
      And the connection of user "Alice" is lost
      And user "Alice" comes back
      And user "Alice" sends message "Who knows?" with the id "who-knows"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Who knows?"
      And user "Bob" should not receive message from "Alice" saying "Who knows?"

    @promise.messages @promise.shared-names
    Scenario: A message is repeated on a second connection while the first is still open
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Still there?" with the id "two-connections"
      Then user "Bob" should receive message from "Alice" saying "Still there?"
      When a second "Alice" connects to the chat
      And user "the second Alice" sends message "Still there?" with the id "two-connections"
      Then user "the second Alice" should receive message from "Alice" saying "Still there?"
      And user "Bob" should not receive message from "Alice" saying "Still there?"

    @promise.private
    Scenario: A private message is repeated
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends private message "Only to you" to "Bob" with the id "private"
      Then user "Bob" should receive private message from "Alice" saying "Only to you"
      When user "Alice" sends private message "Only to you" to "Bob" with the id "private"
      Then user "Alice" should receive private message from "Alice" saying "Only to you"
      And user "Alice" should receive private message from "Alice" saying "Only to you"
      And user "Bob" should not receive private message from "Alice" saying "Only to you"
      And user "Carol" should not receive any private message

    @promise.rooms @promise.history
    Scenario: A repeated message is in the history once
      Given user "Alice" connects to room "ledger"
      When user "Alice" sends message "Ten pounds" twice with the same id
      And user "Bob" connects to room "ledger"
      Then user "Bob" should see exactly one message from "Alice" in the history

  @promise.messages
  Rule: Another user, another room, or a rejected message may have the same id
    Two apps may choose the same ids by chance.

    Scenario: Two users use the same id
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Mine" with the id "the same"
      And user "Bob" sends message "Mine, too" with the id "the same"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Mine"
      And users "Alice" and "Bob" should receive message from "Bob" saying "Mine, too"

    @promise.rooms
    Scenario: A user uses the same id in two rooms
      Given user "Bob" connects to room "shop"
      And user "Carol" connects to room "office"
      When user "Alice" connects to room "shop"
      And user "Alice" sends message "I am here" with the id "here"
      Then user "Bob" should receive message from "Alice" saying "I am here"
      When user "Alice" leaves
      And user "Alice" connects to room "office"
      And user "Alice" sends message "I am here" with the id "here"
      Then user "Carol" should receive message from "Alice" saying "I am here"

    Scenario: A rejected message can be corrected and sent with the same id
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message " " with the id "better"
      Then user "Alice" should be told that the message is invalid
      When user "Alice" sends message "Better" with the id "better"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Better"

    Scenario: The same text with another id, and without an id
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Yes" with the id "yes-1"
      And user "Alice" sends message "Yes" with the id "yes-2"
      And user "Alice" sends message "Yes"
      Then user "Bob" should receive message from "Alice" saying "Yes"
      And user "Bob" should receive message from "Alice" saying "Yes"
      And user "Bob" should receive message from "Alice" saying "Yes"
