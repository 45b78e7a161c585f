@promise.page-in-browser @promise.presence
Feature: The user list on the page

  Rule: The list says who is here
    It is right at every moment, for whoever opens it.

    Background:
      Given visitor "Alice" is in the chat
      And client "Bob" is in the chat
      And client "Carol" is in the chat

    Scenario: People are listed in the order in which they came
      When visitor "Alice" opens the user list
      Then visitor "Alice" should see "Alice", "Bob" and "Carol" in the user list

    Scenario: Who leaves is taken off the list
      Given visitor "Alice" opens the user list
      When client "Bob" leaves
      Then visitor "Alice" should see "Alice" and "Carol" in the user list

    Scenario: The number is there without opening the list
      Then visitor "Alice" should see that 3 are here
      When client "Bob" leaves
      Then visitor "Alice" should see that 2 are here

  Rule: Nobody's words go to the wrong person
    The list may change at any moment, also while somebody chooses.

    Background:
      Given visitor "Alice" is in the chat
      And client "Bob" is in the chat
      And client "Carol" is in the chat
      And client "Dave" is in the chat

    Scenario: Nobody moves under the pointer
      Given visitor "Alice" points at "Carol" in the user list
      When client "Bob" leaves
      Then visitor "Alice" should see that 3 are here
      When visitor "Alice" clicks where the pointer is
      Then visitor "Alice" should be writing to "Carol" only

    Scenario: Nobody moves under the cursor
      Given visitor "Alice" goes to "Carol" in the user list with the keyboard
      When client "Bob" leaves
      Then visitor "Alice" should see that 3 are here
      When visitor "Alice" presses Enter
      Then visitor "Alice" should be writing to "Carol" only

    Scenario: The addressee stays when others leave
      Given visitor "Alice" chooses "Carol" in the user list
      When client "Bob" leaves
      Then visitor "Alice" should see that 3 are here
      And visitor "Alice" should be writing to "Carol" only
      When visitor "Alice" sends "a secret"
      Then client "Carol" should have received "a secret" from "Alice" alone

  Rule: A long list can be searched
    With ten users or more nobody wants to read them all.

    Scenario: Alice looks for Carol
      Given client "Bob" is in the chat
      And client "Carol" is in the chat
      And client "Carola" is in the chat
      And client "Dave" is in the chat
      And client "Erin" is in the chat
      And client "Frank" is in the chat
      And client "Grace" is in the chat
      And client "Heidi" is in the chat
      And client "Ivan" is in the chat
      And visitor "Alice" is in the chat
      And visitor "Alice" opens the user list
      When visitor "Alice" searches the user list for "carol"
      Then visitor "Alice" should find only "Carol" and "Carola"
