@promise.core
Feature: Nonsense hurts its sender alone

  Rule: Binary data is no part of the conversation
    A text chat has no use for it, and nobody else should have to find that out.

    @only.plain
    Scenario: Binary data is ignored
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends binary data
      And user "Mallory" sends empty binary data
      Then user "Alice" should not receive anything but notices
      And user "Mallory" should not receive any message

    @only.plain
    Scenario: After binary data its sender may go on talking
      Given users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends binary data
      And user "Mallory" sends message "Sorry, wrong file"
      Then users "Alice" and "Mallory" should receive message from "Mallory" saying "Sorry, wrong file"

    Scenario: Nobody can speak in another's name
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends JSON as a message
      Then users "Alice" and "Bob" should receive JSON from "Mallory", to the character

  @promise.wire @breaks.line
  Rule: Whoever breaks the protocol is shown out, and the others never notice
    A program that cannot count its own bytes must not be able to end other people's talk.

    Scenario Outline: <nonsense> for text
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends <nonsense> as text
      Then the connection of user "Mallory" should be closed with code 1007
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
      When user "Alice" sends message "Who was that?"
      Then user "Bob" should receive message from "Alice" saying "Who was that?"

      Examples:
        | nonsense                   |
        | bad UTF-8                  |
        | half a character           |
        | a surrogate                |
        | an overlong slash          |
        | a reason that is not UTF-8 |

    Scenario: What was said just before is still heard
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends message "Famous last words" and a reserved bit in a single write
      Then users "Alice", "Bob" and "Mallory" should receive message from "Mallory" saying "Famous last words"
      And the connection of user "Mallory" should be closed with code 1002

    Scenario Outline: <nonsense>
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" breaks the protocol with <nonsense>
      Then the connection of user "Mallory" should be closed with code 1002
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"

      Examples:
        | nonsense                     |
        | a frame without a mask       |
        | a reserved bit               |
        | an unknown opcode            |
        | an unknown control opcode    |
        | a fragmented ping            |
        | a ping of 126 bytes          |
        | a continuation of nothing    |
        | a message inside a message   |
        | a close code of one byte     |
        | a close code nobody may send |
        | a length in too many bytes   |

  @promise.texts @breaks.line
  Rule: A flood of bytes is stopped at the door
    Memory is shared; one sender must not take all of it.

    Scenario: Far more binary data than anybody may send
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends 600,000 bytes of binary data
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
