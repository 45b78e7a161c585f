@promise.messages @promise.rooms @promise.history @dialect.events @socket.asking
Feature: Long histories

  Rule: Users find every message that is kept, however many there are
    A long conversation is the one that people read back.

    @promise.own-messages @promise.sender-order @promise.bursts
    Scenario: A user reads hundreds of messages back, in pages of many sizes
      Given user "Alice" connects to room "saga"
      When user "Alice" sends 350 messages in a row
      Then user "Alice" should receive all 350 messages from "Alice" in order
      When user "Bob" connects to room "saga"
      Then user "Bob" should find all 350 messages from "Alice", reading back 1,000 at a time
      And user "Bob" should find all 350 messages from "Alice", reading back 300 at a time
      And user "Bob" should find all 350 messages from "Alice", reading back 128 at a time
      And user "Bob" should find all 350 messages from "Alice", reading back 64 at a time
      And user "Bob" should find all 350 messages from "Alice", reading back 35 at a time
      And user "Bob" should find all 350 messages from "Alice", reading back without saying how many at a time

    @promise.own-messages @promise.sender-order @promise.bursts
    Scenario: A user asks for the greatest number of messages, and then for those before
      Given user "Alice" connects to room "chronicle"
      When user "Alice" sends 1,040 messages in a single write
      Then user "Alice" should receive all 1,040 messages from "Alice" in order
      When user "Bob" connects to room "chronicle"
      And user "Bob" asks for the last 1,000 messages
      Then user "Bob" should see the last 1,000 messages from "Alice" in the history
      And user "Bob" should know that no messages are missing
      When user "Bob" asks for 1,000 messages before "message 541 of Alice"
      Then user "Bob" should see 500 messages from "Alice" in the history, ending with number 540
      And user "Bob" should know that messages are missing
      And user "Bob" should find all 1,000 messages from "Alice", reading back 400 at a time

    @promise.names-shown @promise.long-names @promise.texts
    Scenario: A user with a long name, in a long conversation
      Given user "Alice" connects to room "palace" under a name with 64 emoji
      When user "Alice" sends 120 messages in a row
      And user "Alice" sends 65,536 characters of all kinds as a message
      And user "Alice" sends message "That was all"
      Then user "Alice" should receive message from a name with 64 emoji saying "That was all"
      When user "Carol" connects to room "palace"
      Then user "Carol" should see 65,536 characters of all kinds from a name with 64 emoji in the history, unchanged
      And user "Carol" should find all 122 messages from "Alice", reading back 60 at a time

  Rule: Users who come back receive hundreds of messages that they missed
    After a night, too, people want to know what was said.

    @promise.own-messages @promise.sender-order @promise.dialects @promise.bursts
    Scenario: A user missed six hundred messages of three people, in three dialects
      Given user "Alice" speaks "plain"
      And user "Carol" speaks "envelope"
      And users "Alice", "Bob", "Carol" and "Dave" connect to room "night-shift"
      And user "Alice" sends message "Before the night"
      And user "Bob" should receive message from "Alice" saying "Before the night"
      When the connection of user "Bob" is lost
      And users "Alice", "Carol" and "Dave" send 200 messages each, all at once
      Then user "Dave" should receive all 200 messages from "Alice" in order
      And user "Dave" should receive all 200 messages from "Carol" in order
      And user "Dave" should receive all 200 messages from "Dave" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should know that no messages are missing
      And user "Bob" should have received each message that "Dave" heard exactly once

    @promise.own-messages @promise.sender-order @promise.bursts
    Scenario: A user missed more messages than are kept
      Given users "Alice" and "Bob" connect to room "long-absence"
      And user "Alice" sends message "Before the journey"
      And user "Bob" should receive message from "Alice" saying "Before the journey"
      When the connection of user "Bob" is lost
      And user "Alice" sends 1,040 messages in a single write
      Then user "Alice" should receive all 1,040 messages from "Alice" in order
      When user "Bob" reconnects where they left off
      Then user "Bob" should see the last 1,000 messages from "Alice" in the history
      And user "Bob" should know that messages are missing

    @promise.long
    Scenario: A user missed more than a single answer holds, and reads the rest
      Given users "Alice", "Bob" and "Carol" connect to room "lecture"
      And user "Alice" sends message "Before the lecture"
      And user "Bob" should receive message from "Alice" saying "Before the lecture"
      When the connection of user "Bob" is lost
      And user "Alice" sends 20 long messages, waiting for "Carol" to receive each
      And user "Bob" reconnects where they left off
      Then user "Bob" should know that messages are missing
      And user "Bob" should find all 21 messages from "Alice", reading back 50 at a time
