@promise.page-in-browser @promise.private @promise.presence
Feature: Private messages on the page

  Rule: A private message is for one person, and says so
    Nobody should have to guess who else reads it.

    Background:
      Given client "Bob" is in the chat
      And client "Carol" is in the chat
      And visitor "Alice" is in the chat

    Scenario: Alice writes to Bob only
      Given visitor "Alice" chooses "Bob" in the user list
      When visitor "Alice" sends "a secret"
      Then client "Bob" should have received "a secret" from "Alice" alone
      And visitor "Alice" should see private message "a secret" from "Alice"
      And visitor "Alice" should see that "a secret" is "to Bob only"
      And visitor "Alice" should see "a secret" as their own message

    Scenario: Bob writes to Alice only, and she replies
      When client "Bob" sends "a secret" to "Alice" only
      Then visitor "Alice" should see private message "a secret" from "Bob"
      And visitor "Alice" should see that "a secret" is "to you only"
      When visitor "Alice" clicks "Reply"
      Then visitor "Alice" should be writing to "Bob" only

    Scenario: A name beside a message can be chosen
      When client "Bob" sends "Hello"
      Then visitor "Alice" should see message "Hello" from "Bob"
      When visitor "Alice" chooses the name "Bob" beside a message
      Then visitor "Alice" should be writing to "Bob" only

    Scenario: The next message can be for everybody again
      Given visitor "Alice" chooses "Bob" in the user list
      When visitor "Alice" clicks "Write to everybody again"
      Then visitor "Alice" should be writing to everybody
      When visitor "Alice" sends "Hello all"
      Then client "Carol" should have received "Hello all" from "Alice"

    Scenario: Escape makes it a message to everybody, too
      Given visitor "Alice" chooses "Bob" in the user list
      When visitor "Alice" presses Escape
      Then visitor "Alice" should be writing to everybody

    Scenario: Nobody is told that a private message is being written
      Given visitor "Alice" chooses "Bob" in the user list
      When visitor "Alice" types "a secret"
      And visitor "Alice" presses Enter
      And visitor "Alice" clicks "Write to everybody again"
      And visitor "Alice" types "Hello"
      And visitor "Alice" presses Enter
      Then client "Carol" should have received "Hello" from "Alice"
      And client "Carol" should have been told once that "Alice" types

    Scenario: A draft keeps its addressee across a refresh
      Given visitor "Alice" chooses "Bob" in the user list
      And visitor "Alice" has written "a secret"
      When visitor "Alice" refreshes the page
      Then visitor "Alice" should be in the chat
      And visitor "Alice" should be writing to "Bob" only
      And the message box of visitor "Alice" should have "a secret"

    Scenario: Words for somebody who has just left wait
      Given visitor "Alice" chooses "Bob" in the user list
      When client "Bob" leaves
      Then visitor "Alice" should see that 2 are here
      When visitor "Alice" sends "a secret"
      Then visitor "Alice" should see "a secret" waiting to be sent
      When client "Bob" joins
      Then client "Bob" should have received "a secret" from "Alice" alone

    Scenario: Words for somebody who stays away are not sent, and can be discarded
      Given visitor "Dave" is in the chat, with a clock of their own
      And visitor "Dave" chooses "Bob" in the user list
      When client "Bob" leaves
      Then visitor "Dave" should see that 3 are here
      When visitor "Dave" sends "a secret"
      Then visitor "Dave" should see "a secret" waiting to be sent
      When 31 seconds pass for visitor "Dave"
      Then visitor "Dave" should see that "a secret" was not sent
      When visitor "Dave" clicks "Discard"
      Then nothing should wait to be sent for visitor "Dave"
