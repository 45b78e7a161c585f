@promise.messages
Feature: Unchanged texts

  Rule: Every message arrives exactly as it was sent
    A single lost character can spoil a name, a poem, a line of code or a joke.

    Scenario Outline: Alice sends <kind>
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends <kind> as a message
      Then users "Alice" and "Bob" should receive <kind> from "Alice", unchanged

      @promise.exact
      Examples: Plain words
        | kind          |
        | one character |
        | one digit     |
        | a number      |
        | the word null |
        | the word true |

      @promise.exact
      Examples: Spaces and line breaks
        | kind                      |
        | spaces around and  inside |
        | a tab                     |
        | two lines                 |
        | a Windows line end        |
        | a line end at the end     |

      @promise.exact
      Examples: Characters with a special meaning
        | kind                     |
        | double quotes            |
        | single quotes            |
        | backslashes              |
        | HTML                     |
        | a template               |
        | JSON                     |
        | a JSON text              |
        | a slash in front         |
        | a link                   |
        | markdown                 |
        | a mention                |
        | a plus and percent signs |
        | the words of a notice    |

      @promise.exact
      Examples: Writing systems of the world
        | kind                            |
        | an emoji                        |
        | a family of emoji               |
        | a flag                          |
        | Chinese                         |
        | Arabic                          |
        | mixed directions                |
        | composed accents                |
        | decomposed accents              |
        | a character beyond sixteen bits |

      @promise.exact @promise.texts
      Examples: All characters
        | kind                                      |
        | every character of the basic plane        |
        | every seventeenth character of the others |

      @promise.exact
      Examples: Invisible characters
        | kind                |
        | NUL                 |
        | a control character |
        | line separators     |
        | a byte order mark   |
        | a zero-width space  |
        | a non-character     |

      Examples: Sizes at which the frame format changes
        | kind      |
        | 125 bytes |
        | 126 bytes |
        | 127 bytes |
        | 128 bytes |

      @promise.long
      Examples: Sizes at which the frame format changes, long texts
        | kind         |
        | 4,096 bytes  |
        | 65,535 bytes |

      @promise.texts
      Examples: Sizes at which the frame format changes, the longest texts
        | kind                           |
        | 65,536 characters              |
        | 65,536 characters of all kinds |

    Scenario: The longest message that the server allows
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends the longest message that is allowed
      And user "Alice" sends message "Did you get all of that?"
      Then user "Bob" should receive message from "Alice" saying "Did you get all of that?"

    @promise.sender-order @promise.long @promise.bursts
    Scenario: Messages of many lengths
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends messages of many lengths
      Then everybody should have heard the same 321 messages in the same order

  @promise.websocket
  Rule: A message arrives whole, however it was split on the way
    Networks split messages into pieces; nobody in the room should notice.

    Scenario: A message in fragments, with a ping between them
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends "Put me together: übermäßig" split into 4 fragments
      Then users "Alice" and "Bob" should receive message from "Alice" saying "Put me together: übermäßig"

    Scenario: Two messages in fragments at the same time do not mix
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends the first half of "red green blue white"
      And user "Bob" sends the first half of "one two three four"
      And user "Alice" sends the second half of "red green blue white"
      And user "Bob" sends the second half of "one two three four"
      Then users "Alice" and "Bob" should receive message from "Alice" saying "red green blue white"
      And users "Alice" and "Bob" should receive message from "Bob" saying "one two three four"

    Scenario Outline: Alice sends <kind>, one byte at a time
      Given users "Alice" and "Bob" connect to the chat
      When user "Alice" sends <kind>, one byte at a time
      Then users "Alice" and "Bob" should receive <kind> from "Alice", unchanged

      Examples:
        | kind      |
        | 126 bytes |

      @promise.exact
      Examples: Every character
        | kind              |
        | a family of emoji |
