@promise.messages @promise.once @dialect.events @socket.ids
Feature: Many ids of messages that may be repeated

  Rule: Every message has an id of its own, and all are known for minutes
    An app that was offline sends again whatever it is not sure of.

    @promise.own-messages @promise.sender-order @promise.rooms @promise.bursts
    Scenario: A user sends 400 messages, each with its own id, and then all of them again
      Given users "Alice" and "Bob" connect to room "many"
      When user "Alice" sends 400 messages, each with its own id
      Then user "Bob" should receive all 400 messages from "Alice" in order
      And user "Alice" should receive all 400 messages from "Alice" in order
      When user "Alice" sends 400 messages, each with its own id
      Then user "Alice" should receive all 400 messages from "Alice" in order
      And user "Bob" should not receive any message

    @promise.own-messages @promise.sender-order @promise.rooms @promise.bursts
    Scenario: The first message is repeated after hundreds more
      Given users "Alice" and "Bob" connect to room "after-hundreds"
      When user "Alice" sends message "The first" with the id "first"
      And user "Alice" sends 600 messages, each with its own id
      Then user "Bob" should receive all 600 messages from "Alice" in order
      And user "Bob" should receive message from "Alice" saying "The first"
      When user "Alice" sends message "The first" with the id "first"
      Then user "Alice" should receive message from "Alice" saying "The first"
      And user "Alice" should receive message from "Alice" saying "The first"
      And user "Bob" should not receive any message

    @promise.order @promise.rooms @promise.bursts
    Scenario: Three users use the same ids, at the same time
      Given users "Alice", "Bob", "Carol" and "Dave" connect to room "many-users"
      When users "Alice", "Bob" and "Carol" send 100 messages each, with the same ids, all at once
      Then everybody should have heard the same 300 messages in the same order

    @promise.sender-order @promise.shared-names @promise.rooms
    Scenario: A hundred messages are repeated on another connection
      Given users "Bob" and "Alice" connect to room "many-twice"
      And a second "Alice" connects to room "many-twice"
      When user "Alice" sends 100 messages, each with its own id
      Then user "Bob" should receive all 100 messages from "Alice" in order
      And user "the second Alice" should receive all 100 messages from "Alice" in order
      When user "the second Alice" repeats the 100 messages of "Alice"
      Then user "the second Alice" should receive all 100 messages from "Alice" in order
      And user "Bob" should not receive any message

    @promise.own-messages
    Scenario: A message is repeated after many others have talked, come and gone
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends message "Before the crowd" with the id "before"
      Then user "Bob" should receive message from "Alice" saying "Before the crowd"
      When users "Bob" and "Carol" send 150 messages each, all at once
      And 10 visitors connect, say hello and leave, one after another
      And user "Alice" sends message "Before the crowd" with the id "before"
      Then user "Alice" should receive message from "Alice" saying "Before the crowd"
      And user "Alice" should receive message from "Alice" saying "Before the crowd"
      And user "Bob" should not receive message from "Alice" saying "Before the crowd"

  @promise.own-messages @promise.rooms @promise.private @promise.heartbeat @setting.impatient
  Rule: Ids are known after a while, too
    A tunnel is longer than the patience of an app.

    Scenario: Messages are repeated after some seconds, on the same connection and on a new one
      Given users "Alice" and "Bob" connect to room "long-tunnel"
      When user "Alice" sends message "Before the tunnel" with the id "before"
      And user "Alice" sends private message "Take care" to "Bob" with the id "private"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Before the tunnel"
      And users "Alice" and "Bob" should receive private message from "Alice" saying "Take care"
      When user "Bob" answers 12 pings from the server
      And user "Alice" sends message "Before the tunnel" with the id "before"
      Then user "Alice" should receive message from "Alice" saying "Before the tunnel"
      When the connection of user "Alice" is lost
      And user "Alice" connects to room "long-tunnel"
      And user "Alice" sends message "Before the tunnel" with the id "before"
      And user "Alice" sends private message "Take care" to "Bob" with the id "private"
      Then user "Alice" should receive message from "Alice" saying "Before the tunnel"
      And user "Alice" should receive private message from "Alice" saying "Take care"
      And user "Bob" should not receive any message
      And user "Bob" should not receive any private message
