@promise.page-in-browser
Feature: The conversation on the page

  Rule: What was said stands there once, in its order
    The page is all that people know of the chat.

    Background:
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat

    Scenario: A message is shown with its sender and its time
      When client "Bob" sends "Hello Alice"
      Then visitor "Alice" should see message "Hello Alice" from "Bob"
      And the messages of visitor "Alice" should say the time

    Scenario: Many messages stand in their order, each once
      When client "Bob" sends 30 messages
      Then visitor "Alice" should see all 30 messages in order
      And visitor "Alice" should have the last message in sight

    Scenario: One's own messages are marked, and those of others are not
      When visitor "Alice" sends "I am Alice"
      And client "Bob" sends "I am Bob"
      Then visitor "Alice" should see message "I am Bob" from "Bob"
      And visitor "Alice" should see "I am Alice" as their own message
      And visitor "Alice" should see "I am Bob" as somebody else's message

    Scenario: Blanks and line breaks are drawn
      When client "Bob" sends "two  blanks, and   three"
      Then visitor "Alice" should see message "two  blanks, and   three" from "Bob"
      And visitor "Alice" should see "two  blanks, and   three" drawn as it was written

    Scenario: An address is a link, without what follows it
      When client "Bob" sends "See www.example.com/chat."
      Then visitor "Alice" should see message "See www.example.com/chat." from "Bob"
      And "www.example.com/chat" should be a link for visitor "Alice"

    Scenario: Emphasis, code and one's own name stand out, and keep their characters
      When client "Bob" sends "Alice, this is *important*: `make test` :smile:"
      Then visitor "Alice" should see message "Alice, this is *important*: `make test` :smile:" from "Bob"
      And "*important*" should stand out as emphasis for visitor "Alice"
      And "`make test`" should stand out as code for visitor "Alice"
      And "Alice" should stand out as a mention for visitor "Alice"

  Rule: Own words are known by what the page sent, not by a name
    Two people may have one name.

    Scenario: Two visitors of one name
      Given visitor "Alice" opens the page
      And visitor "Bob" opens the page
      When visitor "Alice" clicks "Join the chat"
      Then visitor "Alice" should be in the chat as "Anonymous"
      When visitor "Bob" clicks "Join the chat"
      Then visitor "Bob" should be in the chat as "Anonymous"
      When visitor "Alice" sends "I am Alice"
      Then visitor "Bob" should see message "I am Alice" from "Anonymous"
      And visitor "Bob" should see "I am Alice" as somebody else's message
      And visitor "Alice" should see message "I am Alice" from "Anonymous"
      And visitor "Alice" should see "I am Alice" as their own message

  Rule: Notices are not messages
    Nobody may speak in the name of the chat.

    Background:
      Given visitor "Alice" is in the chat

    Scenario: Who comes and goes is told, and says nothing
      When client "Bob" joins
      Then visitor "Alice" should see the notice "Bob joined the chat"
      When client "Bob" leaves
      Then the name "Bob" should stand out in a notice to visitor "Alice"
      And visitor "Alice" should see the notice "Bob left the chat"
      And visitor "Alice" should see no messages

    Scenario: Many arrivals stand in one line
      When client "Bob" joins
      And client "Carol" joins
      And client "Dave" joins
      And client "Erin" joins
      And client "Frank" joins
      Then one line should tell visitor "Alice" "Bob, Carol, Dave and 2 others joined the chat"

    @setting.announced @promise.announcements
    Scenario: An announcement is no message
      When the operator announces "We close at ten" to visitors
      Then visitor "Alice" should see the announcement "We close at ten"
      And visitor "Alice" should see no messages
