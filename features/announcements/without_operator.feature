@promise.announcements
Feature: A server without an operator

  Rule: If no operator is set up, nobody can send an announcement
    A feature that nobody has set up must not be open to everybody.

    Scenario Outline: An announcement with <token> is rejected
      Given user "Alice" connects to the chat
      When somebody tries to announce "Free beer" with <token>
      Then the announcement should be rejected with status 404
      And user "Alice" should not receive anything

      Examples:
        | token                |
        | the operator's token |
        | a wrong token        |
