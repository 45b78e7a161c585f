@promise.backpressure @setting.small_send_buffer
Feature: The slow hurt nobody

  Rule: Whoever takes nothing is cut off, and everybody else goes on
    One stuck reader must cost the others neither words nor time, and the server no memory.

    Scenario: A stuck reader is announced as left, and the others hear everything
      Given users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" keeps sending messages until "Stan" is disconnected
      And user "Bob" sends message "Poor Stan"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Poor Stan"

    Scenario: Somebody who does not read for a while holds up nobody
      Given users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" says 120 long things, each heard by "Bob"
      And user "Bob" sends message "Is Stan asleep?"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Is Stan asleep?"

    Scenario: A stuck reader who wakes up is told why
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" keeps sending messages until "Stan" is disconnected
      And user "Stan" reads again
      Then the connection of user "Stan" should be closed with code 1013
