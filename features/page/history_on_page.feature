@promise.page-in-browser @promise.history
Feature: The history on the page

  Rule: Newcomers read what was said before
    Nobody has to ask what it is about.

    Scenario: Earlier messages stand in their order
      Given 3 messages have been sent before
      When visitor "Alice" is in the chat
      Then visitor "Alice" should see all 3 messages in order

    Scenario: New messages stand below earlier ones
      Given 1 messages have been sent before
      And visitor "Alice" is in the chat
      When visitor "Alice" sends "And now"
      Then visitor "Alice" should see the messages "message 1" and "And now" and no others

    Scenario: A line says where another day begins
      Given 1 messages have been sent before
      When visitor "Alice" is in the chat a day later
      Then visitor "Alice" should see a line with the day above "message 1"

  Rule: Older messages are loaded on demand
    Nothing is lost on the way, and what one reads stays where it is.

    Background:
      Given 120 messages have been sent before
      And visitor "Alice" is in the chat

    Scenario: The button loads earlier messages
      When visitor "Alice" clicks "Load earlier messages" from where she is
      Then visitor "Alice" should see the messages from 21 to 120
      When visitor "Alice" clicks "Load earlier messages" from where she is
      Then visitor "Alice" should see all 120 messages in order
      And visitor "Alice" should not be offered "Load earlier messages"

    Scenario: Scrolling to the beginning loads earlier messages
      When visitor "Alice" scrolls to the beginning
      Then visitor "Alice" should see the messages from 21 to 120

    Scenario: What one reads stays where it is
      Given visitor "Alice" scrolls up
      And visitor "Alice" reads "message 110"
      When visitor "Alice" clicks "Load earlier messages" from where she is
      Then visitor "Alice" should see the messages from 21 to 120
      And "message 110" should be where it was for visitor "Alice"

  Rule: Who reads above is not disturbed, and misses nothing
    What is new is counted, and one click away.

    Background:
      Given 40 messages have been sent before
      And visitor "Alice" is in the chat
      And client "Bob" is in the chat
      And visitor "Alice" scrolls up
      And visitor "Alice" reads "message 30"

    Scenario: A new message does not move what one reads
      When client "Bob" sends "Something new"
      Then visitor "Alice" should be offered "1 new message"
      And "message 30" should be where it was for visitor "Alice"

    Scenario: The unread messages are counted, in the title and in a line
      When client "Bob" sends "New"
      And client "Bob" sends "Newer"
      Then the title of visitor "Alice" should be "(2) Alice & Bob"
      And visitor "Alice" should see the line "2 new messages" above "New"

    Scenario: The icon says that something is unread
      When client "Bob" sends "Something new"
      Then the icon of visitor "Alice" should be marked
      When visitor "Alice" clicks "1 new message"
      Then the icon of visitor "Alice" should not be marked

    Scenario: At the end everything is read
      When client "Bob" sends "Something new"
      Then visitor "Alice" should be offered "1 new message"
      When visitor "Alice" clicks "1 new message"
      Then visitor "Alice" should have the last message in sight
      And the title of visitor "Alice" should be "Alice & Bob"
