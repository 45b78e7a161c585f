@promise.texts
Feature: Big frames, and many of them

  Rule: A message has at most 524,288 bytes, in however many frames
    What is counted in bytes is what the server must keep until the message is whole.

    @promise.dialects
    Scenario Outline: As many bytes as a message may have, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends "A little in a big box" in a frame of 524,288 bytes
      Then users "Alice" and "Bob" should receive message from "Bob" saying "A little in a big box"

      Examples:
        | dialect  |
        | events   |
        | envelope |

    Scenario: Binary data of as many bytes is ignored like any other
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 524,288 bytes of binary data
      And user "Bob" sends message "Wrong file"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Wrong file"

    @promise.dialects @breaks.line
    Scenario Outline: One byte more ends the line, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends a frame of 524,289 bytes
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

    @promise.dialects @breaks.line
    Scenario Outline: One byte more in several frames ends it, too, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends one message of 524,289 bytes in 5 frames
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"

      Examples:
        | dialect  |
        | plain    |
        | events   |
        | envelope |

  Rule: A message of far too many pieces ends the line
    A piece with nothing in it costs its sender nothing, and the server time.

    @breaks.line
    Scenario: Two thousand pieces of nothing
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" starts a message with 2,000 empty fragments
      Then the connection of user "Mallory" should be closed with code 1008
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
      When user "Alice" sends message "Who was that?"
      Then user "Bob" should receive message from "Alice" saying "Who was that?"
