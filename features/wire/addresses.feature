@promise.messages @promise.query @promise.names-shown @dialect.described @only.described
Feature: Names in addresses

  Rule: The query is decoded as browsers encode it
    A name must arrive as the user typed it.

    Scenario Outline: A name is written with <kind> in the address
      Given user "Bob" connects to the chat
      When user "Mary Ann" connects, with <kind> in the address
      And user "Mary Ann" sends message "Hello"
      Then user "Bob" should receive message from "Mary Ann" saying "Hello"

      Examples:
        | kind                      |
        | a plus for each blank     |
        | an escape for each letter |
