@promise.unique @setting.unique
Feature: One name, one person

  Rule: A name that is in use cannot be taken
    Where a name is all one has of a person, it must be theirs.

    Scenario: A second Alice is turned away
      Given users "Alice" and "Bob" connect to the chat
      When user "the second Alice" tries to connect as "Alice"
      Then "the second Alice" should be turned away
      And user "Bob" should not receive anything

    Scenario Outline: What looks like "Alice": <kind>
      Given user "Alice" connects to the chat
      When user "the second Alice" tries to connect as "<kind>"
      Then "the second Alice" should be turned away

      Examples:
        | kind  |
        | ALICE |
        | Ａｌｉｃｅ |

    Scenario: When she has left, the name is free
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" leaves
      And user "Bob" receives "left" notification for "Alice"
      And a second "Alice" connects to the chat
      Then user "Bob" should receive "joined" notification for "Alice"

    Scenario: By a word, too
      Given user "the second Alice" speaks "events"
      And users "Alice" and "Bob" connect to the chat
      When user "the second Alice" stands at the door
      And user "the second Alice" asks to join as "alice"
      Then user "the second Alice" should be told that the name is taken
      And user "Bob" should not receive anything
