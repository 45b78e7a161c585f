@promise.messages @promise.sender-order @promise.rooms @promise.history @promise.backpressure @dialect.events
Feature: Many questions

  Rule: A user who asks without a pause delays nobody else
    Reading a history takes the server longer than passing on a message. One program that asks for it again and again
    must not make the conversation stutter.

    Scenario: Messages are not delayed behind another user's questions
      Given users "Alice" and "Bob" connect to room "quiz"
      When user "Alice" sends 20 messages in a row
      Then user "Bob" should receive all 20 messages from "Alice" in order
      And user "Bob", who asks 200 questions at once, should receive messages from "Alice" between the answers
