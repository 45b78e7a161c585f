@promise.private @dialect.events
Feature: Words between two

  Rule: A private word reaches the one whom it is for, and nobody else
    What is whispered must not need to be regretted.

    Scenario: A whisper is heard by two
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Alice" whispers "psst" to "Bob"
      Then users "Alice" and "Bob" should receive whisper from "Alice" saying "psst"
      And user "Carol" should not receive whisper from "Alice" saying "psst"

    Scenario: A whisper in a room where other dialects are spoken
      Given user "Carol" speaks "plain"
      And user "Dave" speaks "envelope"
      And users "Alice", "Bob", "Carol" and "Dave" connect to the chat
      When user "Alice" whispers "psst" to "Bob"
      Then user "Bob" should receive whisper from "Alice" saying "psst"
      And user "Carol" should not receive anything but notices
      And user "Dave" should not receive anything but notices

    Scenario: Nobody of that name is here
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" whispers "psst" to "Nobody"
      Then user "Alice" should be told that nobody of that name is here
      And user "Bob" should not receive anything

    Scenario: A newcomer is not shown what was whispered
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" whispers "psst" to "Bob"
      Then user "Bob" should receive whisper from "Alice" saying "psst"
      When user "Carol" connects to the chat
      Then user "Carol" should not see "psst" from "Alice" in the history
