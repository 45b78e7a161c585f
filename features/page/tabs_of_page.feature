@promise.page-in-browser @promise.history
Feature: Tabs, refresh, back and forward

  Rule: A tab keeps who one is, and what one was doing
    A browser's buttons are no way to lose a chat.

    Background:
      Given 3 messages have been sent before
      And visitor "Alice" opens the page
      And visitor "Alice" joins as "Alice"
      And visitor "Alice" should be in the chat as "Alice"

    Scenario: A refresh keeps the name, and the conversation
      When visitor "Alice" refreshes the page
      Then visitor "Alice" should be in the chat as "Alice"
      And visitor "Alice" should see all 3 messages in order

    Scenario: A refresh keeps what is being written
      Given visitor "Alice" has written "half a sent"
      When visitor "Alice" refreshes the page
      Then visitor "Alice" should be in the chat as "Alice"
      And the message box of visitor "Alice" should have "half a sent"

    Scenario: A refresh keeps what was one's own
      When visitor "Alice" sends "I am Alice"
      Then visitor "Alice" should see message "I am Alice" from "Alice"
      When visitor "Alice" refreshes the page
      Then visitor "Alice" should be in the chat as "Alice"
      And visitor "Alice" should see message "I am Alice" from "Alice"
      And visitor "Alice" should see "I am Alice" as their own message

    Scenario: Back leads into the chat again
      When visitor "Alice" goes to another page and back
      Then visitor "Alice" should be in the chat as "Alice"

    Scenario: Forward leads into the chat again
      When visitor "Alice" goes back and forward
      Then visitor "Alice" should be in the chat as "Alice"

    Scenario: Who has left stays out after a refresh
      When visitor "Alice" clicks "Leave"
      And visitor "Alice" refreshes the page
      Then visitor "Alice" should be on the first screen
      And the name field of visitor "Alice" should have "Alice"

    Scenario: Two tabs are two people
      Given visitor "Alice" has written "half a sent"
      When visitor "Alice" opens a second tab as "Bob"
      Then visitor "Bob" should be on the first screen
      And the name field of visitor "Bob" should have ""
      When visitor "Bob" joins as "Bob"
      Then visitor "Bob" should be in the chat as "Bob"
      And the message box of visitor "Bob" should be empty
      And visitor "Alice" should be in the chat as "Alice"

  Rule: The place stays
    Whoever reads far above reads on there.

    Scenario: A refresh keeps the place
      Given 40 messages have been sent before
      And visitor "Alice" is in the chat
      And visitor "Alice" scrolls up
      And visitor "Alice" reads "message 30"
      When visitor "Alice" refreshes the page
      Then visitor "Alice" should be in the chat
      And "message 30" should be where it was for visitor "Alice"
