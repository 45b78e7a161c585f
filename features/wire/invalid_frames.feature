@promise.dialects
Feature: Invalid frames

  Rule: The sender of an invalid frame is told what is wrong with it, and nobody else notices
    Developers should learn what their program does wrong without disturbing anybody.

    @promise.messages
    Scenario Outline: In events: <kind>
      Given user "Mallory" speaks "events"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends the invalid frame: <kind>
      Then user "Mallory" should receive the error for the invalid frame: <kind>
      When user "Mallory" sends message "Sorry"
      Then user "Alice" should receive message from "Mallory" saying "Sorry"

      Examples:
        | kind                                   |
        | a word                                 |
        | an empty frame                         |
        | half an object                         |
        | two objects in one frame               |
        | single quotes                          |
        | a trailing comma                       |
        | a key without quotes                   |
        | a comment                              |
        | nothing but spaces                     |
        | a line end in a text                   |
        | an unknown escape                      |
        | NaN as a number                        |
        | a byte order mark                      |
        | NUL at the end                         |
        | 100,000 brackets                       |
        | 50,000 braces                          |
        | a message with a thousand nested lists |
        | a list                                 |
        | a JSON text                            |
        | a number                               |
        | null                                   |
        | true                                   |
        | an object without a type               |
        | an empty object                        |
        | a type that is a number                |
        | a type that is null                    |
        | a type that is a list                  |
        | an unknown type                        |
        | an empty type                          |
        | a type in capitals                     |
        | a notice that only the server may send |
        | an error that only the server may send |
        | a message without content              |
        | a content that is null                 |
        | a content that is a number             |
        | a content that is an object            |
        | a blank content                        |
        | half a character in JSON               |
        | a client id that is a number           |
        | a client id that is empty              |
        | a client id of 129 characters          |
        | a ping with a number                   |
        | a ping with half a character           |
        | a ping with 257 characters             |
        | a second join                          |

      @promise.history
      Examples: History
        | kind                                   |
        | a history of 0 messages                |
        | a history of 1,001 messages            |
        | a history of -1 messages               |
        | a history of infinitely many messages  |
        | a history with a limit of 5,000 digits |
        | a history of 0.5 messages              |
        | a history with the limit true          |
        | a history before yesterday             |
        | a history before a number              |
        | a history before an id of 40 digits    |

      @promise.private
      Examples: Private messages
        | kind                                  |
        | a private message to a number         |
        | a private message without a recipient |
        | a private message to null             |
        | a private message to a list           |
        | a private message to half a character |

      @promise.texts
      Examples: Rejected texts
        | kind                       |
        | a content that is too long |

      @promise.typing
      Examples: Typing
        | kind                          |
        | typing without a value        |
        | typing with the value perhaps |
        | typing with the value 1       |

    @promise.messages
    Scenario Outline: In envelope: <kind>
      Given user "Mallory" speaks "envelope"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends the invalid frame: <kind>
      Then user "Mallory" should receive the error for the invalid frame: <kind>
      When user "Mallory" sends message "Sorry"
      Then user "Alice" should receive message from "Mallory" saying "Sorry"

      Examples:
        | kind                         |
        | a word                       |
        | an empty frame               |
        | half an object               |
        | two objects in one frame     |
        | single quotes                |
        | a trailing comma             |
        | a key without quotes         |
        | a comment                    |
        | nothing but spaces           |
        | a line end in a text         |
        | an unknown escape            |
        | NaN as a number              |
        | a byte order mark            |
        | NUL at the end               |
        | 100,000 brackets             |
        | 50,000 braces                |
        | a list                       |
        | a JSON text                  |
        | a number                     |
        | null                         |
        | true                         |
        | an object without a type     |
        | an empty object              |
        | a type that is a number      |
        | a type that is null          |
        | a type that is a list        |
        | an unknown type              |
        | an empty type                |
        | a type in capitals           |
        | a message of another dialect |
        | a message without text       |
        | a text that is null          |
        | a text that is a number      |
        | a text that is an object     |
        | a blank text                 |
        | an empty text                |
        | half a character in JSON     |
        | a second join                |
        | a join as somebody else      |

      @promise.texts
      Examples: Rejected texts
        | kind                    |
        | a text that is too long |

    @promise.departures @breaks.connection
    Scenario Outline: Binary data closes the connection, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends binary data
      Then the connection of user "Mallory" should be closed with code 1003
      And user "Alice" should receive "left" notification for "Mallory"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  @promise.messages
  Rule: However many invalid frames a user sends, each is rejected, and the next word is heard
    A program that is wrong once is often wrong again and again.

    Scenario Outline: Every invalid frame, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And users "Alice" and "Mallory" connect to the chat
      When user "Mallory" sends every invalid frame of their dialect, each as soon as the last was rejected
      And user "Mallory" sends message "Sorry"
      Then users "Alice" and "Mallory" should receive message from "Mallory" saying "Sorry"

      Examples:
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.arrivals
    Scenario Outline: Every invalid frame before joining, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" connects without joining
      And user "Mallory" sends every invalid frame of their dialect, each as soon as the last was rejected
      Then user "Mallory" should not have joined
      And user "Alice" should not receive anything
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Alice" should receive "joined" notification for "Mallory"
      When user "Mallory" sends message "Sorry"
      Then users "Alice" and "Mallory" should receive message from "Mallory" saying "Sorry"

      Examples:
        | dialect  |
        | events   |
        | envelope |

  @promise.messages
  Rule: An unusual spelling of a message means the same
    Programs write JSON in many ways, and every parser reads them (RFC 8259).

    Scenario Outline: In <dialect>: <kind>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends "Tschüß 🦊 [ok]", written with <kind>
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Tschüß 🦊 [ok]"
      When user "Bob" sends message "And so on"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "And so on"

      Examples:
        | dialect  | kind                          |
        | events   | every character escaped       |
        | events   | spaces and line ends between  |
        | events   | no space at all               |
        | events   | its keys in another order     |
        | events   | every key twice               |
        | events   | an unknown key                |
        | events   | an infinite number            |
        | events   | a number of 5,000 digits      |
        | events   | a number close to zero        |
        | events   | half a character              |
        | events   | 64 levels of nesting          |
        | events   | a thousand brackets in a text |
        | envelope | every character escaped       |
        | envelope | spaces and line ends between  |
        | envelope | no space at all               |
        | envelope | its keys in another order     |
        | envelope | every key twice               |
        | envelope | an unknown key                |
        | envelope | an infinite number            |
        | envelope | a number of 5,000 digits      |
        | envelope | a number close to zero        |
        | envelope | half a character              |
        | envelope | 64 levels of nesting          |
        | envelope | a thousand brackets in a text |

  @promise.arrivals
  Rule: A user who has not joined yet can only join
    Nobody should receive anything from a user who has not said who they are.

    Scenario: A message before joining, in events
      Given user "Bob" speaks "events"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" sends message "Let me in"
      Then user "Bob" should be told that they must join first
      And user "Alice" should not receive anything
      When user "Bob" asks to join as "server"
      Then user "Bob" should be told that the name is not allowed
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"

    Scenario Outline: An invalid frame before joining, in <dialect>: <kind>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Mallory" connects without joining
      And user "Mallory" sends the invalid frame: <kind>
      Then user "Mallory" should receive the error for the invalid frame: <kind>
      And user "Alice" should not receive anything
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Alice" should receive "joined" notification for "Mallory"

      Examples:
        | dialect  | kind             |
        | events   | half an object   |
        | events   | 100,000 brackets |
        | envelope | half an object   |
        | envelope | a list           |
        | envelope | an unknown type  |
        | envelope | 100,000 brackets |

    Scenario Outline: An invalid frame that is not a join, before joining: <kind>
      Given user "Mallory" speaks "events"
      And user "Alice" connects to the chat
      When user "Mallory" connects without joining
      And user "Mallory" sends the invalid frame: <kind>
      Then user "Mallory" should be told that they must join first
      And user "Alice" should not receive anything
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Alice" should receive "joined" notification for "Mallory"

      Examples:
        | kind                      |
        | a list                    |
        | an unknown type           |
        | a message without content |

    Scenario: A message before joining, in envelope
      Given user "Bob" speaks "envelope"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" sends message "Let me in"
      Then user "Bob" should be told that they must join first
      And user "Alice" should not receive anything
      When user "Bob" asks to join as "server"
      Then user "Bob" should be told that the name is not allowed
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"
