@promise.messages @promise.query @promise.names-shown @dialect.described @only.described
Feature: Names in addresses

  Rule: The query is decoded as browsers encode it
    Forms and URLSearchParams write a blank as +, and encodeURIComponent as %20: a name must arrive as the user typed it.
    A server that no client sends a + need not promise this: promises = ["core", "-query"].

    Scenario Outline: A name is written with <kind> in the address
      Given user "Bob" connects to the chat
      When user "Mary Ann" connects, with <kind> in the address
      And user "Mary Ann" sends message "Hello"
      Then user "Bob" should receive message from "Mary Ann" saying "Hello"

      Examples:
        | kind                      |
        | a plus for each blank     |
        | an escape for each letter |
