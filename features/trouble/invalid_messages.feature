Feature: Invalid messages affect only their sender

  Rule: Binary data is not part of the conversation
    A text chat has no use for binary data, and one faulty program must not disturb the room.

    @promise.binary @only.plain
    Scenario: Binary data is ignored
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends binary data
      And user "Mallory" sends empty binary data
      Then user "Alice" should not receive anything but notifications
      And user "Mallory" should not receive any message

    @promise.messages @promise.binary @only.plain
    Scenario: A user who sent binary data can go on talking
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends binary data
      And user "Mallory" sends message "Sorry, wrong file"
      Then users "Alice" and "Mallory" should receive message from "Mallory" saying "Sorry, wrong file"

    @promise.messages @promise.exact
    Scenario: A user cannot send messages in another user's name
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends JSON as a message
      Then users "Alice" and "Bob" should receive JSON from "Mallory", unchanged

  @promise.frames @breaks.connection
  Rule: A user who breaks the protocol is disconnected, and the others can go on talking
    One faulty program must not end other people's conversation.

    @promise.messages @promise.departures
    Scenario Outline: A user sends invalid text: <kind>
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends invalid text: <kind>
      Then the connection of user "Mallory" should be closed with code 1007
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
      When user "Alice" sends message "Who was that?"
      Then user "Bob" should receive message from "Alice" saying "Who was that?"

      Examples:
        | kind                       |
        | bad UTF-8                  |
        | half a character           |
        | a surrogate                |
        | an overlong slash          |
        | a reason that is not UTF-8 |

    @promise.messages
    Scenario: A message sent just before is still delivered
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends message "Famous last words" and a reserved bit in a single write
      Then users "Alice", "Bob" and "Mallory" should receive message from "Mallory" saying "Famous last words"
      And the connection of user "Mallory" should be closed with code 1002

    @promise.departures
    Scenario Outline: A user breaks the protocol with <kind>
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" breaks the protocol with <kind>
      Then the connection of user "Mallory" should be closed with code 1002
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"

      Examples:
        | kind                               |
        | a frame without a mask             |
        | a reserved bit                     |
        | an unknown opcode                  |
        | an unknown control opcode          |
        | a fragmented ping                  |
        | a ping of 126 bytes                |
        | a continuation without a beginning |
        | a message inside a message         |
        | a close code of one byte           |
        | a close code that must not be sent |
        | a length in more bytes than needed |

  @promise.departures @promise.texts @breaks.connection
  Rule: A user who sends a content of two million characters data is disconnected
    All users share the server's memory, and one sender must not take all of it.

    Scenario: A user sends far more binary data than the limit allows
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends 600,000 bytes of binary data
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
