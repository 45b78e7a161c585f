@promise.websocket
Feature: Connections

  Rule: A connection that is asked answers, and one that is ended says goodbye
    Programs find out in this way whether the other side is still there, and whether it knows that
    nothing more will come.

    Scenario: A ping
      Given user "Alice" connects to the chat
      Then a ping of 4 bytes from user "Alice" should be answered

    Scenario: A user ends the connection properly
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" closes the connection with code 1000
      Then the connection of user "Bob" should be closed with code 1000
