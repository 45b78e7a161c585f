@promise.page-in-browser @promise.history
Feature: Hostile names and texts on the page

  Rule: Whatever somebody writes is text
    No dialog opens, no element is added, nothing is asked of another server, wherever it stands.

    Scenario: In messages
      Given visitor "Alice" is in the chat
      When visitor "Alice" receives every hostile text as a message
      Then visitor "Alice" should see nothing but texts

    Scenario: In one's own messages
      Given visitor "Alice" is in the chat
      When visitor "Alice" sends every hostile text
      Then visitor "Alice" should see nothing but texts

    Scenario: In messages that wait
      Given visitor "Alice" is in the chat
      And the line of visitor "Alice" is cut
      When visitor "Alice" writes every hostile text
      Then visitor "Alice" should see nothing but texts

    Scenario: In the demo panel
      Given visitor "Alice" is in the chat with the demo panel
      When visitor "Alice" receives every hostile text as a message
      Then visitor "Alice" should see nothing but texts

    Scenario: In the history
      Given every hostile text has been sent before
      When visitor "Alice" is in the chat
      Then visitor "Alice" should see every hostile text in the history
      And visitor "Alice" should see nothing but texts

    @promise.private
    Scenario: In private messages
      Given visitor "Alice" is in the chat
      When visitor "Alice" receives every hostile text as a private message
      Then visitor "Alice" should see nothing but texts

    @setting.announced @promise.announcements
    Scenario: In announcements
      Given visitor "Alice" is in the chat
      When visitor "Alice" receives every hostile text as an announcement
      Then visitor "Alice" should see nothing but texts

    Scenario: In names beside messages and in notices
      Given visitor "Alice" is in the chat
      When clients with hostile names join, speak and leave before visitor "Alice"
      Then visitor "Alice" should see nothing but texts

    @promise.presence
    Scenario: In the user list
      Given visitor "Alice" is in the chat
      When clients with hostile names are in the user list of visitor "Alice"
      Then visitor "Alice" should see nothing but texts

    @promise.presence @promise.private
    Scenario: In the name of an addressee
      Given visitor "Alice" is in the chat
      When visitor "Alice" chooses clients with hostile names
      Then visitor "Alice" should see nothing but texts

    @promise.typing
    Scenario: In the typing line
      Given visitor "Alice" is in the chat
      When clients with hostile names type before visitor "Alice"
      Then visitor "Alice" should see nothing but texts

    Scenario: In one's own name
      When visitor "Alice" joins under every hostile name
      Then visitor "Alice" should see nothing but texts

    Scenario: In the name of the room
      When visitor "Alice" opens links to rooms with hostile names
      Then visitor "Alice" should see nothing but texts
