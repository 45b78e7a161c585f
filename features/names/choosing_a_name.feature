@promise.dialects
Feature: Choosing a name when joining

  @promise.messages @promise.arrivals @promise.names-shown
  Rule: The name that a user joins with is shown exactly as they wrote it
    People expect to see their name spelled right, whatever program they use.

    Scenario Outline: A name with <kind>, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join under a name with <kind>
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for a name with <kind>
      When user "Bob" sends message "That is me"
      Then user "Alice" should receive message from a name with <kind> saying "That is me"

      Examples:
        | kind                  | dialect  |
        | double quotes         | events   |
        | a backslash           | events   |
        | a percent code        | events   |
        | a family of emoji     | events   |
        | a heart in colour     | events   |
        | the flag of England   | events   |
        | Persian with a joiner | events   |
        | the word null         | events   |
        | a backslash           | envelope |
        | a family of emoji     | envelope |

      @promise.long-names
      Examples: The longest names that are allowed
        | kind     | dialect  |
        | 64 emoji | events   |
        | 64 emoji | envelope |

  @promise.arrivals
  Rule: Names that look the same are the same name
    Spaces around a name, and the way its accents are stored, make no visible difference.

    Scenario Outline: A name written with <kind>, in <dialect>
      Given user "the newcomer" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "the newcomer" connects without joining
      And user "the newcomer" asks to join under a name written with <kind>
      Then user "the newcomer" should have joined
      And user "Alice" should receive "joined" notification for the normalized name, without <kind>

      Examples:
        | kind               | dialect  |
        | spaces around      | events   |
        | decomposed accents | events   |
        | a tab in front     | events   |
        | spaces around      | envelope |
        | decomposed accents | envelope |
        | a tab in front     | envelope |

  Rule: A user whose name is not allowed can try another name on the same connection
    A mistyped name should be easy to correct.

    @promise.arrivals
    Scenario Outline: A name with <kind>, in events
      Given user "Mallory" speaks "events"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join under a name with <kind>
      Then user "Mallory" should be told that the name is not allowed
      And user "Mallory" should not have joined
      And user "Alice" should not receive anything
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Alice" should receive "joined" notification for "Mallory"

      Examples: Invisible characters
        | kind                    |
        | a line end              |
        | NUL                     |
        | a control character     |
        | a zero-width space      |
        | a soft hyphen           |
        | a word joiner           |
        | a byte order mark       |
        | a braille blank         |
        | a Hangul filler         |
        | a line separator        |
        | an invisible operator   |
        | a grapheme joiner       |
        | a variation selector    |
        | a tag                   |
        | a halfwidth filler      |
        | a Khmer inherent vowel  |
        | an accent in front      |
        | a pile of accents       |
        | a private character     |
        | an unassigned character |
        | nothing but a joiner    |
        | a joiner at the end     |

      Examples: Characters that change the text direction
        | kind                  |
        | a direction override  |
        | a direction isolate   |
        | a direction mark      |
        | an Arabic letter mark |

      Examples: Too long or reserved
        | kind            |
        | 65 characters   |
        | the word server |
        | the word SYSTEM |

      Examples: Reserved words in other letters
        | kind                                 |
        | the word server in wide letters      |
        | the word System in wide letters      |
        | the word system with a long s        |
        | the word server in circled letters   |
        | the word SERVER in bold letters      |
        | the word server with a joiner inside |

    @promise.arrivals
    Scenario Outline: A name with <kind>, in envelope
      Given user "Mallory" speaks "envelope"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join under a name with <kind>
      Then user "Mallory" should be told that the message is invalid
      And user "Mallory" should not have joined
      And user "Alice" should not receive anything
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Alice" should receive "joined" notification for "Mallory"

      Examples:
        | kind                |
        | NUL                 |
        | a zero-width space  |
        | a joiner at the end |
        | the word server     |

      Examples: Reserved words in other letters
        | kind                                 |
        | the word server in wide letters      |
        | the word System in wide letters      |
        | the word system with a long s        |
        | the word server in circled letters   |
        | the word SERVER in bold letters      |
        | the word server with a joiner inside |

    Scenario Outline: An empty name, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join as "<name>"
      Then user "Bob" should be told that <reason>
      And user "Bob" should not have joined
      And user "Alice" should not receive anything

      Examples:
        | dialect  | name | reason                  |
        | events   |      | the name is not allowed |
        | envelope |      | the message is invalid  |

    @promise.arrivals
    Scenario Outline: Several names that are not allowed, then a valid one, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join under a name with NUL
      And user "Bob" asks to join under a name with 65 characters
      And user "Bob" asks to join under a name with the word server
      And user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"

      Examples:
        | dialect  |
        | events   |
        | envelope |
