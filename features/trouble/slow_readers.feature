@promise.long @promise.backpressure @setting.small_send_buffer
Feature: Slow readers

  Rule: A user who does not read is disconnected, and everybody else can go on talking
    If one program is stuck, the others must lose neither messages nor time, and the server must not run out of memory.

    @promise.messages @promise.departures
    Scenario: A user who does not read is announced as left
      Given users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" keeps sending messages until "Stan" is disconnected
      And user "Bob" sends message "Poor Stan"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Poor Stan"

    @promise.messages
    Scenario: A user who does not read for a while holds up nobody
      Given users "Alice", "Bob" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" sends 120 long messages, waiting for "Bob" to receive each
      And user "Bob" sends message "Is Stan asleep?"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Is Stan asleep?"

    @promise.departures
    Scenario: A user who reads again too late is told why they were disconnected
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And user "Alice" keeps sending messages until "Stan" is disconnected
      And user "Stan" starts reading again
      Then the connection of user "Stan" should be closed with code 1013
