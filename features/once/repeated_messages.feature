@promise.once @dialect.events
Feature: Once only

  Rule: What bears the same mark twice is said once
    A phone that is not sure whether it was heard may say it again, without repeating itself.

    Scenario: Once and again, while the first is still on its way
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Only once" twice with the same id
      Then user "Bob" should receive message from "Alice" saying "Only once"
      And user "Bob" should not receive message from "Alice" saying "Only once"

    Scenario: Again, when the first was heard
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Heard" with the id "heard"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Heard"
      When user "Alice" sends message "Heard" with the id "heard"
      Then user "Alice" should receive message from "Alice" saying "Heard"
      And user "Bob" should not receive message from "Alice" saying "Heard"

    Scenario: With other words
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "I said this" with the id "words"
      And user "Alice" sends message "I never said this" with the id "words"
      Then user "Alice" should receive message from "Alice" saying "I said this"
      And user "Alice" should receive message from "Alice" saying "I said this"
      And user "Bob" should not receive message from "Alice" saying "I never said this"

    Scenario: After more was said
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "First" with the id "first"
      And user "Alice" sends message "Second" with the id "second"
      And user "Alice" sends 30 messages in a row
      And user "Alice" sends message "First" with the id "first"
      Then user "Bob" should receive all 30 messages from "Alice" in order
      And user "Bob" should receive message from "Alice" saying "First"
      And user "Bob" should not receive message from "Alice" saying "First"

    Scenario: On a new line, since the old one was lost
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Did it arrive?" with the id "tunnel"
      Then user "Bob" should receive message from "Alice" saying "Did it arrive?"
      When the connection of user "Alice" is lost
      And user "Alice" comes back
      And user "Alice" sends message "Did it arrive?" with the id "tunnel"
      Then user "Alice" should receive message from "Alice" saying "Did it arrive?"
      And user "Bob" should not receive message from "Alice" saying "Did it arrive?"

    Scenario: The line was lost before anybody could know whether it arrived
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Who knows?" with the id "who-knows"
      And the connection of user "Alice" is lost
      And user "Alice" comes back
      And user "Alice" sends message "Who knows?" with the id "who-knows"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Who knows?"
      And user "Bob" should not receive message from "Alice" saying "Who knows?"

    Scenario: On another line, since the old one is not known to be lost yet
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Still there?" with the id "two-lines"
      Then user "Bob" should receive message from "Alice" saying "Still there?"
      When a second "Alice" connects to the chat
      And user "the second Alice" sends message "Still there?" with the id "two-lines"
      Then user "the second Alice" should receive message from "Alice" saying "Still there?"
      And user "Bob" should not receive message from "Alice" saying "Still there?"

    Scenario: In a whisper
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" sends private message "Only to you" to "Bob" with the id "whisper"
      Then user "Bob" should receive private message from "Alice" saying "Only to you"
      When user "Alice" sends private message "Only to you" to "Bob" with the id "whisper"
      Then user "Alice" should receive private message from "Alice" saying "Only to you"
      And user "Alice" should receive private message from "Alice" saying "Only to you"
      And user "Bob" should not receive private message from "Alice" saying "Only to you"
      And user "Carol" should not receive any private message

    Scenario: It stands in the history once
      Given user "Alice" connects to room "ledger"
      When user "Alice" sends message "Ten pounds" twice with the same id
      And user "Bob" connects to room "ledger"
      Then user "Bob" should see exactly one message from "Alice" in the history

  Rule: One mark says nothing of what others say, elsewhere, or before it was said
    Two phones may count alike.

    Scenario: Two people use the same mark
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Mine" with the id "the same"
      And user "Bob" sends message "Mine, too" with the id "the same"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Mine"
      And users "Alice" and "Bob" should receive message from "Bob" saying "Mine, too"

    Scenario: Somebody uses it in two rooms
      Given user "Bob" connects to room "shop"
      And user "Carol" connects to room "office"
      When user "Alice" connects to room "shop"
      And user "Alice" sends message "I am here" with the id "here"
      Then user "Bob" should receive message from "Alice" saying "I am here"
      When user "Alice" leaves
      And user "Alice" connects to room "office"
      And user "Alice" sends message "I am here" with the id "here"
      Then user "Carol" should receive message from "Alice" saying "I am here"

    Scenario: What was refused may be said better under the same mark
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message " " with the id "better"
      Then user "Alice" should be told that the message is invalid
      When user "Alice" sends message "Better" with the id "better"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Better"

    Scenario: The same words under another mark, and under none
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends message "Yes" with the id "yes-1"
      And user "Alice" sends message "Yes" with the id "yes-2"
      And user "Alice" sends message "Yes"
      Then user "Bob" should receive message from "Alice" saying "Yes"
      And user "Bob" should receive message from "Alice" saying "Yes"
      And user "Bob" should receive message from "Alice" saying "Yes"
