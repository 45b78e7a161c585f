@promise.messages @promise.sender-order @promise.long @promise.backpressure
Feature: Steady readers

  Rule: A user who reads slowly, but steadily, is not disconnected for the burst of another
    A program that does something with each message, or a phone on a slow line, cannot keep up with a burst. As long as
    it reads on, the others send no faster than the server can pass on.

    Scenario: A slow user receives every word of megabytes
      Given users "Alice", "Bob" and "Dave" connect to the chat
      When user "Dave" begins to read slowly
      And user "Alice" sends 250 long messages, waiting for "Bob" to receive each
      And user "Alice" sends message "Did you get all of that?"
      Then users "Bob" and "Dave" should receive message from "Alice" saying "Did you get all of that?"
      And users "Bob" and "Dave" should have heard the same messages in the same order
