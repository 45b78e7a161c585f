@promise.texts
Feature: Large frames and fragmented messages

  Rule: A message can have up to 524,288 bytes, in one frame or in several
    The server must keep all these bytes in memory until the message is complete.

    @promise.messages @promise.dialects
    Scenario Outline: A frame of 524,288 bytes is accepted, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends "A little in a big box" in a frame of 524,288 bytes
      Then users "Alice" and "Bob" should receive message from "Bob" saying "A little in a big box"

      Examples:
        | dialect  |
        | events   |
        | envelope |

    @promise.messages @promise.binary
    Scenario: A binary frame of 524,288 bytes is ignored like any other
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 524,288 bytes of binary data
      And user "Bob" sends message "Wrong file"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Wrong file"

    @promise.departures @breaks.connection
    Scenario Outline: A frame with one byte more closes the connection, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends a frame of 524,289 bytes
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @promise.departures @breaks.connection
    Scenario Outline: Several frames with one byte more close the connection, too, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" sends one message of 524,289 bytes in 5 frames
      Then the connection of user "Mallory" should be closed with code 1009
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

  @promise.messages @promise.departures
  Rule: A message of far too many fragments closes the connection
    An empty fragment costs its sender almost nothing, but takes the server's time.

    @breaks.connection
    Scenario: A message of two thousand empty fragments
      Given users "Alice", "Bob" and "Mallory" connect to the chat
      When user "Mallory" starts a message with 2,000 empty fragments
      Then the connection of user "Mallory" should be closed with code 1008
      And users "Alice" and "Bob" should receive "left" notification for "Mallory"
      When user "Alice" sends message "Who was that?"
      Then user "Bob" should receive message from "Alice" saying "Who was that?"
