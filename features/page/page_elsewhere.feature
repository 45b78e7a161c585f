@promise.page-in-browser @promise.history
Feature: The page in other places

  Rule: The page works wherever a site puts it
    All its addresses begin where it stands itself.

    Scenario: Below a folder of a site
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat of a site that has it below "chat-app"
      When visitor "Alice" sends "Hello"
      Then client "Bob" should have received "Hello" from "Alice"

    Scenario: Below a folder a refusal has its own sentence, too
      Given visitor "Alice" opens the page of a site that has it below "chat-app"
      When visitor "Alice" joins as "server"
      Then visitor "Alice" should be told "The name server is reserved."

    Scenario: With encryption
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat of a site with encryption
      When visitor "Alice" sends "Hello"
      Then client "Bob" should have received "Hello" from "Alice"

  Rule: A chat that knows only plain texts is a chat
    Of such a server the page asks nothing that it does not know.

    Scenario: Beside a server that agrees to no subprotocol
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat of a server that knows only plain texts
      When visitor "Alice" sends "Hello"
      Then client "Bob" should have received "Hello" from "Alice"
      And visitor "Alice" should see message "Hello" from "Alice"
      And visitor "Alice" should see "Hello" as their own message
      When client "Bob" sends "Hello Alice"
      Then visitor "Alice" should see message "Hello Alice" from "Bob"
