@promise.announcements
Feature: A server without an operator

  Rule: Where no operator is known, nobody can announce anything
    A door that nobody has a key to should be a wall.

    Scenario Outline: Not with <token>
      Given user "Alice" connects to the chat
      When somebody tries to announce "Free beer" with <token>
      Then the announcement should be rejected with status 404
      And user "Alice" should not receive anything

      Examples:
        | token                |
        | the operator's token |
        | a bad one            |
