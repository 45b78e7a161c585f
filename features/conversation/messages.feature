@promise.core
Feature: What is said is heard

  Rule: A message reaches everybody who is in, its sender included
    A sender who sees their own words among the others' knows that they were heard, and where.

    Scenario: Two people hear each other
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Hi Bob"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Hi Bob"
      When user "Bob" sends message "Hi Alice"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Hi Alice"

    Scenario: Somebody who is alone hears themselves
      Given user "Alice" connects to the chat
      When user "Alice" sends message "Anybody there?"
      Then user "Alice" should receive message from "Alice" saying "Anybody there?"

    Scenario: A third person hears it too
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Bob" sends message "Three is company"
      Then users "Alice", "Bob" and "Carol" should receive message from "Bob" saying "Three is company"

    Scenario: A fifteenth person hears it too
      Given 15 readers connect to the chat
      When user "Reader 1" sends message "Can you hear me at the back?"
      Then every reader should receive message from "Reader 1" saying "Can you hear me at the back?"
      When user "Reader 15" sends message "Loud and clear"
      Then every reader should receive message from "Reader 15" saying "Loud and clear"

    Scenario: A fortieth person hears it too
      Given 40 readers connect to the chat
      When user "Reader 40" sends message "It is getting full"
      Then every reader should receive message from "Reader 40" saying "It is getting full"

    Scenario: Whoever has just come in can speak at once
      Given user "Alice" connects to the chat
      When user "Bob" connects to the chat
      And user "Bob" sends message "First word"
      Then user "Alice" should receive message from "Bob" saying "First word"

  Rule: Every message is heard exactly once
    Words that come twice are as wrong as words that never come.

    Scenario: The same words, said twice, are heard twice
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Hello?"
      And user "Alice" sends message "Hello?"
      Then user "Bob" should receive message from "Alice" saying "Hello?"
      And user "Bob" should receive message from "Alice" saying "Hello?"
      And user "Bob" should not receive message from "Alice" saying "Hello?"

    Scenario: Two people may say the same
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Jinx"
      And user "Bob" sends message "Jinx"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Jinx"
      And users "Alice" and "Bob" should receive message from "Bob" saying "Jinx"

    Scenario: Nothing is repeated in a long talk, however late
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Dave" connects to the chat
      And user "Dave" leaves
      And user "Carol" sends message "Do not mind me"
      And users "Alice" and "Bob" have a long conversation
      Then user "Carol" should receive message from "Carol" saying "Do not mind me"
      And user "Carol" should not receive message from "Carol" saying "Do not mind me"

  Rule: Nobody hears what was said before they came, or after they went
    Where the chat tells no history, a room's past stays with those who were there.

    @only.plain @only.envelope
    Scenario: A newcomer does not hear what was said before
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Just between us"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Just between us"
      When user "Carol" connects to the chat
      Then user "Carol" should not receive anything

    @only.plain @only.envelope
    Scenario: Somebody who came back does not hear what was said in between
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Carol" leaves
      And user "Alice" sends message "Is she gone?"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Is she gone?"
      When user "Carol" comes back
      Then user "Carol" should not receive message from "Alice" saying "Is she gone?"

    Scenario: The last words of somebody who leaves are heard
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 5 messages and leaves immediately
      Then user "Alice" should receive all 5 messages from "Bob" in order
      And user "Alice" should receive "left" notification for "Bob"
