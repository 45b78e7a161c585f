@promise.page-in-browser
Feature: Writing on the page

  Rule: Enter sends, and Shift and Enter begin a new line
    Everybody knows it so from other chats.

    Background:
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat

    Scenario: Enter sends what is written
      When visitor "Alice" types "Hello"
      And visitor "Alice" presses Enter
      Then client "Bob" should have received "Hello" from "Alice"
      And the message box of visitor "Alice" should be empty

    Scenario: Shift and Enter begin a new line
      When visitor "Alice" types "one"
      And visitor "Alice" presses Shift and Enter
      And visitor "Alice" types "two"
      Then the message box of visitor "Alice" should have the lines "one" and "two"
      And visitor "Alice" should see no messages

    Scenario: The button sends, and the cursor stays in the message box
      Given visitor "Alice" has written "Hello"
      When visitor "Alice" clicks "Send"
      Then client "Bob" should have received "Hello" from "Alice"
      And the cursor of visitor "Alice" should be at "Message"

    Scenario: Enter that chooses a word of an input method does not send
      Given visitor "Alice" composes "にほん" with an input method
      When visitor "Alice" chooses "日本" with Enter
      Then the message box of visitor "Alice" should have "日本"
      When visitor "Alice" presses Enter
      Then client "Bob" should have received "日本" from "Alice"

    Scenario: Blanks alone are not sent
      When visitor "Alice" sends "   "
      And visitor "Alice" sends "Hello"
      Then client "Bob" should have received "Hello" from "Alice"
      And nothing should wait to be sent for visitor "Alice"
      And visitor "Alice" should see the messages "Hello" and no others

    Scenario: A text that is too long is kept, with a sentence
      When visitor "Alice" tries to send a text that is too long
      Then visitor "Alice" should see the error "Message too long: it has 65,537 characters; the limit is 65,536."
      And the text of visitor "Alice" should still be there

  Rule: The others see who is writing
    It begins with the first letter, and ends with the message.

    Background:
      Given client "Bob" is in the chat
      And visitor "Alice" is in the chat

    Scenario: Bob is told that Alice types, and that she has stopped
      When visitor "Alice" types "H"
      Then client "Bob" should be told that "Alice" types
      When visitor "Alice" presses Backspace
      And visitor "Alice" types "Hi"
      And visitor "Alice" presses Enter
      Then client "Bob" should have received "Hi" from "Alice"
      And client "Bob" should have been told that "Alice" typed, stopped, and typed again

    Scenario: Alice sees who types, until they have spoken
      When client "Bob" types
      Then visitor "Alice" should see "Bob is typing…" in the typing line
      When client "Bob" sends "Hello"
      Then visitor "Alice" should see message "Hello" from "Bob"
      And visitor "Alice" should see nothing in the typing line

    Scenario: Who leaves types no more
      When client "Bob" types
      Then visitor "Alice" should see "Bob is typing…" in the typing line
      When client "Bob" leaves
      Then visitor "Alice" should see nothing in the typing line

    Scenario: Of many who type, only the number is told
      Given client "Carol" is in the chat
      And client "Dave" is in the chat
      When client "Bob" types
      And client "Carol" types
      Then visitor "Alice" should see "Bob and Carol are typing…" in the typing line
      When client "Dave" types
      Then visitor "Alice" should see "3 people are typing…" in the typing line
